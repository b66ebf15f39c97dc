"""Axes in round numbers, for whatever is logged."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runside.picture.axes import step_axis, value_axis

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def test_ticks_are_round_and_cover_the_values() -> None:
    axis = value_axis(0.03, 2.1, 4)
    assert axis.ticks == [0, 1, 2]
    assert axis.low <= 0.03
    assert axis.high >= 2.1


def test_a_constant_has_room_around_it() -> None:
    axis = value_axis(5, 5, 4)
    assert axis.place(5) == pytest.approx(0.5, abs=0.1)
    assert value_axis(0, 0, 4).place(0) == pytest.approx(0.5, abs=0.1)


@given(FINITE, FINITE)
def test_any_two_values_lie_on_their_axis_in_their_order(one: float, other: float) -> None:
    least, greatest = sorted((one, other))
    axis = value_axis(least, greatest, 4)
    assert axis.low < axis.high
    assert 0 <= axis.place(least) <= axis.place(greatest) <= 1
    assert 1 <= len(axis.ticks) <= 12
    assert all(math.isfinite(tick) for tick in axis.ticks)


@given(st.integers(-(2**53), 2**53), st.integers(0, 2**53), st.none() | st.integers(1, 2**53))
def test_any_steps_lie_on_their_axis(first: int, length: int, total: int | None) -> None:
    last = first + length
    axis = step_axis(first, last, total, 5)
    assert axis.low < axis.high
    assert 0 <= axis.place(first) <= axis.place(last) <= 1
    assert len(axis.ticks) <= 13


def test_the_axis_of_steps_goes_to_the_end_that_is_known() -> None:
    assert step_axis(0, 1240, 2000, 5).high == 2000
    assert step_axis(0, 1240, None, 5).high == 1240
    assert step_axis(0, 2400, 2000, 5).high == 2400
    assert step_axis(1, 100, None, 5).low == 0
    assert step_axis(900, 1000, None, 5).low == 900
    assert step_axis(700, 700, None, 5).ticks == [700]
