"""Axis ranges and ticks in round numbers, by the rules of ``src/chart/ticks.ts``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

_ROUND = (1, 2, 5, 10)
"""The round numbers between which an axis grows, within a decade."""

_PADDING = 0.04
"""How much of the range is kept free above and, where the values come close to it, below."""

_LARGEST = 1e307
"""Values beyond this are drawn at the edge: the width of an axis must be a number."""

_LEAST_WIDTH = 1e-300


class Axis(NamedTuple):
    """The range of an axis and where its ticks are."""

    low: float
    high: float
    ticks: list[float]

    def place(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high one, never beyond."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def value_axis(least: float, greatest: float, wanted: int) -> Axis:
    """The vertical axis of finite values between ``least`` and ``greatest``, with about ``wanted`` ticks."""
    low, high = _spread(_within(least), _within(greatest))
    step = _round_up((high - low) / wanted)
    start = _snap(low, step / 2, math.floor)
    end = _snap(high, step / 2, math.ceil)
    padding = (end - start) * _PADDING
    return Axis(
        start - padding if low - start < padding else start,
        end + padding,
        _multiples(step, start, end),
    )


def step_axis(first: int, last: int, total: int | None, wanted: int) -> Axis:
    """The horizontal axis of a run's steps: to its end where that is known and ahead, else to the last step."""
    if first == last and first > 0 and (total is None or total <= last):
        return Axis(last - 1, last + 1, [last])  # one step: in the middle
    start = first if first > last / 5 else min(0, first)
    end = max(total if total is not None and total >= last else last, start + 1)
    step = max(1.0, _round_up((end - start) / wanted))
    return Axis(start, end, _multiples(step, start, end))


def _within(value: float) -> float:
    return min(_LARGEST, max(-_LARGEST, value))


def _spread(least: float, greatest: float) -> tuple[float, float]:
    """The range of the values; where all are the same, some room around them."""
    # Not wider than rounding errors: the axis cannot tell the two apart.
    smallest = max(abs(least), abs(greatest)) * 1e-12
    if greatest - least > max(smallest, _LEAST_WIDTH):
        return least, greatest
    room = abs(least) / 10
    if room < _LEAST_WIDTH:
        room = 1.0
    return least - room, least + room


def _round_up(size: float) -> float:
    """The least round number that is not below ``size``."""
    decade = 10.0 ** math.floor(math.log10(size))
    digit = size / decade
    return next((r for r in _ROUND if r >= digit - 1e-9), 10) * decade


def _snap(value: float, step: float, towards: Callable[[float], int]) -> float:
    # A value on a step within rounding stays there.
    steps = value / step
    near = round(steps)
    return (near if abs(steps - near) < 1e-9 else towards(steps)) * step


def _multiples(step: float, start: float, end: float) -> list[float]:
    first = math.ceil(start / step - 1e-9)
    last = math.floor(end / step + 1e-9)
    return [number * step for number in range(first, last + 1)]
