"""Histograms: which number is in which bin, whatever holds the numbers."""

from __future__ import annotations

import math
import sys
from collections import deque
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runside.data import Histogram
from runside.data.bins import bin_array, bin_numbers
from runside.errors import LogError

NUMBERS = np.random.default_rng(0).normal(size=1000)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("bins", [1, 32, 64, 512])
def test_the_bins_are_those_of_numpy(bins: int) -> None:
    counts, edges = np.histogram(NUMBERS, bins=bins)
    for values in (NUMBERS, NUMBERS.reshape(10, 100), NUMBERS.tolist(), deque(NUMBERS)):
        histogram = Histogram(values, num_bins=bins)
        assert histogram.histogram == counts.tolist()
        assert histogram.bins == pytest.approx(edges.tolist(), rel=1e-14)


@given(st.lists(st.floats()), st.integers(1, 40))
def test_every_number_is_counted_once_between_edges_that_hold_it(
    numbers: list[float], bins: int
) -> None:
    found = bin_numbers(numbers, bins)
    assert sum(found.counts) + sum(found.left_out.values()) == len(numbers)
    assert all(one <= other for one, other in pairwise(found.edges))
    assert all(map(math.isfinite, found.edges))
    finite = [number for number in numbers if math.isfinite(number)]
    if finite:
        assert found.edges[0] <= min(finite)
        assert found.edges[-1] >= max(finite)


@given(st.lists(FINITE, min_size=1))
def test_arrays_and_lists_are_binned_alike(numbers: list[float]) -> None:
    one, other = bin_numbers(numbers, 8), bin_array(np.array(numbers), 8)
    assert one.edges == other.edges
    assert sum(one.counts) == sum(other.counts)


def test_nan_and_infinities_are_left_out_and_counted() -> None:
    numbers = [math.nan, 1.0, math.inf, 2.0, math.inf, -math.inf]
    for values in (numbers, np.array(numbers), np.array(numbers, dtype=np.float16)):
        assert Histogram(values, num_bins=2).descriptor() == {
            "_type": "histogram",
            "values": [1, 1],
            "bins": [1.0, 1.5, 2.0],
            "nan": 1,
            "posinf": 2,
            "neginf": 1,
        }


@pytest.mark.parametrize(
    ("given", "counts", "edges"),
    [
        ([], [0, 0], [0.0, 0.5, 1.0]),
        ([math.nan], [0, 0], [0.0, 0.5, 1.0]),
        ([3.0, 3.0], [0, 2], [2.5, 3.0, 3.5]),
        ([0, 0, 0], [0, 3], [-0.5, 0.0, 0.5]),
        ([-1.7e308, 0, 1.7e308], [1, 2], [-1.7e308, 0.0, 1.7e308]),
        ([False, True, True], [1, 2], [0.0, 0.5, 1.0]),
        ([5e-324, 0.0], [0, 2], [-(2.0**-1000), 0.0, 2.0**-1000]),
    ],
)
def test_ranges_of_every_width_have_bins(
    given: list[float], counts: list[int], edges: list[float]
) -> None:
    for numbers in (given, np.array(given)):
        histogram = Histogram(numbers, num_bins=2)
        assert histogram.histogram == counts
        assert histogram.bins == edges


@pytest.mark.parametrize("number", [1e20, -1e20, 1.7976931348623157e308, 2**53 + 1.0])
def test_large_numbers_that_are_equal_have_bins_with_a_width(number: float) -> None:
    for values in ([number] * 40, np.full(40, number)):
        histogram = Histogram(values, num_bins=512)
        assert sum(histogram.histogram) == 40
        assert len(set(histogram.bins)) == 513


