import { Token } from '@lumino/coreutils';

import type { IRunHandle, LinkHub } from './link';
import type { RunCollection } from './model';

/** The runs that this page knows, for other extensions. */
export interface IRunManager {
  /** All runs of the Jupyter server, newest first. */
  readonly runs: RunCollection;

  /**
   * A live model of one run, shared by all who hold it, until its handle is disposed of.
   *
   * @param hint what a bundle in a notebook's output says of where the run is
   */
  open(run: string, hint?: LinkHub.IHint): IRunHandle;
}

export const IRunManager = new Token<IRunManager>(
  'runside:IRunManager',
  'The runs that Runside knows, and live models of them.'
);
