import type { IRunInfo } from '../protocol';

/**
 * The colours of runs, each for a light and for a dark page: those of
 * `protocol/colours.json`, at least 3:1 against JupyterLab's backgrounds, neighbours
 * apart for deuteranopes too. Text never takes them. State colours are in
 * `style/tokens.css`: only CSS needs them.
 */
export const RUN_COLOURS: readonly IRunColour[] = [
  { light: '#2f6fde', dark: '#6ea2ff' },
  { light: '#d96a10', dark: '#f6a04d' },
  { light: '#1b9e77', dark: '#4fc9a0' },
  { light: '#b0489f', dark: '#dc8ad0' },
  { light: '#6a51a3', dark: '#a896e8' },
  { light: '#a6761d', dark: '#d0a95a' },
  { light: '#d4508a', dark: '#f79bc0' },
  { light: '#5f8a1e', dark: '#a3cc63' },
  { light: '#5c6a7d', dark: '#a3b1c4' },
  { light: '#83502f', dark: '#b98661' },
  { light: '#1d7f95', dark: '#5fc3d9' },
  { light: '#c2363f', dark: '#ef7f80' }
];

export interface IRunColour {
  readonly light: string;
  readonly dark: string;
}

/**
 * The colour to draw a run in, the same everywhere and for ever: the one that is
 * kept with the run (one of ours in either form, or any `#rrggbb` that somebody
 * chose), else one by its uid.
 */
export function runColour(
  { run, colour }: Pick<IRunInfo, 'run' | 'colour'>,
  dark: boolean
): string {
  const wanted = colour?.toLowerCase() ?? '';
  const ours = RUN_COLOURS.find(c => c.light === wanted || c.dark === wanted);
  if (!ours && /^#[0-9a-f]{6}$/.test(wanted)) {
    return wanted;
  }
  const drawn = ours ?? RUN_COLOURS[placeOf(run)];
  return dark ? drawn.dark : drawn.light;
}

/** Uids are random: their first digits spread over the colours evenly. */
function placeOf(run: string): number {
  return parseInt(run.slice(0, 8), 16) % RUN_COLOURS.length || 0;
}