@pytest.mark.parametrize(
    ("array", "bins"),
    [
        (np.arange(4), [0.0, 1.5, 3.0]),
        (np.array([0, 255], dtype=np.uint8), [0.0, 127.5, 255.0]),
        (np.array([-128, 127], dtype=np.int8), [-128.0, -0.5, 127.0]),
        (np.array([True, False]), [0.0, 0.5, 1.0]),
        (np.array([3 + 4j, 0]), [0.0, 2.5, 5.0]),
        (np.ma.array([1.0, 2.0, 99.0], mask=[False, False, True]), [1.0, 1.5, 2.0]),
        (np.array([1, 2], dtype=np.longdouble), [1.0, 1.5, 2.0]),
        (np.float32(2), [1.5, 2.0, 2.5]),
        (np.array(["1", "2"]).astype(float)[::-1], [1.0, 1.5, 2.0]),
    ],
)
def test_arrays_of_every_kind_of_number(array: Any, bins: list[float]) -> None:
    assert Histogram(array, num_bins=2).bins == bins


def test_lists_of_arrays_and_of_lists_are_all_their_numbers() -> None:
    given = [[1, 2], np.array([3.0]), np.float32(4), (5,), range(6, 8)]
    assert sum(Histogram(given).histogram) == 7


def test_counts_and_edges_are_taken_by_name_and_by_position() -> None:
    counted = np.histogram(NUMBERS, bins=10)
    by_name = Histogram(np_histogram=counted)
    assert by_name.histogram == counted[0].tolist()
    assert by_name.bins == counted[1].tolist()
    assert all(type(count) is int for count in by_name.histogram)
    for values in (counted, ([1, 2], [0, 1, 2]), ([0.25, 0.75], [0.0, 1.0, 2.0])):
        assert Histogram(values).descriptor() == Histogram(np_histogram=values).descriptor()


def test_a_tuple_of_two_numbers_is_two_numbers() -> None:
    assert sum(Histogram((3, 4)).histogram) == 2
    assert sum(Histogram(([1, 2], [3, 4])).histogram) == 4


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({}, "either numbers or np_histogram"),
        ({"sequence": [1], "np_histogram": ([1], [0, 1])}, "either numbers or np_histogram"),
        ({"sequence": [1], "num_bins": 513}, "num_bins is 1 to 512, not 513"),
        ({"sequence": [1], "num_bins": 0}, "num_bins is 1 to 512, not 0"),
        ({"sequence": [1], "num_bins": "auto"}, "num_bins is an integer, not 'auto'"),
        ({"sequence": ["a"]}, "made of numbers, not of 'a'"),
        ({"sequence": "text"}, "made of numbers, not of str"),
        ({"sequence": 3}, "made of numbers, not of int"),
        ({"sequence": np.array(["a"])}, "array of <U1, of which no histogram"),
        ({"np_histogram": [1, 2, 3]}, r"np_histogram is \(counts, edges\)"),
        ({"np_histogram": ([1, 2], [0, 1])}, "2 bins have 3 edges, not 2"),
        ({"np_histogram": ([1, 2], [0, 2, 1])}, "edges of a histogram must increase"),
        ({"np_histogram": ([1], [0, math.nan])}, "edge of a histogram is finite, not nan"),
        ({"np_histogram": ([], [0])}, "1 to 512 bins, not 0"),
        ({"np_histogram": ([1] * 513, range(514))}, "1 to 512 bins, not 513"),
    ],
)
def test_what_is_no_histogram_is_refused_with_what_is_wanted(
    arguments: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem) as raised:
        Histogram(**arguments)
    assert isinstance(raised.value, LogError)


def test_several_are_one_batch() -> None:
    one, other = Histogram([1.0, 2.0], num_bins=1), Histogram([math.nan], num_bins=1)
    assert Histogram.batch([one, other]) == {
        "_type": "histograms",
        "count": 2,
        "items": [
            {"values": [2], "bins": [1.0, 2.0]},
            {"values": [0], "bins": [0.0, 1.0], "nan": 1},
        ],
    }


def test_plain_numbers_need_no_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert Histogram([1, [2, 3.5]], num_bins=2).histogram == [2, 1]
    assert Histogram(np_histogram=([1], [0, 1])).bins == [0.0, 1.0]


def test_it_shows_what_it_holds() -> None:
    assert repr(Histogram([1, 2.5], num_bins=8)) == "<runside.Histogram 8 bins, 1 to 2.5>"
