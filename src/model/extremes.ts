import { type IPointColumns } from './decimate';

export interface IExtremes {
  /** Null where there is no finite number. */
  least: { step: number; value: number } | null;
  greatest: { step: number; value: number } | null;
}

/**
 * The least and the greatest finite number of growing columns, the first of
 * them where several are equal. Looks at new points only, as long as the
 * earlier ones stayed what they were.
 */
export class Extremes {
  /**
   * @param rewrites - counts the changes of the columns other than appends
   */
  of({ value, step, length }: IPointColumns, rewrites: number): IExtremes {
    if (rewrites !== this._rewrites || length < this._seen) {
      this._rewrites = rewrites;
      this._seen = 0;
      this._found = { least: null, greatest: null };
    }
    let { least, greatest } = this._found;
    for (let i = this._seen; i < length; i++) {
      const present = value[i];
      if (!Number.isFinite(present)) {
        continue;
      }
      if (least === null || present < least.value) {
        least = { step: step[i], value: present };
      }
      if (greatest === null || present > greatest.value) {
        greatest = { step: step[i], value: present };
      }
    }
    this._seen = length;
    this._found = { least, greatest };
    return this._found;
  }

  private _rewrites = -1;
  private _seen = 0;
  private _found: IExtremes = { least: null, greatest: null };
}
