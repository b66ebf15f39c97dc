import type { TranslationBundle } from '@jupyterlab/translation';
import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';

import type { IHost, ILayoutStore, PanelPlace } from '../panel/host';
import type { IRunCommand } from './runCommand';

/** Makes what a run panel needs of Lab. */
export interface IPanelHosts {
  /** The host of a panel at such a place. */
  create(place: Exclude<PanelPlace, 'saved'>): IHost;

  /** Where the layouts of projects are kept. */
  readonly layouts: ILayoutStore;
}

export const IPanelHosts = new Token<IPanelHosts>(
  'runside:IPanelHosts',
  'Makes the hosts of run panels: texts, theme, blobs, ways to a tab and to a cell.'
);

/** The sidebar with the list of runs. */
export interface IRunsSidebar {
  /** The uid of the run that is chosen there; null where none is. */
  readonly chosen: string | null;

  readonly chosenChanged: ISignal<unknown, string | null>;

  /** Bring the sidebar into view; with a run, choose it and show its panel there. */
  show(run?: string): void;
}

export const IRunsSidebar = new Token<IRunsSidebar>(
  'runside:IRunsSidebar',
  'The sidebar with the list of runs, and the run that is chosen there.'
);

/** Adds commands about one run. */
export interface IRunCommands {
  readonly trans: TranslationBundle;

  add(command: IRunCommand): void;
}

export const IRunCommands = new Token<IRunCommands>(
  'runside:IRunCommands',
  'Adds commands about one run: the one that they are given, the chosen one, or one that is asked for.'
);
