import {
  type IAssignmentState,
  type IKeyState,
  type ILoggedState,
  type IVisitState,
  type Json,
  type JsonObject,
  setOwn
} from '../protocol';
import {
  type IStamp,
  compareStamps,
  stampFromJson,
  stampToJson
} from './stamps';

/**
 * The registers of one key, and the visits that feed its statistics.
 *
 * Everything here is a least upper bound of what was seen, or is fed in the
 * order of one writer's records, so that the result does not depend on how the
 * records of several writers were interleaved on their way.
 */

/** A value that was set, or a deletion, and when. */
export class Assignment {
  constructor(
    readonly stamp: IStamp,
    readonly value: Json,
    readonly isDeleted = false
  ) {}

  static deletion(stamp: IStamp): Assignment {
    return new Assignment(stamp, null, true);
  }

  toJson(): IAssignmentState {
    const stamp = stampToJson(this.stamp);
    return this.isDeleted
      ? { deleted: true, stamp }
      : { value: this.value, stamp };
  }

  static fromJson(data: IAssignmentState): Assignment {
    return new Assignment(
      stampFromJson(data.stamp),
      data.value ?? null,
      data.deleted === true
    );
  }
}

/** A logged value with its step and stamp. */
export class Logged {
  constructor(
    readonly step: number,
    readonly stamp: IStamp,
    readonly value: Json
  ) {}

  isBefore(other: Logged): boolean {
    return this.step !== other.step
      ? this.step < other.step
      : compareStamps(this.stamp, other.stamp) < 0;
  }

  toJson(): ILoggedState {
    const { step, stamp, value } = this;
    return { step, stamp: stampToJson(stamp), value };
  }

  static fromJson({ step, stamp, value }: ILoggedState): Logged {
    return new Logged(step, stampFromJson(stamp), value);
  }
}

/** What is kept of one key: `protocol/README.md`, "Registers". */
export class KeyRegisters {
  highest: Logged | null = null;
  first: Logged | null = null;
  explicit: Assignment | null = null;
  /** Statistics over the finite numbers among the observations of closed visits. */
  n = 0;
  min: number | bigint | null = null;
  max: number | bigint | null = null;
  sum = 0;

  log(step: number, stamp: IStamp, value: Json): void {
    const logged = new Logged(step, stamp, value);
    if (this.highest === null || this.highest.isBefore(logged)) {
      this.highest = logged;
    }
    if (this.first === null || compareStamps(stamp, this.first.stamp) < 0) {
      this.first = logged;
    }
  }

  assign(assignment: Assignment): void {
    if (
      this.explicit === null ||
      compareStamps(this.explicit.stamp, assignment.stamp) < 0
    ) {
      this.explicit = assignment;
    }
  }

  /** Count one visit's value. Only finite numbers count. */
  observe(value: Json): void {
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      return;
    }
    const number = Number(value);
    if (!Number.isFinite(number)) {
      return;
    }
    this.n += 1;
    this.sum += number;
    if (this.min === null || value < this.min) {
      this.min = value;
    }
    if (this.max === null || value > this.max) {
      this.max = value;
    }
  }

  /**
   * What stands for the key: what was set, where that is later than the highest
   * logged value.
   */
  get shown(): Assignment | Logged | null {
    const { explicit, highest } = this;
    return explicit !== null &&
      (highest === null || compareStamps(highest.stamp, explicit.stamp) < 0)
      ? explicit
      : highest;
  }

  toJson(): IKeyState {
    const { n, min, max, sum, highest, first, explicit } = this;
    return {
      n,
      ...(min !== null && max !== null && { min, max, sum }),
      ...(highest && { highest: highest.toJson() }),
      ...(first && { first: first.toJson() }),
      ...(explicit && { explicit: explicit.toJson() })
    };
  }

  static fromJson(data: IKeyState): KeyRegisters {
    const key = new KeyRegisters();
    key.n = data.n;
    key.min = data.min ?? null;
    key.max = data.max ?? null;
    key.sum = data.sum ?? 0;
    key.highest = data.highest ? Logged.fromJson(data.highest) : null;
    key.first = data.first ? Logged.fromJson(data.first) : null;
    key.explicit = data.explicit ? Assignment.fromJson(data.explicit) : null;
    return key;
  }
}

/** Whether `one` gives way to its relative `other` in the summary. */
export function isShownBefore(
  one: Assignment | Logged,
  other: Assignment | Logged
): boolean {
  return one instanceof Logged && other instanceof Logged
    ? one.isBefore(other)
    : compareStamps(one.stamp, other.stamp) < 0;
}

/**
 * A writer's stay at one step: each key that it wrote, with the last value. It
 * is one observation of each.
 */
export class Visit {
  constructor(
    readonly step: number,
    readonly values: Map<string, Json> = new Map()
  ) {}

  toJson(): IVisitState {
    const values: JsonObject = {};
    for (const [path, value] of this.values) {
      setOwn(values, path, value);
    }
    return { step: this.step, values };
  }

  static fromJson({ step, values }: IVisitState): Visit {
    return new Visit(step, new Map(Object.entries(values)));
  }
}
