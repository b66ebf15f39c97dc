"""A downsampled series keeps its extremes, and is the same however it is asked for."""

from __future__ import annotations

import json
import math
import struct
import sys
from array import array

from hypothesis import given
from hypothesis import strategies as st

from runside.server.points import Points
from runside.server.series import bucket_shift, encode, reduce

NUMBERS = st.floats(width=32, allow_nan=True, allow_infinity=True)
STEPS = st.lists(st.integers(-5_000, 5_000), unique=True, min_size=1, max_size=400).map(sorted)


def points_of(steps: list[int], values: list[float]) -> Points:
    return Points(array("q", steps), array("d", map(float, steps)), array("d", values))


def kept_by_definition(steps: list[int], values: list[float], shift: int) -> list[int]:
    """First, least, greatest and last of each bucket, read off the definition."""
    kept: set[int] = set()
    for bucket in {step >> shift for step in steps}:
        members = [i for i, step in enumerate(steps) if step >> shift == bucket]
        finite = [i for i in members if math.isfinite(values[i])]
        kept |= {members[0], members[-1]}
        if len(members) > 2 and finite:
            kept |= {min(finite, key=lambda i: values[i]), max(finite, key=lambda i: values[i])}
    return sorted(kept)


@given(STEPS, st.data(), st.integers(1, 60))
def test_each_bucket_shows_its_first_least_greatest_and_last(
    steps: list[int], data: st.DataObject, columns: int
) -> None:
    values = data.draw(st.lists(NUMBERS, min_size=len(steps), max_size=len(steps)))
    drawn = reduce(points_of(steps, values), columns)
    if len(steps) <= 4 * columns:
        expected = list(range(len(steps)))
    else:
        shift = bucket_shift(steps[0], steps[-1], max(1, columns // 2))
        expected = kept_by_definition(steps, values, shift)
    assert list(drawn.steps) == [steps[i] for i in expected]
    assert repr(list(drawn.values)) == repr([values[i] for i in expected])


@given(st.integers(-(2**40), 2**40), st.integers(0, 2**40), st.integers(1, 5_000))
def test_a_bucket_is_as_wide_as_it_can_be(first: int, length: int, least: int) -> None:
    last = first + length

    def number(shift: int) -> int:
        return (last >> shift) - (first >> shift) + 1

    shift = bucket_shift(first, last, least)
    assert shift == 0 or number(shift) >= least
    assert number(shift + 1) < least or 2**shift > length


@given(STEPS, st.integers(1, 60))
def test_about_four_points_for_each_pixel_column_at_most(steps: list[int], columns: int) -> None:
    values = [math.sin(step) for step in steps]
    assert len(reduce(points_of(steps, values), columns)) <= 4 * columns + 8


def test_a_finished_bucket_does_not_change_when_the_run_goes_on() -> None:
    values = [math.sin(step) for step in range(3_000)]
    before = reduce(points_of(list(range(2_500)), values[:2_500]), 100, 0, 3_000)
    after = reduce(points_of(list(range(3_000)), values), 100, 0, 3_000)
    finished = [step for step in before.steps if step < 2_432]  # 76 buckets of 32 steps
    assert list(after.steps[: len(finished)]) == finished


def test_binary_columns_are_aligned_and_little_endian() -> None:
    body = encode(
        {"w": 7}, [("a", points_of([1, 2], [0.5, math.inf]), 9), ("b", points_of([], []), 0)]
    )
    (n,) = struct.unpack_from("<I", body)
    assert (4 + n) % 8 == 0
    assert json.loads(body[4 : 4 + n]) == {
        "cursors": {"w": 7},
        "series": [{"key": "a", "points": 2, "of": 9}, {"key": "b", "points": 0, "of": 0}],
    }
    assert struct.unpack("<6d", body[4 + n :]) == (1.0, 2.0, 1.0, 2.0, 0.5, math.inf)


def answer() -> None:
    """Say which steps are drawn of each series asked for, so that TypeScript can be held against it.

    One series in a line of JSON: its steps, its values as texts, columns, and where a range is asked
    for its first and last step.
    """
    for line in sys.stdin:
        asked = json.loads(line)
        first, last = asked.get("first"), asked.get("last")
        within = [
            (step, float(value))
            for step, value in zip(asked["steps"], asked["values"], strict=True)
            if (first is None or step >= first) and (last is None or step <= last)
        ]
        points = points_of([step for step, _ in within], [value for _, value in within])
        drawn = reduce(points, asked["columns"], first, last)
        sys.stdout.write(json.dumps(list(drawn.steps)) + "\n")


if __name__ == "__main__":
    answer()
