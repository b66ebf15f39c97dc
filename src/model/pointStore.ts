import { type ILogRecord, type Json, ancestors, leaves } from '../protocol';
import { WriterNames } from './columns';
import { PathPoints } from './pathPoints';

/**
 * What was logged to a run, by path. Within a row a value that is later than one
 * of a relative of its path (`a` and `a.b`) takes that one's place.
 */
export class PointStore {
  /** In the order in which they came up. */
  get paths(): IterableIterator<string> {
    return this._points.keys();
  }

  has(path: string): boolean {
    return this._points.has(path);
  }

  /**
   * Take one record in, at once and whatever is missing before it.
   *
   * @returns each value with its path
   */
  add(
    writer: string,
    seq: number,
    record: ILogRecord
  ): readonly [path: string, value: Json][] {
    const logged = leaves(record.data);
    for (const [path, value] of logged) {
      this.at(path).add(record.step, record.t, value, writer, seq);
    }
    return logged;
  }

  /** The points of a path, made where there are none yet. */
  at(path: string): PathPoints {
    let points = this._points.get(path);
    if (points === undefined) {
      points = new PathPoints(this._names);
      this._points.set(path, points);
      this._relate(path, points);
    }
    return points;
  }

  /** The points of a path as the run's rows have them. */
  get(path: string): PathPoints {
    const points = this.at(path);
    const relatives = this._relatives.get(points);
    if (relatives !== undefined) {
      this._resolve(points, relatives);
    }
    return points;
  }

  private _resolve(points: PathPoints, relatives: PathPoints[]): void {
    const family = [points, ...relatives];
    for (const member of family) {
      member.settle();
    }
    const versions = () => family.map(member => member.version).join();
    if (this._resolved.get(points) !== versions()) {
      points.hide(relatives);
      this._resolved.set(points, versions());
    }
  }

  private _relate(path: string, points: PathPoints): void {
    const related = (one: PathPoints, other: PathPoints) => {
      const relatives = this._relatives.get(one);
      if (relatives === undefined) {
        this._relatives.set(one, [other]);
      } else {
        relatives.push(other);
      }
    };
    for (const above of ancestors(path)) {
      const holder = this._points.get(above);
      if (holder !== undefined) {
        related(points, holder);
        related(holder, points);
      }
      const below = this._below.get(above);
      if (below === undefined) {
        this._below.set(above, [points]);
      } else {
        below.push(points);
      }
    }
    for (const descendant of this._below.get(path) ?? []) {
      related(points, descendant);
      related(descendant, points);
    }
  }

  private readonly _names = new WriterNames();
  private readonly _points = new Map<string, PathPoints>();
  /** For each path that is an ancestor the points below it. */
  private readonly _below = new Map<string, PathPoints[]>();
  private readonly _relatives = new Map<PathPoints, PathPoints[]>();
  /** The versions of a path and its relatives when they were last compared. */
  private readonly _resolved = new Map<PathPoints, string>();
}
