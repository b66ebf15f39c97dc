"""Running averages: the mean of the points around each point. Pure.

There is no numpy here: what runs over all points is a ``map`` of an operator, over blocks that fit into the processor's
cache.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import compress, groupby, islice, repeat
from operator import add, eq, truediv

_HUGE = 1e280
"""Of values beyond this the sums of a window might be infinite."""

_SHRUNK = 2.0**-64
"""They are added as this much of themselves: a power of two, so to the last bit."""

_BLOCK = 1 << 12
"""Averages that are computed together."""


def gaussian_half_widths(deviation: float) -> tuple[int, int, int]:
    """The running averages that make a gaussian of this standard deviation, in points, if taken one after the other.

    Their variances, ``h * (h + 1) / 3``, add up to that of the gaussian as nearly as they can. The three together weigh each
    point within 3 % of the gaussian's peak (W3C Filter Effects, feGaussianBlur).
    """
    variance = deviation * deviation
    half = int((math.sqrt(1 + 4 * variance) - 1) // 2)
    left = variance - half * (half + 1)
    wider = math.floor(3 * left / (2 * (half + 1)) + 0.5)
    first, second, third = (half + 1 if i < wider else half for i in range(3))
    return first, second, third


def all_finite(values: Sequence[float]) -> bool:
    """Whether all of them are finite numbers."""
    # One look at all values; a sum that overflows only takes the longer way.
    return math.isfinite(sum(values)) or all(map(math.isfinite, values))


def average_windows(values: Sequence[float], halves: Sequence[int]) -> array[float]:
    """Running averages, one after the other: for each, how many points on either side of a point count for it.

    At the ends they are over the points that there are. What is not finite passes through and is not counted. Each result
    depends on the points within reach, the sum of ``halves``, alone, to the last bit.
    """
    length = len(values)
    size = max(_BLOCK, 4 * sum(halves))
    into = array("d")
    for start in range(0, length, size):
        into.extend(_window_block(values, start, min(length, start + size), halves))
    return into


def _window_block(
    values: Sequence[float], start: int, end: int, halves: Sequence[int]
) -> Sequence[float]:
    """The averages at start..end, from the points within reach alone."""
    reach = sum(halves)
    first, after = max(0, start - reach), min(len(values), end + reach)
    piece = list(values[first:after])
    # Beyond the ends are points that are not counted.
    before, behind = [0.0] * (first - start + reach), [0.0] * (end + reach - after)
    finite = None if all_finite(piece) else list(map(math.isfinite, piece))
    counting = piece if finite is None else list(compress(piece, finite))
    scale = _SHRUNK if counting and max(map(abs, counting)) > _HUGE else 1.0
    numbers = piece
    if finite is not None or scale != 1.0:
        numbers = [value * scale if math.isfinite(value) else 0.0 for value in piece]
    sums = _window_sums_of(halves, [*before, *numbers, *behind])
    counts: Iterable[float] = repeat(math.prod(2.0 * half + 1 for half in halves))
    if finite is not None or before or behind:
        ones = [1.0] * len(piece) if finite is None else list(map(float, finite))
        counts = _window_sums_of(halves, [*before, *ones, *behind])
    skipped = start - first
    if finite is None:
        averages = list(map(truediv, sums, counts))
    else:
        averages = [
            total / count if math.isfinite(value) else value
            for total, count, value in zip(sums, counts, islice(piece, skipped, None))  # noqa: B905
        ]
    if scale != 1.0:
        averages = [average / scale for average in averages]
    if len(counting) == 1 or any(map(eq, counting, islice(counting, 1, None))):
        _keep_constants(averages, piece, skipped, reach)
    return averages


def _keep_constants(
    averages: list[float], piece: Sequence[float], skipped: int, reach: int
) -> None:
    """Where all that a window counts is one value the average is that, whatever the rounding of sums.

    The first average is that at the place ``skipped`` of the piece.
    """
    places = [place for place, value in enumerate(piece) if math.isfinite(value)]
    begins = 0
    for value, group in groupby(places, key=piece.__getitem__):
        ends = begins + sum(1 for _ in group)
        # The windows from ``start`` on count nothing before these, and those before ``end`` nothing after them.
        start = places[begins - 1] + 1 + reach if begins else skipped
        end = places[ends] - reach if ends < len(places) else len(piece)
        low = bisect_left(places, max(start, skipped), begins, ends)
        high = bisect_left(places, min(end, skipped + len(averages)), begins, ends)
        for place in places[low:high]:
            averages[place - skipped] = value
        begins = ends


def _window_sums_of(halves: Iterable[int], numbers: list[float]) -> list[float]:
    """The sums of windows, then of windows of these, and so on."""
    for half in halves:
        numbers = _window_sums(numbers, half)
    return numbers


def _window_sums(numbers: list[float], half: int) -> list[float]:
    """The sums of all windows of ``2 * half + 1`` numbers; as many fewer as the last ones lack.

    The sum of a window is made of those of its halves, so nothing is ever taken out of a sum again: a 1e30 leaves no trace
    behind it. And all of it is done by ``map``.
    """
    width = 2 * half + 1
    power, size = numbers, 1
    sums, covered = numbers, 1  # an odd width has a one
    while size * 2 <= width:
        power = list(map(add, power, islice(power, size, None)))
        size *= 2
        if width & size:
            sums = list(map(add, sums, islice(power, covered, None)))
            covered += size
    return sums
