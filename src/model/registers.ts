import {
  type IAssignmentState,
  type IKeyState,
  type ILoggedState,
  type Json
} from '../protocol';
import {
  type IStamp,
  compareStamps,
  stampFromJson,
  stampToJson
} from './stamps';
import { Statistics } from './statistics';

/**
 * The registers of one key.
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
  /** The least stamp among the observations. */
  first: Logged | null = null;
  explicit: Assignment | null = null;
  /** Over the observations; those of open visits are not among them. */
  statistics = new Statistics();

  log(logged: Logged): void {
    if (this.highest === null || this.highest.isBefore(logged)) {
      this.highest = logged;
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

  /** Count what one visit left of the key. */
  observe(logged: Logged): void {
    this.statistics.observe(logged.value);
    if (
      this.first === null ||
      compareStamps(logged.stamp, this.first.stamp) < 0
    ) {
      this.first = logged;
    }
  }

  /** With these observations of open visits counted in. */
  with(observations: readonly Logged[]): KeyRegisters {
    const key = new KeyRegisters();
    key.highest = this.highest;
    key.first = this.first;
    key.explicit = this.explicit;
    key.statistics = this.statistics.copy();
    observations.forEach(observation => key.observe(observation));
    return key;
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
    const { statistics, highest, first, explicit } = this;
    return {
      ...statistics.toJson(),
      ...(highest && { highest: highest.toJson() }),
      ...(first && { first: first.toJson() }),
      ...(explicit && { explicit: explicit.toJson() })
    };
  }

  static fromJson(data: IKeyState): KeyRegisters {
    const key = new KeyRegisters();
    key.statistics = Statistics.fromJson(data);
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
