import type { IRunningSessions } from '@jupyterlab/running';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ISignal } from '@lumino/signaling';

import type { RunCollection } from '../model';
import { progress } from '../panel/progress';
import { stateWord } from '../panel/states';
import type { IRunInfo } from '../protocol';
import { CommandIDs } from './commands';
import { runIcon } from './icons';
import { LiveRuns } from './liveRuns';

/** The section "Runs" of the Running sidebar. */
export class RunningRuns implements IRunningSessions.IManager {
  constructor(
    runs: RunCollection,
    private readonly _commands: CommandRegistry,
    private readonly _trans: TranslationBundle
  ) {
    this._live = new LiveRuns(runs);
    this.name = _trans.__('Runs');
  }

  readonly name: string;

  readonly supportsMultipleViews = false;

  get runningChanged(): ISignal<unknown, void> {
    return this._live.changed;
  }

  running(): IRunningSessions.IRunningItem[] {
    return this._live.infos.map(info => this._itemOf(info));
  }

  /**
   * A run ends where it was started: nobody can end it from here, and its kernel may have other things to do. `lab.css`
   * hides the button that would ask for it.
   */
  shutdownAll(): void {}

  refreshRunning(): void {
    void this._commands.execute(CommandIDs.refreshRuns);
  }

  private _itemOf(info: IRunInfo): IRunningSessions.IRunningItem {
    const { run, name, project, state } = info;
    const trans = this._trans;
    const now = Date.now() / 1000;
    const facts = progress(info, { rate: null, reached: true, now }, trans);
    return {
      className: 'jp-Runside-runningItem',
      context: run,
      icon: () => runIcon,
      label: () => name,
      labelTitle: () =>
        [
          trans.__('Run %1 of project %2', name, project),
          [stateWord(state, trans), ...facts].join(' · '),
          info.notebook ?? info.program ?? ''
        ].join('\n'),
      detail: () => facts[0] ?? stateWord(state, trans),
      open: () => void this._commands.execute(CommandIDs.openRun, { run })
    };
  }

  private readonly _live: LiveRuns;
}
