/**
 * The colours of runs, each for a light and for a dark page: at least 3:1 against
 * JupyterLab's backgrounds, neighbours apart for deuteranopes too. Text never
 * takes them. State colours are in `style/tokens.css`: only CSS needs them.
 */
export const RUN_COLOURS: readonly IRunColour[] = [
  { light: '#2f6fde', dark: '#6ea2ff' },
  { light: '#d96a10', dark: '#f6a04d' },
  { light: '#1b9e77', dark: '#4fc9a0' },
  { light: '#b0489f', dark: '#dc8ad0' },
  { light: '#6a51a3', dark: '#a896e8' },
  { light: '#a6761d', dark: '#d0a95a' }
];

export interface IRunColour {
  readonly light: string;
  readonly dark: string;
}

/**
 * The colour to draw a run in.
 *
 * @param stored - the colour that is kept with the run: one of ours, by its light
 * form, or any `#rrggbb` that somebody chose; anything else counts as none
 */
export function runColour(stored: string | null, dark: boolean): string {
  const wanted = stored?.toLowerCase() ?? '';
  const ours = RUN_COLOURS.find(c => c.light === wanted || c.dark === wanted);
  if (!ours && /^#[0-9a-f]{6}$/.test(wanted)) {
    return wanted;
  }
  const colour = ours ?? RUN_COLOURS[0];
  return dark ? colour.dark : colour.light;
}
