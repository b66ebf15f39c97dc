"""Least, greatest, sum and count of the numbers of a key."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Json = Any
Number = float | int


@dataclass(slots=True)
class Statistics:
    """Of the finite numbers among the observations of a key. Their order makes no difference.

    The sum is Neumaier's: ``rest`` gathers what rounding takes from ``sum``. A plain sum of a million times 0.1 is wrong
    in the eleventh digit. See A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
    ZAMM 54 (1974), 39-51.
    """

    n: int = 0
    min: Number | None = None
    max: Number | None = None
    sum: float = 0.0
    rest: float = 0.0

    @property
    def mean(self) -> float | None:
        """None where there is no number, and where their sum is beyond all floats."""
        return (self.sum + self.rest) / self.n if self.n and math.isfinite(self.sum) else None

    def observe(self, value: Json) -> None:
        """Count a value, if it is a finite number."""
        kind = type(value)
        if kind is float:
            number = value
        elif kind is int:
            try:
                number = float(value)
            except OverflowError:
                return
        else:
            return
        if not math.isfinite(number):
            return
        least, greatest = self.min, self.max
        if least is None or greatest is None:
            self.min = self.max = value
        elif value < least:
            self.min = value
        elif value > greatest:
            self.max = value
        elif value == 0 or kind is not type(least) or kind is not type(greatest):
            self.min = _one_of_equals(least, value, -1) if value == least else least
            self.max = _one_of_equals(greatest, value, 1) if value == greatest else greatest
        self.n += 1
        before = self.sum
        after = self.sum = before + number
        if abs(before) >= abs(number):
            self.rest += (before - after) + number
        else:
            self.rest += (number - after) + before

    def to_json(self) -> dict[str, Json]:
        if not self.n:
            return {"n": 0}
        told = {"n": self.n, "min": self.min, "max": self.max, "sum": self.sum}
        if self.rest and math.isfinite(self.rest):
            told["rest"] = self.rest
        return told

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Statistics:
        return cls(
            data["n"],
            data.get("min"),
            data.get("max"),
            data.get("sum", 0.0),
            data.get("rest", 0.0),
        )


def _one_of_equals(one: Number, other: Number, sign: int) -> Number:
    """Of equal numbers the same one whichever came first: the zero of this sign, and an integer."""
    return min(
        one, other, key=lambda value: (-sign * math.copysign(1, value), type(value) is float)
    )
