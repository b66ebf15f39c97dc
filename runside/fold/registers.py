"""The registers of one key.

Everything here is a least upper bound of what was seen, or is fed in the order of one writer's records, so that the
result does not depend on how the records of several writers were interleaved on their way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from runside.fold.stamps import Stamp, to_stamp
from runside.fold.statistics import Statistics

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


@dataclass(slots=True)
class KeyRegisters:
    """What is kept of one key: see ``protocol/README.md``, "Registers"."""

    highest: Logged | None = None
    first: Logged | None = None
    explicit: Assignment | None = None
    statistics: Statistics = field(default_factory=Statistics)

    def log(self, step: int, stamp: Stamp, value: Json) -> None:
        """Take a logged value, which is not null."""
        highest = self.highest
        if highest is None:
            self.highest = Logged(step, stamp, value)
        elif highest.step < step or (highest.step == step and highest.stamp < stamp):
            highest.step, highest.stamp, highest.value = step, stamp, value

    def observe(self, step: int, stamp: Stamp, value: Json) -> None:
        """Count what a visit left of the key, which is not null."""
        first = self.first
        if first is None or stamp < first.stamp:
            self.first = Logged(step, stamp, value)
        self.statistics.observe(value)

    def assign(self, assignment: Assignment) -> None:
        if self.explicit is None or self.explicit.stamp < assignment.stamp:
            self.explicit = assignment

    def plain(self) -> Assignment | Logged | None:
        """The plain summary: what was set, where that is later than the highest logged value."""
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
