import { type RunModel } from '../model';
import { SeqRanges } from '../model/seqRanges';
import type { Ask } from '../protocol';
import type { KernelLink } from './kernelLink';
import { Delay, type ITimers } from './timers';

/** How long the Jupyter server has to fill a hole, in ms. */
const SERVER_FIRST = 1000;

/** How long an answer may stop in the middle, in ms. */
const SILENCE = 5000;

/** Holes that are asked for at once. */
const MOST_RANGES = 16;

const MIB = 1 << 20;

/**
 * Asks the kernel for what no other source has: missing lines, and the whole
 * journal where no Jupyter server has the run. What the kernel cannot give is
 * given up, so that what came after it counts.
 */
export class KernelMender {
  constructor(private readonly _options: KernelMender.IOptions) {
    this._delay = new Delay(_options.timers, () => this._mend());
  }

  /** The link to ask; null where there is none. */
  get link(): KernelLink | null {
    return this._link;
  }

  set link(link: KernelLink | null) {
    this._link = link;
    this.reset();
  }

  dispose(): void {
    this._delay.stop();
  }

  /** The kernel is another process, or is heard again: ask anew. */
  reset(): void {
    this._asked.clear();
    this._journal = 'unasked';
  }

  /** See to it that holes that stay are asked for. */
  wake(): void {
    if (this._journal === 'coming') {
      // Each chunk says that more comes; it is the silence that counts.
      this._delay.stop();
      this._delay.start(SILENCE);
    } else if (this._options.model.missing().size > 0) {
      this._delay.start(SERVER_FIRST);
    }
  }

  /** Ask for everything; once. */
  async askJournal(): Promise<void> {
    if (this._link === null || this._journal !== 'unasked') {
      return;
    }
    this._journal = 'coming';
    this._delay.stop();
    const run = this._options.model.uid;
    if (!(await this._link.ask({ ask: 'journal', run }))) {
      this._journal = 'unasked';
    }
  }

  /** The kernel has given what it can. */
  onEnd(ask: Ask, missing: number): void {
    const { model } = this._options;
    if (ask.ask === 'journal') {
      this._journal = 'done';
      if (missing > 0) {
        model.addProblem(
          model.trans.__(
            'The first %1 MiB of the run are not shown: the Jupyter server does not have it, and they are more than the live link carries.',
            Math.ceil(missing / MIB)
          )
        );
        this._giveUp();
      }
    } else if (ask.ask === 'lines') {
      this._giveUp({ writer: ask.writer, first: ask.from, last: ask.to });
    }
    this.wake();
  }

  private _mend(): void {
    if (this._journal === 'coming') {
      this._journal = 'done';
    }
    if (this._link === null) {
      return;
    }
    const { uid } = this._options.model;
    for (const { writer, first, last } of this._lacking()) {
      const asked = this._asked.get(writer) ?? new SeqRanges();
      this._asked.set(writer, asked);
      asked.add(first, last);
      void this._link.ask({
        ask: 'lines',
        run: uid,
        writer,
        from: first,
        to: last
      });
    }
    if (this._isAnyComing()) {
      this._delay.start(SERVER_FIRST); // Should it not come, it is asked for then.
    }
  }

  /** What is missing, has not been asked for, and is not on its way. */
  private *_lacking(): Generator<IRange> {
    let count = 0;
    for (const [writer, ranges] of this._options.model.missing()) {
      const asked = this._asked.get(writer);
      for (const [first, last] of ranges) {
        if (this._options.isComing(writer, last)) {
          continue;
        }
        for (const [from, to] of asked?.gaps(first, last) ?? [[first, last]]) {
          if (count++ === MOST_RANGES) {
            return;
          }
          yield { writer, first: from, last: to };
        }
      }
    }
  }

  /** Whether something is missing that another source will bring. */
  private _isAnyComing(): boolean {
    const { model, isComing } = this._options;
    return Array.from(model.missing()).some(([writer, ranges]) =>
      ranges.some(([, last]) => isComing(writer, last))
    );
  }

  /** Give up what is still missing, of one range or at all. */
  private _giveUp(of?: IRange): void {
    const { model, isComing } = this._options;
    for (const [writer, ranges] of model.missing()) {
      for (const [first, last] of ranges) {
        const from = Math.max(first, of?.first ?? first);
        const to = Math.min(last, of?.last ?? last);
        const isMeant = of === undefined || of.writer === writer;
        if (isMeant && from <= to && !isComing(writer, to)) {
          model.giveUp(writer, from, to);
        }
      }
    }
  }

  private readonly _delay: Delay;
  private readonly _asked = new Map<string, SeqRanges>();
  private _link: KernelLink | null = null;
  private _journal: 'unasked' | 'coming' | 'done' = 'unasked';
}

interface IRange {
  writer: string;
  first: number;
  last: number;
}

export namespace KernelMender {
  export interface IOptions {
    model: RunModel;
    timers: ITimers;
    /** Whether another source will bring this record yet. */
    isComing: (writer: string, seq: number) => boolean;
  }
}
