import { type Json } from '../../protocol';
import { type Point } from './decimation';
import { type Random } from './random';

const WRITERS = ['w1', 'w2', 'api-1'];

export interface ILogged {
  readonly step: number;
  readonly time: number;
  readonly value: Json;
  readonly writer: string;
  readonly seq: number;
}

/** What a run logs: mostly one step after the other, now and then an earlier one. */
export class Training {
  constructor(private readonly _random: Random) {
    this._others = _random.choice([0, 0, 0.01]);
    this._gap = _random.choice([1, 1, 2, 40]);
  }

  next(count: number): ILogged[] {
    return Array.from({ length: count }, () => this._log());
  }

  private _log(): ILogged {
    const random = this._random;
    const writer = random.choice(WRITERS);
    const seq = (this._seqs.get(writer) ?? 0) + 1;
    this._seqs.set(writer, seq);
    const isLate = random.next() < this._lateness;
    this._step += isLate ? 0 : random.integer(0, this._gap);
    if (random.next() < 0.001) {
      // A stretch in order, or in none.
      this._lateness = random.choice([0, 0, 0.02, 0.7]);
    }
    return {
      step: isLate ? random.integer(0, this._step) : this._step,
      // Clocks of writers tie, and go back.
      time: 1000 + Math.floor(seq / 3),
      value: this._value(),
      writer,
      seq
    };
  }

  private _value(): Json {
    const random = this._random;
    if (random.next() < 0.02) {
      return random.choice<Json>([NaN, Infinity, -Infinity]);
    }
    if (random.next() < this._others) {
      return random.choice<Json>(['text', null]);
    }
    return random.choice([random.integer(-3, 3), random.next()]);
  }

  private _step = 0;
  private _lateness = 0;
  /** Steps between one row and the next; with 1 none is left out. */
  private readonly _gap: number;
  /** How often a value is no number. */
  private readonly _others: number;
  private readonly _seqs = new Map<string, number>();
}

/** The rows: of each step the value of the greatest stamp (t, writer, seq). */
export class Rows {
  add(logged: ILogged): void {
    const before = this._rows.get(logged.step);
    if (before === undefined || isLater(logged, before)) {
      this._rows.set(logged.step, logged);
    }
  }

  /** Those that are numbers, in the order of their steps. */
  get points(): Point[] {
    return Array.from(this._rows.values())
      .filter(({ value }) => typeof value === 'number')
      .sort((one, other) => one.step - other.step)
      .map(({ step, time, value }) => [step, time, value as number]);
  }

  private readonly _rows = new Map<number, ILogged>();
}

function isLater(one: ILogged, other: ILogged): boolean {
  if (one.time !== other.time) {
    return one.time > other.time;
  }
  return one.writer === other.writer
    ? one.seq > other.seq
    : one.writer > other.writer;
}
