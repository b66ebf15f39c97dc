import { type IVisitState } from '../protocol';
import { toObject } from './maps';
import { Logged } from './registers';
import { type IStamp, stampFromJson, stampToJson } from './stamps';

/**
 * A writer's stay at one step: each path that it wrote, with the last value. It is
 * one observation of each that does not end with a null.
 */
export class Visit {
  constructor(readonly step: number) {}

  write(path: string, logged: Logged): void {
    this._written.set(path, logged);
  }

  /** What it would leave if it ended now. */
  get observations(): [path: string, logged: Logged][] {
    return Array.from(this._written).filter(([, { value }]) => value !== null);
  }

  toJson(): IVisitState {
    return {
      step: this.step,
      values: toObject(this._written, ({ value }) => value),
      stamps: toObject(this._written, ({ stamp }) => stampToJson(stamp))
    };
  }

  /**
   * @param stamp - stands for those that a state of an older version lacks
   */
  static fromJson(
    { step, values, stamps = {} }: IVisitState,
    stamp: IStamp
  ): Visit {
    const visit = new Visit(step);
    for (const [path, value] of Object.entries(values)) {
      const told = Object.hasOwn(stamps, path) ? stamps[path] : null;
      visit.write(
        path,
        new Logged(step, told ? stampFromJson(told) : stamp, value)
      );
    }
    return visit;
  }

  private readonly _written = new Map<string, Logged>();
}
