import { type ISignal, Signal } from '@lumino/signaling';
import { type IRunInfo } from '../protocol';

/**
 * The runs that the Jupyter server knows, newest first.
 */
export class RunCollection {
  /** Runs came or went, or what is known of one has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Newest first. */
  get infos(): readonly IRunInfo[] {
    return this._infos;
  }

  /** What the Jupyter server cannot read, in words for people. */
  get problems(): readonly string[] {
    return this._problems;
  }

  get(run: string): IRunInfo | null {
    return this._infos.find(info => info.run === run) ?? null;
  }

  /** Take in one run, new or changed. */
  update(info: IRunInfo): void {
    const index = this._infos.findIndex(({ run }) => run === info.run);
    this._infos =
      this._infos[index]?.start === info.start
        ? this._infos.map((other, i) => (i === index ? info : other))
        : this._infos
            .filter(({ run }) => run !== info.run)
            .concat(info)
            .sort(newestFirst);
    this._changed.emit();
  }

  /** A run is deleted. */
  remove(run: string): void {
    this._infos = this._infos.filter(info => info.run !== run);
    this._changed.emit();
  }

  /** Take in the whole list. */
  reset(infos: readonly IRunInfo[], problems: readonly string[]): void {
    this._infos = [...infos].sort(newestFirst);
    this._problems = problems;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _infos: readonly IRunInfo[] = [];
  private _problems: readonly string[] = [];
}

function newestFirst(one: IRunInfo, other: IRunInfo): number {
  return other.start - one.start || (one.run < other.run ? -1 : 1);
}
