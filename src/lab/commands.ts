/**
 * The commands that Runside adds. Those about one run take `{run: uid}`; without it they are about the run that is chosen
 * in the sidebar, or ask which one is meant.
 */
export namespace CommandIDs {
  /** Show the list of runs. */
  export const showRuns = 'runside:show-runs';

  /** Open a run in a tab of the main area; where there is none, in the sidebar. */
  export const openRun = 'runside:open-run';

  /** Show the cell that started a run, opening its notebook. */
  export const goToCell = 'runside:go-to-cell';

  /** Show the run of the cell that was clicked, or that is active. */
  export const goToRun = 'runside:go-to-run';

  export const renameRun = 'runside:rename-run';
  export const tagRun = 'runside:tag-run';
  export const annotateRun = 'runside:annotate-run';
  export const hideRun = 'runside:hide-run';
  export const unhideRun = 'runside:unhide-run';
  export const trashRun = 'runside:trash-run';
  export const restoreRun = 'runside:restore-run';

  /** Copy what names a run elsewhere: project and id, the uid, or its folder. */
  export const copyPath = 'runside:copy-run-path';
  export const copyUid = 'runside:copy-run-uid';
  export const copyFolder = 'runside:copy-run-folder';

  /** Show the folder of a run's files in the file browser. */
  export const openFolder = 'runside:open-folder';

  /** Ask the Jupyter server for its runs anew. */
  export const refreshRuns = 'runside:refresh-runs';
}
