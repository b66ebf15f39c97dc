"""A writer's stay at one step: what feeds the statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from runside.fold.stamps import Stamp, to_stamp

Json = Any


class Observation(NamedTuple):
    """What a visit left of one key."""

    step: int
    stamp: Stamp
    value: Json


@dataclass(slots=True)
class Visit:
    """Each key that the writer wrote, with the last value. It is one observation of each that is not null."""

    step: int
    values: dict[str, Json] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)

    def write(self, stamp: Stamp, values: Mapping[str, Json]) -> None:
        self.values.update(values)
        self.stamps.update(dict.fromkeys(values, stamp))

    def observations(self) -> Iterator[tuple[str, Observation]]:
        """What it leaves of each path, if it ends now."""
        for path, value in self.values.items():
            if value is not None:
                yield path, Observation(self.step, self.stamps[path], value)

    def to_json(self) -> dict[str, Json]:
        stamps = {path: list(stamp) for path, stamp in self.stamps.items()}
        return {"step": self.step, "values": self.values, "stamps": stamps}

    @classmethod
    def from_json(cls, data: Mapping[str, Json], without: Stamp) -> Visit:
        """``without`` is the stamp of values that have none, in a state of an older version."""
        stamps = {path: to_stamp(stamp) for path, stamp in data.get("stamps", {}).items()}
        return cls(
            data["step"], dict(data["values"]), {**dict.fromkeys(data["values"], without), **stamps}
        )
