"""Smoothing of a series, over all of its points. Pure; the page computes the same in ``src/model/smoothing*.ts``.

What each kind computes is in ``protocol/README.md``, "Smoothing". There is no numpy here: what runs over all points is a
loop that does little, or a ``map`` of an operator.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from operator import sub
from typing import Literal, NamedTuple, get_args

from runside.server.smoothing_windows import all_finite, average_windows, gaussian_half_widths

Kind = Literal["time-weighted-ema", "ema", "gaussian", "running-average"]

KINDS: tuple[Kind, ...] = get_args(Kind)

AMOUNTS: dict[Kind, tuple[float, float]] = {
    "time-weighted-ema": (0, 1),
    "ema": (0, 1),
    "gaussian": (0, 1_000),
    "running-average": (1, 1_000),
}
"""The least amount of each kind, which changes nothing, and the greatest. Of the EMAs it is the weight of what was before;
of ``gaussian`` the standard deviation and of ``running-average`` the width of the window, in points.
"""

VIEWPORT = 1000
"""The time-weighted average forgets as much over the whole range of steps as over this many points. W&B has such a number,
and does not publish it.
"""

_MOST_KEPT = 0.999


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How a series is smoothed. Raises ValueError where there is no such amount of this kind."""

    kind: Kind
    amount: float

    def __post_init__(self) -> None:
        least, most = AMOUNTS[self.kind]
        if not least <= self.amount <= most:
            raise ValueError(
                f"the amount of {self.kind} is from {least} to {most}, not {self.amount}"
            )

    def __str__(self) -> str:
        """As :func:`parse_smoothing` reads it."""
        return f"{self.kind}:{self.amount!r}"

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        return self.amount > AMOUNTS[self.kind][0]

    @property
    def reach(self) -> int:
        """How many points on either side count for a point; 0 of the EMAs, for which all before it do."""
        return 0 if self.is_exponential else sum(self.half_widths)

    @property
    def half_widths(self) -> tuple[int, ...]:
        """How many points on either side count in each of the running averages that are taken one after the other; an even
        width counts as the next odd one.
        """
        if self.kind == "running-average":
            return (int(self.amount // 2),)
        return gaussian_half_widths(self.amount)

    @property
    def is_exponential(self) -> bool:
        return self.kind in ("time-weighted-ema", "ema")


_NUMBER = r"[0-9]+(\.[0-9]{1,25})?"
_TINY = r"[0-9](\.[0-9]{1,25})?e-(0[1-9]|[1-9][0-9]{0,2})"
_UP_TO_ONE = rf"(0(\.[0-9]{{1,25}})?|1(\.0{{1,25}})?|{_TINY})"
_UP_TO_1000 = r"([0-9]{1,3}(\.[0-9]{1,25})?|1000(\.0{1,25})?)"

PATTERN = (
    f"^((time-weighted-)?ema:{_UP_TO_ONE}|gaussian:({_UP_TO_1000}|{_TINY})"
    f"|running-average:(?=[0-9]*[1-9][0-9]*(\\.|$)){_UP_TO_1000})$"
)
"""What :func:`parse_smoothing` reads, for programs."""


def parse_smoothing(text: str) -> Smoothing:
    """``<kind>:<amount>``. Raises ValueError with what is wrong."""
    kind, _, amount = text.partition(":")
    for known in KINDS:
        if kind == known:
            if not re.fullmatch(f"{_NUMBER}|{_TINY}", amount):
                raise ValueError(f"the amount of {kind} is a number, not {amount[:40]!r}")
            return Smoothing(known, float(amount))
    raise ValueError(f"the kind of a smoothing is one of {', '.join(KINDS)}, not {kind[:40]!r}")


@dataclass(frozen=True, slots=True)
class Counted:
    """What an exponential average knows of the points that it has counted: their mean, the sum of their weights (0 where
    there are none), and the step of the last one.
    """

    mean: float = math.nan
    weight: float = 0.0
    step: int = 0


class Smoothed(NamedTuple):
    """The smoothed values (float64), one for each point; of an EMA also what it has counted before the last point, the
    only one that may still become another.
    """

    values: array[float]
    counted: Counted | None


def smooth(steps: Sequence[int], values: Sequence[float], smoothing: Smoothing) -> Smoothed:
    """Smooth a series: strictly increasing steps, with the value of each.

    What is not finite passes through and is not counted.
    """
    if smoothing.is_exponential:
        return _exponential(steps, values, smoothing)
    if not smoothing.changes:
        return Smoothed(array("d", values), None)
    return Smoothed(average_windows(values, smoothing.half_widths), None)


def rounded_range(span: int) -> int:
    """A range of steps, rounded up to five binary digits: at most a sixteenth too wide. So the weights of a growing series
    stay what they are most of the time, and what is appended costs only itself.
    """
    shift = max(0, (span - 1).bit_length() - 5)
    return -(-span >> shift) << shift


def _exponential(steps: Sequence[int], values: Sequence[float], smoothing: Smoothing) -> Smoothed:
    """Each mean is that of all points up to it.

    TensorBoard's ``last = last * w + (1 - w) * y`` over ``1 - w ** n``, and W&B's ``last = last * a + y`` over
    ``d = d * a + 1``, are both ``mean += (y - mean) / d``: so what is constant stays what it is to the last bit, and no
    power can underflow.
    """
    places: Sequence[int] = range(len(values))
    at, counting = steps, values
    if not all_finite(values):
        places = [place for place, value in enumerate(values) if math.isfinite(value)]
        at, counting = [steps[place] for place in places], [values[place] for place in places]
    decays = _decays(at, smoothing, steps[-1] - steps[0]) if places else iter(())
    settled = len(places) - (bool(places) and places[-1] == len(values) - 1)
    means: list[float] = []
    mean, weight = _add_means(means, counting[:settled], decays, Counted())
    counted = Counted(mean, weight, at[settled - 1]) if settled else Counted()
    _add_means(means, counting[settled:], decays, counted)
    if len(means) == len(values):
        return Smoothed(array("d", means), counted)
    into = array("d", values)
    for place, mean in zip(places, means, strict=True):
        into[place] = mean
    return Smoothed(into, counted)


def _decays(steps: Sequence[int], smoothing: Smoothing, span: int) -> Iterator[float]:
    """By how much what was before weighs less at each step."""
    if smoothing.kind == "ema":
        return repeat(smoothing.amount)
    kept = min(math.sqrt(smoothing.amount), _MOST_KEPT)
    per_step = VIEWPORT / rounded_range(span) if span else 0.0
    gaps = list(map(sub, islice(steps, 1, None), steps))
    # Most metrics are logged at equal distances: one power for all.
    decays = {gap: kept ** (gap * per_step) for gap in set(gaps)}
    return chain((0.0,), map(decays.__getitem__, gaps))


def _add_means(
    means: list[float], values: Sequence[float], decays: Iterator[float], begun: Counted
) -> tuple[float, float]:
    """Add for each value the mean of all up to it, where each weighs less by the decays of those after it.

    Returns the mean and the sum of the weights.
    """
    mean, weight = begun.mean, begun.weight
    append = means.append
    for value, decay in zip(values, decays):  # noqa: B905 - the decays may go on for ever
        weight = weight * decay + 1.0
        change = value - mean
        if weight == 1.0:
            mean = value
        elif change - change == 0.0:
            mean += change / weight
        else:  # their distance is beyond all floats
            mean = mean * (1.0 - 1.0 / weight) + value / weight
        append(mean)
    return mean, weight
