"""A smoothed series at the resolution of a screen, and what a reader needs to go on with it. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from runside.server import series
from runside.server.points import Points
from runside.server.smoothing import Counted, Smoothing, smooth

Json = Any


def smoothed_columns(
    key: str,
    whole: Points,
    smoothing: Smoothing,
    columns: int | None,
    first: int | None = None,
    last: int | None = None,
) -> tuple[dict[str, Json], bytes]:
    """What a head says of a smoothed series, and its columns; ``protocol/README.md``, "Smoothing".

    All points are smoothed; then those at the steps first..last are reduced to what ``columns`` pixel columns show, or
    all are given without it. After them come the last points as they were logged: so many that whoever has those logged
    later can smooth on.
    """
    values, counted = smooth(whole.steps, whole.values, smoothing)
    within = _within(Points(whole.steps, whole.times, values), first, last)
    drawn = within if columns is None else series.reduce(within, columns, first, last)
    rest = _from(whole, len(whole) - 2 * smoothing.reach - 1)
    told = {
        "key": key,
        "points": len(drawn),
        "of": len(within),
        "rest": len(rest),
        "reach": smoothing.reach,
        "counted": _told(counted),
    }
    return told, series.columns(drawn) + series.columns(rest)


def _within(points: Points, first: int | None, last: int | None) -> Points:
    start = 0 if first is None else bisect_left(points.steps, first)
    end = len(points) if last is None else bisect_right(points.steps, last)
    return Points(points.steps[start:end], points.times[start:end], points.values[start:end])


def _from(points: Points, start: int) -> Points:
    start = max(0, start)
    return Points(points.steps[start:], points.times[start:], points.values[start:])


def _told(counted: Counted | None) -> Json:
    if counted is None or counted.weight == 0:
        return None
    return {"mean": counted.mean, "weight": counted.weight, "step": counted.step}
