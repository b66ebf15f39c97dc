import { Signal } from '@lumino/signaling';

import { type ILinks, RunCollection } from '../../model';
import { PlainTheme } from '../../panel/testing/plainHost';
import { plainText } from '../../model/texts';
import {
  type IKeyOfRuns,
  type IRunColumns,
  type IRunEdit,
  type IRunInfo,
  unknownInfo
} from '../../protocol';
import type { INotebookInView, IRunListHost, MenuItem } from '../host';

/** The time of made-up runs, Unix seconds. */
export const NOW = 1_795_000_000;

/** A made-up run by its number; the higher, the later it began. */
export function madeUpInfo(
  number: number,
  known: Partial<IRunInfo> = {}
): IRunInfo {
  const run = uid(number);
  return {
    ...unknownInfo(run),
    project: 'digits',
    id: `id${number}`,
    name: `run-${number}`,
    start: NOW - 100_000 + number * 10,
    lastT: NOW - 100_000 + number * 10 + 60,
    state: 'finished',
    step: 100,
    ...known
  };
}

export function uid(number: number): string {
  return number.toString(16).padStart(32, '0');
}

export function madeUpNotebook(
  known: Partial<INotebookInView> = {}
): INotebookInView {
  return {
    path: 'digits.ipynb',
    kernel: null,
    shown: new Set(),
    cells: new Set(),
    ...known
  };
}

/** A curve that rises to `best` as a validation accuracy does. */
export function madeUpColumns(
  info: IRunInfo,
  best = 0.95,
  key = 'val/accuracy'
): IRunColumns {
  const points = 60;
  const last = info.step ?? 0;
  const steps = Array.from({ length: points }, (_, i) =>
    Math.round((i / (points - 1)) * last)
  );
  const value = steps.map(
    (step, i) =>
      best * (1 - 0.75 * Math.exp(-step / 260)) +
      0.006 * Math.sin(i * 2.1 + info.start) * (1 - i / points)
  );
  return {
    run: info.run,
    key,
    of: last,
    step: Float64Array.from(steps),
    time: Float64Array.from(steps, step => info.start + step / 20),
    value: Float64Array.from(value),
    summary: value[points - 1]
  };
}

/** A Jupyter server's part, and a host, of which all can be set and seen. */
export class MadeUpHost implements IRunListHost {
  readonly trans = plainText;
  readonly theme = new PlainTheme();
  readonly runs = new RunCollection();
  readonly opened: string[] = [];
  readonly edits: [string, IRunEdit][] = [];
  readonly removed: string[] = [];
  readonly confirmed: string[] = [];
  /** Which runs' series were asked for, request by request. */
  readonly asked: string[][] = [];
  menuItems: readonly MenuItem[] = [];
  keys: IKeyOfRuns[] = [
    { path: 'train/loss', runs: 4 },
    { path: 'val/accuracy', runs: 4 }
  ];
  /** Rejects every edit and every deletion with these words. */
  refusal: string | null = null;
  isConfirming = true;

  readonly server: {
    state: ILinks['server'];
    changed: Signal<unknown, ILinks['server']>;
  } = { state: 'connected', changed: new Signal(this) };

  setServer(state: ILinks['server']): void {
    this.server.state = state;
    this.server.changed.emit(state);
  }

  open(run: string): void {
    this.opened.push(run);
  }

  goToCell(run: string): void {
    this.opened.push(`cell of ${run}`);
  }

  canGoToCell(info: IRunInfo): boolean {
    return info.cell !== null;
  }

  async edit(run: string, edit: IRunEdit): Promise<void> {
    this.edits.push([run, edit]);
    await Promise.resolve();
    this._refuse();
    const info = this.runs.get(run);
    if (info) {
      const { total_steps, ...same } = edit;
      this.runs.update({ ...info, ...same });
    }
  }

  async remove(run: string): Promise<void> {
    await Promise.resolve();
    this._refuse();
    this.removed.push(run);
    this.runs.remove(run);
  }

  confirm(title: string): Promise<boolean> {
    this.confirmed.push(title);
    return Promise.resolve(this.isConfirming);
  }

  menu(_: unknown, items: readonly MenuItem[]): void {
    this.menuItems = items;
  }

  /** Choose from the last menu. */
  chooseFromMenu(label: string): void {
    for (const item of this.menuItems) {
      if (item !== 'separator' && item.label === label) {
        return item.run();
      }
    }
    throw new Error(`The menu has no “${label}”`);
  }

  seriesOfRuns(key: string, runs: readonly string[]): Promise<IRunColumns[]> {
    this.asked.push([...runs]);
    const infos = runs.flatMap(run => this.runs.get(run) ?? []);
    return Promise.resolve(infos.map(info => this.columns(info, key)));
  }

  /** What a run has of a metric. */
  columns(info: IRunInfo, key: string): IRunColumns {
    return madeUpColumns(info, 0.95, key);
  }

  keysOfRuns(): Promise<IKeyOfRuns[]> {
    return Promise.resolve(this.keys);
  }

  private _refuse(): void {
    if (this.refusal !== null) {
      throw new Error(this.refusal);
    }
  }
}
