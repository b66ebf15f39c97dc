import type { LabIcon } from '@jupyterlab/ui-components';

import type { IRunInfo } from '../protocol';

/** A command that does something with one run. */
export interface IRunCommand {
  id: string;
  label: string;
  caption: string;
  icon?: LabIcon;
  /** What the picker is headed with, and what its button says. */
  question: string;
  action: string;
  /** Which runs it makes sense for. */
  suits: (info: IRunInfo) => boolean;
  /** Whether it makes sense here at all; it does if absent. */
  isVisible?: () => boolean;
  /** Rejects with a message for people. */
  execute: (info: IRunInfo) => unknown;
}
