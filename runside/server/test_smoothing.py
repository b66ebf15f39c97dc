"""Smoothing, as it is for any series: what is constant stays, what is broken stays broken, and nothing leaves its range.

``python -m runside.server.test_smoothing`` smooths what it reads, a line of JSON for each series: the tests of the page
compare.
"""

from __future__ import annotations

import json
import math
import re
import sys
from array import array

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from runside.server.smoothing import (
    PATTERN,
    Counted,
    Smoothing,
    parse_smoothing,
    smooth,
)

SMOOTHINGS = st.one_of(
    st.builds(Smoothing, st.sampled_from(["ema", "time-weighted-ema"]), st.floats(0, 1)),
    st.builds(Smoothing, st.sampled_from(["gaussian", "running-average"]), st.floats(1, 40)),
)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = st.one_of(st.floats(-10, 10), st.integers(-2, 2).map(float), st.floats())
STEPS = st.lists(st.integers(-(2**53), 2**53), unique=True, max_size=100).map(sorted)


def smoothed(steps: list[int], values: list[float], smoothing: Smoothing) -> list[float]:
    return list(smooth(array("q", steps), array("d", values), smoothing).values)


@given(SMOOTHINGS, STEPS, FINITE, st.data())
def test_the_smoothing_of_a_constant_is_the_constant(
    smoothing: Smoothing, steps: list[int], constant: float, data: st.DataObject
) -> None:
    holes = data.draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    values = [math.nan if hole else constant for hole in holes]
    assert smoothed(steps, values, smoothing) == pytest.approx(values, rel=0, abs=0, nan_ok=True)


@given(SMOOTHINGS, STEPS, st.data())
def test_it_stays_between_the_least_and_the_greatest_and_breaks_where_it_broke(
    smoothing: Smoothing, steps: list[int], data: st.DataObject
) -> None:
    values = data.draw(st.lists(NUMBERS, min_size=len(steps), max_size=len(steps)))
    finite = [value for value in values if math.isfinite(value)]
    slack = 1e-12 * max(map(abs, finite), default=0.0)
    for value, found in zip(values, smoothed(steps, values, smoothing), strict=True):
        if math.isfinite(value):
            assert min(finite) - slack <= found <= max(finite) + slack
        else:
            assert repr(found) == repr(value)


@pytest.mark.parametrize("smoothing", ["gaussian:7", "running-average:100"])
def test_blocks_do_not_show(smoothing: str) -> None:
    # Each value depends on those within reach alone, wherever the blocks in which it is computed begin.
    values = [math.sin(i) if i % 977 else math.nan for i in range(20_000)]
    values[9_000:9_500] = [0.1] * 500
    whole = smoothed(list(range(20_000)), values, parse_smoothing(smoothing))
    parts = [
        smoothed(list(range(at, at + 3_000)), values[at : at + 3_000], parse_smoothing(smoothing))
        for at in range(0, 17_000, 1_000)
    ]
    for number, part in enumerate(parts):
        at = number * 1_000
        assert repr(part[500:2_500]) == repr(whole[at + 500 : at + 2_500])
    assert whole[9_100:9_400] == [0.1] * 300


@given(SMOOTHINGS.filter(lambda smoothing: smoothing.is_exponential), STEPS, st.data())
def test_an_average_goes_on_from_what_it_had_counted_before_the_last_point(
    smoothing: Smoothing, steps: list[int], data: st.DataObject
) -> None:
    values = data.draw(st.lists(NUMBERS, min_size=len(steps), max_size=len(steps)))
    last = smooth(array("q", steps), array("d", values), smoothing)
    if not steps:
        assert last.counted == Counted()
        return
    # The same steps, so that the weights are the same, but without the last value.
    before = smooth(array("q", steps), array("d", [*values[:-1], math.nan]), smoothing)
    assert repr(last.counted) == repr(before.counted)
    assert list(last.values[:-1]) == pytest.approx(before.values[:-1], rel=0, abs=0, nan_ok=True)


def test_what_an_average_counts_is_a_mean_and_a_weight() -> None:
    counted = smooth(array("q", [0, 4, 5]), array("d", [1, 4, 9]), Smoothing("ema", 0.5)).counted
    # The second weighs 1, the first a half.
    assert counted == Counted(mean=3.0, weight=1.5, step=4)
    assert smooth(array("q"), array("d"), Smoothing("gaussian", 3)).counted is None


@given(SMOOTHINGS)
def test_what_is_written_is_read(smoothing: Smoothing) -> None:
    assert parse_smoothing(str(smoothing)) == smoothing


@given(st.one_of(st.from_regex(PATTERN), SMOOTHINGS.map(str)))
def test_the_pattern_for_programs_names_what_is_read(text: str) -> None:
    assume(not text.endswith("\n"))
    assert re.search(PATTERN, text)
    parse_smoothing(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "median:3",
            "the kind of a smoothing is one of time-weighted-ema, ema, gaussian, running-average, not 'median'",
        ),
        ("", "not ''"),
        ("ema", "the amount of ema is a number, not ''"),
        ("ema:much", "the amount of ema is a number, not 'much'"),
        ("ema:1.01", "the amount of ema is from 0 to 1, not 1.01"),
        ("ema:nan", "the amount of ema is a number, not 'nan'"),
        ("gaussian:-1", "the amount of gaussian is a number, not '-1'"),
        ("running-average:0.5", "the amount of running-average is from 1 to 1000, not 0.5"),
        (
            "running-average:1000000000",
            "the amount of running-average is from 1 to 1000, not 1000000000.0",
        ),
    ],
)
def test_what_is_no_smoothing_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_smoothing(text)


if __name__ == "__main__":
    for line in sys.stdin:
        text, steps, values = json.loads(line)
        found = smoothed(steps, [float(value) for value in values], parse_smoothing(text))
        told = [repr(value).replace("inf", "Infinity") for value in found]
        sys.stdout.write(json.dumps(told) + "\n")
