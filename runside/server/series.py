"""A series at the resolution of a screen, and as binary columns. Pure.

A downsampled line keeps its extremes: of each bucket the first, least, greatest and last point
are drawn, all of them real samples. Buckets have power-of-two widths in steps and are anchored at
0, so that what is drawn depends only on the data, the range and the number of pixel columns, and
a finished bucket never changes.
"""

from __future__ import annotations

import json
import math
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from runside.server.points import Points

POINTS_PER_COLUMN = 4
"""First, least, greatest and last: more points than these in one pixel column cannot be told
apart.
"""

CONTENT_TYPE = "application/vnd.runside.columns"


def reduce(
    points: Points, columns: int, first: int | None = None, last: int | None = None
) -> Points:
    """At most about four points for each pixel column.

    ``columns`` is the width of the chart in pixels; ``first`` and ``last`` are the steps at its
    edges, by default those of the data. All points are returned where they are at most four for
    each column. Otherwise the width of a bucket is the largest power of two that gives at least
    half as many buckets as columns over the range.
    """
    if len(points) <= POINTS_PER_COLUMN * columns:
        return points
    low = points.steps[0] if first is None else first
    high = points.steps[-1] if last is None else last
    shift = bucket_shift(low, high, max(1, columns // 2))
    kept: list[int] = []
    start = 0
    while start < len(points):
        after = ((points.steps[start] >> shift) + 1) << shift
        end = bisect_left(points.steps, after, start)
        kept += _emitted(points.values, start, end)
        start = end
    return points.take(kept)


def bucket_shift(first: int, last: int, least: int) -> int:
    """The greatest k for which buckets of 2^k steps, anchored at 0, number at least ``least``
    over first..last; or 0.
    """
    shift = max(0, (last - first + 1).bit_length())
    while shift and (last >> shift) - (first >> shift) + 1 < least:
        shift -= 1
    return shift


def _emitted(values: array[float], start: int, end: int) -> list[int]:
    """The places of the first, least, greatest and last of ``values[start:end]``, ascending and
    each once.
    """
    kept = {start, end - 1}
    if end - start > 2:
        bucket = values[start:end]
        if all(map(math.isfinite, bucket)):
            kept.add(start + bucket.index(min(bucket)))
            kept.add(start + bucket.index(max(bucket)))
        else:
            finite = [place for place in range(start, end) if math.isfinite(values[place])]
            if finite:
                kept.add(min(finite, key=values.__getitem__))
                kept.add(max(finite, key=values.__getitem__))
    return sorted(kept)


def encode(cursors: Mapping[str, int], series: Sequence[tuple[str, Points, int]]) -> bytes:
    """Binary columns, as ``protocol/README.md`` has them.

    ``series`` holds for each key its points and the number of points that they stand for.
    """
    told: dict[str, Any] = {
        "cursors": dict(cursors),
        "series": [{"key": key, "points": len(points), "of": of} for key, points, of in series],
    }
    head = json.dumps(told).encode()
    head += b" " * (-(4 + len(head)) % 8)
    columns = [
        _little_endian(column)
        for _, points, _ in series
        for column in (array("d", points.steps), points.times, points.values)
    ]
    return b"".join([struct.pack("<I", len(head)), head, *columns])


def _little_endian(column: array[float]) -> bytes:
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    return column.tobytes()
