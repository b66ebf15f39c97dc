"""Numbers to the bins of a histogram: of plain Python, of numpy, and by what edges.

The edges are evenly spaced from the least to the greatest finite value. A value on an edge belongs to the bin above it,
the greatest to the last: the rule of ``numpy.histogram``. NaN and the infinities are counted beside the bins.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from runside.errors import LogError

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST = 1.7976931348623157e308  # of the finite floats


class Bins(NamedTuple):
    """How many values lie between which edges."""

    counts: list[int] | list[float]
    """Of each bin; floats where a density was given."""
    edges: list[float]
    """One more than the bins, increasing."""
    nan: int = 0
    posinf: int = 0
    neginf: int = 0

    @property
    def left_out(self) -> dict[str, int]:
        """How many values lie in no bin, by what they are; without those of which there is none."""
        found = {"nan": self.nan, "posinf": self.posinf, "neginf": self.neginf}
        return {name: count for name, count in found.items() if count}


def span(least: float, greatest: float) -> tuple[float, float]:
    """The first and the last edge for values in this range.

    Where it is empty, or so narrow that floats could not tell the edges apart, it is widened to both sides: by 0.5, as
    numpy does, and for large values by a 2^-40th of them. (A 512th of that is still eight floats wide.) The least
    width keeps clear of the subnormal numbers.
    """
    if least < greatest and greatest / 2 - least / 2 > _slack(least, greatest):
        return least, greatest
    slack = _slack(least, greatest)
    if least == greatest:
        slack = max(0.5, slack)
    return max(least - slack, -LARGEST), min(greatest + slack, LARGEST)


def edges_of(first: float, last: float, bins: int) -> list[float]:
    """The edges of so many even bins; the outer ones are exact. Halved, so that no width overflows."""
    base, step = first / 2, (last / 2 - first / 2) / bins
    return [first, *((base + step * at) * 2 for at in range(1, bins)), last]


def bin_numbers(numbers: Sequence[float], bins: int) -> Bins:
    """Plain numbers in so many bins."""
    finite = [float(number) for number in numbers if math.isfinite(number)]
    left_out = [number for number in numbers if not math.isfinite(number)]
    first, last = span(min(finite), max(finite)) if finite else (0.0, 1.0)
    edges = edges_of(first, last, bins)
    # Halved, so that the width of the whole range of floats is one as well.
    base, scale = first / 2, bins / (last / 2 - first / 2)
    counts = [0] * bins
    for number in finite:
        at = min(int((number / 2 - base) * scale), bins - 1)
        # A quotient may be rounded across an edge; the edges are what the record holds.
        if number < edges[at]:
            at -= 1
        elif at < bins - 1 and number >= edges[at + 1]:
            at += 1
        counts[at] += 1
    posinf = left_out.count(math.inf)
    neginf = left_out.count(-math.inf)
    return Bins(counts, edges, len(left_out) - posinf - neginf, posinf, neginf)


def bin_array(array: NDArray[Any], bins: int) -> Bins:
    """The numbers of an array of numpy in so many bins; of complex ones the magnitudes.

    Raises LogError for what holds no numbers.
    """
    import numpy as np

    if isinstance(array, np.ma.MaskedArray):
        array = array.compressed()
    if array.dtype.kind == "b":
        array = array.view(np.uint8)
    elif array.dtype.kind == "c":
        array = np.abs(array)
    elif array.dtype.kind not in "iuf":
        raise LogError(f"is an array of {array.dtype}, of which no histogram is made")
    nan = posinf = neginf = 0
    if array.dtype.kind == "f":
        finite = np.isfinite(array)
        if not finite.all():
            nan = int(np.isnan(array).sum())
            posinf = int(np.isposinf(array).sum())
            neginf = array.size - int(finite.sum()) - nan - posinf
            array = array[finite]
    if not array.size:
        return Bins([0] * bins, edges_of(0.0, 1.0, bins), nan, posinf, neginf)
    first, last = span(float(array.min()), float(array.max()))
    # Beyond half the range of floats, numpy's differences would overflow: all is brought to a quarter.
    scale = 1.0 if math.isfinite(last - first) else 0.25
    if scale != 1.0 or array.dtype.itemsize > 8:
        array = array.astype(np.float64) * scale
    # float64, else narrow arrays would be binned by edges of their own precision.
    bounds = np.float64(first * scale), np.float64(last * scale)
    counts, _ = np.histogram(array, bins=bins, range=bounds)
    return Bins(counts.tolist(), edges_of(first, last, bins), nan, posinf, neginf)


def check_bins(counts: Sequence[float], edges: Sequence[float], most: int) -> Bins:
    """Bins that somebody else has counted. Raises LogError where they are none."""
    kept = [_number(count, "count") for count in counts]
    bounds = [float(_number(edge, "edge")) for edge in edges]
    if not 1 <= len(kept) <= most:
        raise LogError(f"a histogram has 1 to {most} bins, not {len(kept)}")
    if len(bounds) != len(kept) + 1:
        raise LogError(f"{len(kept)} bins have {len(kept) + 1} edges, not {len(bounds)}")
    if any(one > other for one, other in pairwise(bounds)):
        raise LogError("the edges of a histogram must increase")
    if all(count == int(count) for count in kept):
        return Bins([int(count) for count in kept], bounds)
    return Bins(kept, bounds)


def _number(value: Any, what: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise LogError(f"a {what} of a histogram is a number, not {value!r}") from None
    if not math.isfinite(number):
        raise LogError(f"a {what} of a histogram is finite, not {number}")
    return number


def _slack(least: float, greatest: float) -> float:
    return max(max(abs(least), abs(greatest)) * 2.0**-40, 2.0**-1000)
