"""A line keeps what can be seen of a series, in as many points as there are columns."""

from __future__ import annotations

import math
import random
import re

from hypothesis import given
from hypothesis import strategies as st

from runside.picture.axes import Axis
from runside.picture.line import COLUMN, Box, draw_line
from runside.picture.pictured import Series

BOX = Box(0, 0, 200, 100)
UNIT = Axis(0, 1, [])


def points(path: str) -> list[list[tuple[float, float]]]:
    """The points of each piece of a path, in pixels."""
    pieces = []
    for piece in path.split("M")[1:]:
        start, _, moves = piece.partition("l")
        x, y = map(float, start.split())
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.\d|\d+|\.\d)", moves)]
        found = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = round(x + dx, 1), round(y + dy, 1)
            found.append((x, y))
        pieces.append(found)
    return pieces


def draw(values: list[float]) -> tuple[list[list[tuple[float, float]]], list[tuple[float, float]]]:
    series = Series(range(len(values)), values)
    drawn = draw_line(series, Axis(0, max(len(values) - 1, 1), []), UNIT, BOX)
    return points(drawn.path), drawn.dots


def test_few_points_are_all_drawn_where_they_are() -> None:
    pieces, dots = draw([0, 1, 0.25])
    assert pieces == [[(0, 100), (100, 0), (200, 75)]]
    assert dots == []


def test_a_value_that_is_not_finite_breaks_the_line() -> None:
    pieces, dots = draw([0, 1, math.nan, 1, 0, math.inf, 0.5])
    assert [len(piece) for piece in pieces] == [2, 2]
    assert dots == [(200, 50)]


def test_one_point_is_a_dot() -> None:
    assert draw([1.0]) == ([], [(0, 0)])


def test_nothing_finite_is_nothing() -> None:
    assert draw([math.nan, math.inf]) == ([], [])


@given(st.integers(), st.integers(1, 3000), st.data())
def test_many_points_keep_first_last_and_extremes_in_bounded_space(
    seed: int, more: int, data: st.DataObject
) -> None:
    noise = random.Random(seed)
    values = [noise.random() for _ in range(1000 + more)]
    values[data.draw(st.integers(0, len(values) - 1))] = 2.0
    series = Series(range(len(values)), values)
    drawn = draw_line(series, Axis(0, len(values) - 1, []), Axis(0, 2, []), BOX)
    ((first, *_, last),) = points(drawn.path)
    (drawn_points,) = points(drawn.path)
    assert (first[0], last[0]) == (0, 200)
    assert min(y for _, y in drawn_points) == 0  # the peak
    assert len(drawn_points) <= 4 * (BOX.width / COLUMN + 1)
    assert [x for x, _ in drawn_points] == sorted(x for x, _ in drawn_points)
