"""A series as the path of a line: as many points as can be seen, extremes kept."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from runside.picture.axes import Axis
from runside.picture.pictured import Series

COLUMN = 2.5
"""Pixels for which a line keeps its first, least, greatest and last point: twelve lines of noise then have 45 kB."""


class Box(NamedTuple):
    """Where a chart's data lies, in pixels from the upper left corner of the picture."""

    left: float
    top: float
    width: float
    height: float


class Drawn(NamedTuple):
    """A line."""

    path: str
    """The data of an SVG path."""
    dots: list[tuple[float, float]]
    """Points that are joined to no other: a line would not show them."""


Point = tuple[int, float]


def draw_line(series: Series, x: Axis, y: Axis, box: Box) -> Drawn:
    """The line of a series; each value that is not finite and has a column of its own breaks it."""
    parts: list[str] = []
    dots: list[tuple[float, float]] = []
    for stretch in _stretches(series, x, box.width):
        points = [
            (
                round(10 * (box.left + x.place(step) * box.width)),
                round(10 * (box.top + (1 - y.place(value)) * box.height)),
            )
            for step, value in stretch
        ]
        if len(points) == 1:
            dots.append((points[0][0] / 10, points[0][1] / 10))
        else:
            parts.append(_path(points))
    return Drawn("".join(parts), dots)


def _stretches(series: Series, x: Axis, width: float) -> Iterator[list[Point]]:
    """The points to draw, in pieces that are not broken."""
    stretch: list[Point] = []
    broken = False
    for finite in _columns(series, x, width):
        if finite:
            if broken and stretch:
                yield stretch
                stretch = []
            stretch += _first_least_greatest_last(finite)
        broken = not finite
    if stretch:
        yield stretch


def _columns(series: Series, x: Axis, width: float) -> Iterator[list[Point]]:
    """For each column that holds values those that are finite. A column that holds none of these breaks the line."""
    buckets = max(1, int(width / COLUMN))
    present = -1
    finite: list[Point] = []
    for step, value in zip(series.steps, series.values, strict=True):
        bucket = int(x.place(step) * buckets)
        if bucket != present:
            if present >= 0:
                yield finite
            present, finite = bucket, []
        if math.isfinite(value):
            finite.append((step, value))
    if present >= 0:
        yield finite


def _first_least_greatest_last(points: list[Point]) -> list[Point]:
    if len(points) <= 4:
        return points
    values = [value for _, value in points]
    kept = {0, values.index(min(values)), values.index(max(values)), len(points) - 1}
    return [points[index] for index in sorted(kept)]


def _path(points: list[tuple[int, int]]) -> str:
    """The points, in tenths of a pixel, as a path with short relative moves."""
    (at_x, at_y), *rest = points
    parts = [f"M{_tenths(at_x)} {_tenths(at_y)}l"]
    for point_x, point_y in rest:
        parts.append(f"{_tenths(point_x - at_x)} {_tenths(point_y - at_y)} ")
        at_x, at_y = point_x, point_y
    return "".join(parts).rstrip().replace(" -", "-")


def _tenths(number: int) -> str:
    """A number of tenths: ``12.3``, ``-.5``, ``7``."""
    sign, size = ("-", -number) if number < 0 else ("", number)
    whole, tenth = divmod(size, 10)
    if not tenth:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{tenth}"
