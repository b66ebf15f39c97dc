import { LabIcon } from '@jupyterlab/ui-components';

/** A curve over its axis, in the colour of Lab's icons. */
export const runIcon = new LabIcon({
  name: 'runside:run',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" fill="none">
  <g class="jp-icon3" stroke="#616161" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
    <path d="M2.5 2.5v11h11"/>
    <path d="M4.5 5c1.6 0 2 5 4 5.3 1.9.3 3-.8 5-.8"/>
  </g>
</svg>`
});
