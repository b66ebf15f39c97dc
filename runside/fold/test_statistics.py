"""What is counted of a key's numbers."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runside.fold.statistics import Statistics


def counted(*values: object) -> Statistics:
    statistics = Statistics()
    for value in values:
        statistics.observe(value)
    return statistics


def test_only_finite_numbers_count() -> None:
    one = counted("7", True, None, math.nan, math.inf, -math.inf, 10**400, [9], {}, 3)
    assert (one.n, one.min, one.max, one.mean) == (1, 3, 3, 3.0)


def test_where_nothing_was_counted_there_is_nothing() -> None:
    none = counted("a", math.nan)
    assert (none.min, none.max, none.mean) == (None, None, None)
    assert none.to_json() == {"n": 0}


def test_integers_beyond_floats_are_compared_as_they_are() -> None:
    big = counted(2**53 + 1, 2**53 + 3, 2**53 + 2)
    assert (big.min, big.max) == (2**53 + 1, 2**53 + 3)


@pytest.mark.parametrize("values", [*itertools.permutations([0.0, -0.0, 0])])
def test_of_the_zeros_the_least_is_negative_and_the_greatest_is_not(values: tuple[float]) -> None:
    zeros = counted(*values)
    assert [repr(zeros.min), repr(zeros.max)] == ["-0.0", "0"]


@pytest.mark.parametrize("values", [(2**60, 2.0**60), (2.0**60, 2**60)])
def test_of_equal_numbers_the_integer_is_told(values: tuple[float]) -> None:
    equal = counted(*values)
    assert type(equal.min) is type(equal.max) is int


def test_a_mean_of_a_million_is_as_good_as_one_of_ten() -> None:
    assert counted(*[0.1] * 1_000_000).mean == 0.1


@given(st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_a_mean_is_that_of_exact_arithmetic_in_any_order(values: list[float]) -> None:
    exact = float(sum(map(Fraction, values)) / len(values))
    largest = max(map(abs, values))
    mean = counted(*values).mean
    assert mean == pytest.approx(exact, rel=1e-12, abs=largest * 1e-25)
    assert counted(*reversed(values)).mean == pytest.approx(exact, rel=1e-12, abs=largest * 1e-25)


def test_a_sum_beyond_all_floats_has_no_mean() -> None:
    huge = counted(1e308, 1e308, 1)
    assert (huge.n, huge.min, huge.max, huge.mean) == (3, 1, 1e308, None)
    assert Statistics.from_json(huge.to_json()).mean is None


def test_statistics_that_were_stored_go_on() -> None:
    half = Statistics.from_json(counted(0.1, 0.2, 0.3).to_json())
    half.observe(0.7)
    assert half == counted(0.1, 0.2, 0.3, 0.7)
