/** The commands that Runside adds. */
export namespace CommandIDs {
  /** Open a run in the main area: argument `{run: uid}`; without it, a picker. */
  export const openRun = 'runside:open-run';

  /** Show the cell that started a run, opening its notebook: argument `{run: uid}`. */
  export const goToCell = 'runside:go-to-cell';
}
