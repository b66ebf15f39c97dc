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
    # One look at all values instead of one at each bucket's; a sum that overflows only takes the longer way.
    finite = math.isfinite(sum(points.values))
    kept: list[int] = []
    start, length = 0, len(points)
    while start < length:
        after = ((points.steps[start] >> shift) + 1) << shift
        end = bisect_left(points.steps, after, start)
        kept.append(start)
        if end - start > 2:
            kept += _extremes(points.values[start:end].tolist(), start, finite)
        if end - start > 1:
            kept.append(end - 1)
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


def _extremes(bucket: list[float], start: int, finite: bool) -> list[int]:
    """The places of the least and the greatest value of a bucket, ascending and each once, but for its ends.

    ``start`` is the place of its first value; ``finite`` says that all are finite, others being passed over.
    """
    if finite or all(map(math.isfinite, bucket)):
        least, greatest = bucket.index(min(bucket)), bucket.index(max(bucket))
    else:
        places = [place for place, value in enumerate(bucket) if math.isfinite(value)]
        if not places:
            return []
        least = min(places, key=bucket.__getitem__)
        greatest = max(places, key=bucket.__getitem__)
    inner = range(1, len(bucket) - 1)
    return [start + place for place in sorted({least, greatest}) if place in inner]


def encode(cursors: Mapping[str, int], series: Sequence[tuple[str, Points, int]]) -> bytes:
    """Binary columns of one run, as ``protocol/README.md`` has them.

    ``series`` holds for each key its points and the number of points that they stand for.
    """
    told = [
        ({"key": key, "points": len(points), "of": of}, columns(points))
        for key, points, of in series
    ]
    return encode_told({"cursors": dict(cursors)}, told)


def encode_told(
    head: Mapping[str, Any], series: Sequence[tuple[Mapping[str, Any], bytes]]
) -> bytes:
    """Binary columns: for each series what the head says of it, and its columns as :func:`columns` gives them."""
    told = _padded({**head, "series": [dict(one) for one, _ in series]})
    return b"".join([told, *(encoded for _, encoded in series)])


def columns(points: Points) -> bytes:
    """The columns step, time and value, one after the other."""
    return b"".join(map(_little_endian, (array("d", points.steps), points.times, points.values)))


def _padded(told: Mapping[str, Any]) -> bytes:
    """The head with its length, so that what follows is aligned."""
    head = json.dumps(told).encode()
    head += b" " * (-(4 + len(head)) % 8)
    return struct.pack("<I", len(head)) + head


def _little_endian(column: array[float]) -> bytes:
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    return column.tobytes()
