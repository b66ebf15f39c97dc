/**
 * The colours and the font of a chart, as plotly wants them: plain values.
 */
export interface IChartTheme {
  readonly font: string;
  readonly text: string;
  readonly quiet: string;
  readonly surface: string;
  readonly border: string;
  readonly grid: string;
  readonly axis: string;
}

/**
 * Read the theme that holds for an element, from the custom properties of
 * `style/tokens.css` and of JupyterLab.
 */
export function readChartTheme(element: Element): IChartTheme {
  const style = getComputedStyle(element);
  const read = (name: string, otherwise: string) =>
    style.getPropertyValue(name).trim() || otherwise;
  return {
    font: read('--jp-ui-font-family', 'sans-serif'),
    text: read('--jp-ui-font-color1', '#212121'),
    quiet: read('--jp-ui-font-color2', '#757575'),
    surface: read('--runside-surface', '#ffffff'),
    border: read('--runside-hover-border', '#bdbdbd'),
    grid: read('--runside-grid', 'rgba(0, 0, 0, 0.07)'),
    axis: read('--runside-axis', 'rgba(0, 0, 0, 0.2)')
  };
}
