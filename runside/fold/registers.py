"""The registers of one key, and the visits that feed its statistics.

Everything here is a least upper bound of what was seen, or is fed in the order of one writer's records, so that the
result does not depend on how the records of several writers were interleaved on their way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from runside.fold.stamps import Stamp

Json = Any


@dataclass(slots=True)
class Assignment:
    """A value that was set, or a deletion, and when."""

    stamp: Stamp
    value: Json = None
    deleted: bool = False

    def to_json(self) -> dict[str, Json]:
        told = {"deleted": True} if self.deleted else {"value": self.value}
        return {**told, "stamp": list(self.stamp)}

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Assignment:
        return cls(to_stamp(data["stamp"]), data.get("value"), data.get("deleted", False))


@dataclass(slots=True)
class Logged:
    """A logged value with its step and stamp."""

    step: int
    stamp: Stamp
    value: Json

    def to_json(self) -> dict[str, Json]:
        return {"step": self.step, "stamp": list(self.stamp), "value": self.value}

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Logged:
        return cls(data["step"], to_stamp(data["stamp"]), data["value"])


def to_stamp(data: list[Json]) -> Stamp:
    t, writer, seq = data
    return (t, writer, seq)


@dataclass(slots=True)
class Statistics:
    """Least, greatest, sum and count of the finite numbers among the observations of a key."""

    n: int = 0
    min: float | int | None = None
    max: float | int | None = None
    sum: float = 0.0

    def observe(self, value: Json) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return
        try:
            number = float(value)
        except OverflowError:
            return
        if not math.isfinite(number):
            return
        self.n += 1
        self.sum += number
        if self.min is None or value < self.min:
            self.min = value
        if self.max is None or value > self.max:
            self.max = value

    def to_json(self) -> dict[str, Json]:
        if not self.n:
            return {"n": 0}
        return {"n": self.n, "min": self.min, "max": self.max, "sum": self.sum}

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Statistics:
        return cls(data["n"], data.get("min"), data.get("max"), data.get("sum", 0.0))


@dataclass(slots=True)
class KeyRegisters:
    """What is kept of one key: see ``protocol/README.md``, "Registers"."""

    highest: Logged | None = None
    first: Logged | None = None
    explicit: Assignment | None = None
    statistics: Statistics = field(default_factory=Statistics)

    def log(self, step: int, stamp: Stamp, value: Json) -> None:
        if self.highest is None or (self.highest.step, self.highest.stamp) < (step, stamp):
            self.highest = Logged(step, stamp, value)
        if self.first is None or stamp < self.first.stamp:
            self.first = Logged(step, stamp, value)

    def assign(self, assignment: Assignment) -> None:
        if self.explicit is None or self.explicit.stamp < assignment.stamp:
            self.explicit = assignment

    def shown(self) -> Assignment | Logged | None:
        """What stands for the key: what was set, where that is later than the highest logged value."""
        if self.explicit and (self.highest is None or self.highest.stamp < self.explicit.stamp):
            return self.explicit
        return self.highest

    def to_json(self) -> dict[str, Json]:
        told: dict[str, Json] = self.statistics.to_json()
        if self.highest is not None:
            told["highest"] = self.highest.to_json()
        if self.first is not None:
            told["first"] = self.first.to_json()
        if self.explicit is not None:
            told["explicit"] = self.explicit.to_json()
        return told

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> KeyRegisters:
        return cls(
            highest=Logged.from_json(data["highest"]) if "highest" in data else None,
            first=Logged.from_json(data["first"]) if "first" in data else None,
            explicit=Assignment.from_json(data["explicit"]) if "explicit" in data else None,
            statistics=Statistics.from_json(data),
        )


def shown_before(one: Assignment | Logged, other: Assignment | Logged) -> bool:
    """Whether ``one`` gives way to its relative ``other`` in the summary."""
    if isinstance(one, Logged) and isinstance(other, Logged):
        return (one.step, one.stamp) < (other.step, other.stamp)
    return one.stamp < other.stamp


@dataclass(slots=True)
class Visit:
    """A writer's stay at one step: each key that it wrote, with the last value. It is one observation of each."""

    step: int
    values: dict[str, Json] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        return {"step": self.step, "values": self.values}

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Visit:
        return cls(data["step"], dict(data["values"]))
