"""A smoothed series is smoothed over all of its points, then reduced; and it can be gone on with.

``python -m runside.server.test_smoothed_series`` answers what it reads, a line of JSON for each series: the tests of the
page go on from that.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from runside.server.conftest import Api, Script
from runside.server.points import Points
from runside.server.series import reduce
from runside.server.smoothed_series import smoothed_columns
from runside.server.smoothing import parse_smoothing, smooth
from runside.server.test_series import STEPS

Json = Any

SMOOTHINGS = st.sampled_from(
    ["time-weighted-ema:0.8", "ema:0.9", "gaussian:2", "running-average:7", "ema:0"]
)


def points_of(steps: list[int], values: list[float]) -> Points:
    return Points(array("q", steps), array("d", map(float, steps)), array("d", values))


def taken_apart(
    told: dict[str, Json], body: bytes
) -> tuple[list[array[float]], list[array[float]]]:
    """The columns of the smoothed series, and of the rest."""
    numbers = array("d", body)
    drawn, rest = told["points"], told["rest"]
    cuts = [0, *(drawn * i for i in (1, 2, 3)), *(3 * drawn + rest * i for i in (1, 2, 3))]
    parts = [numbers[start:end] for start, end in pairwise(cuts)]
    return parts[:3], parts[3:]


@given(STEPS, st.data(), SMOOTHINGS, st.one_of(st.none(), st.integers(1, 60)))
def test_all_points_are_smoothed_and_then_reduced(
    steps: list[int], data: st.DataObject, text: str, columns: int | None
) -> None:
    values = data.draw(st.lists(st.floats(width=32), min_size=len(steps), max_size=len(steps)))
    first, last = data.draw(
        st.one_of(st.just((None, None)), st.tuples(st.integers(-5_000, 0), st.integers(0, 5_000)))
    )
    whole, smoothing = points_of(steps, values), parse_smoothing(text)
    told, body = smoothed_columns("a", whole, smoothing, columns, first, last)
    smoothed = smooth(whole.steps, whole.values, smoothing).values
    inside = [
        i
        for i, step in enumerate(steps)
        if (first is None or step >= first) and (last is None or step <= last)
    ]
    wanted = Points(whole.steps, whole.times, smoothed).take(inside)
    if columns is not None:
        wanted = reduce(wanted, columns, first, last)
    drawn, rest = taken_apart(told, body)
    assert told["of"] == len(inside)
    assert list(drawn[0]) == list(wanted.steps)
    assert repr(drawn[2]) == repr(wanted.values)
    assert told["reach"] == smoothing.reach
    assert list(rest[0]) == steps[-(2 * smoothing.reach + 1) :]
    assert repr(list(rest[2])) == repr(values[-(2 * smoothing.reach + 1) :])


def test_an_average_says_what_it_has_counted() -> None:
    points = points_of([0, 1, 2], [1.0, 4.0, 9.0])
    told, _ = smoothed_columns("a", points, parse_smoothing("ema:0.5"), None)
    assert told["counted"] == {"mean": 3.0, "weight": 1.5, "step": 1}
    told, _ = smoothed_columns("a", points_of([0], [1.0]), parse_smoothing("ema:0.5"), None)
    assert told["counted"] is None
    told, _ = smoothed_columns("a", points_of([], []), parse_smoothing("ema:0.5"), 100)
    assert (told["points"], told["of"], told["rest"]) == (0, 0, 0)


async def test_a_series_is_asked_for_smoothed(
    api: Api, jp_root_dir: Path, script: Callable[..., Script]
) -> None:
    script(
        "run = new(sys.argv[1])\nfor step in range(3_000):\n    run.log(step, a=step % 2)\nrun.finish()",
        jp_root_dir,
    ).ended()
    uid = (await api.run_when(lambda info: info["state"] == "finished"))["run"]
    asked = {"key": "a", "points": 50, "smooth": "running-average:3"}
    answer = await api.get("runs", uid, "series", params=asked)
    length = int.from_bytes(answer.body[:4], "little")
    head = json.loads(answer.body[4 : 4 + length])
    assert answer.headers["Content-Type"] == "application/vnd.runside.columns"
    assert head["smooth"] == "running-average:3.0"
    (told,) = head["series"]
    assert (told["key"], told["of"], told["reach"], told["rest"]) == ("a", 3_000, 1, 3)
    (steps, _, values), rest = taken_apart(told, answer.body[4 + length :])
    assert len(steps) <= 4 * 50
    assert set(values[1:-1]) == {1 / 3, 2 / 3}
    assert [list(column) for column in (rest[0], rest[2])] == [[2_997, 2_998, 2_999], [1, 0, 1]]
    refused = await api.get(
        "runs", uid, "series", params={"key": "a", "smooth": "median:3"}, raise_error=False
    )
    assert refused.code == 400
    assert json.loads(refused.body)["message"] == (
        "smooth= is <kind>:<amount>: the kind of a smoothing is one of"
        " time-weighted-ema, ema, gaussian, running-average, not 'median'"
    )


if __name__ == "__main__":
    for line in sys.stdin:
        text, columns, steps, values = json.loads(line)
        points = points_of(steps, [float(value) for value in values])
        told, body = smoothed_columns("a", points, parse_smoothing(text), columns)
        drawn, rest = taken_apart(told, body)
        numbers = [[str(number) for number in column] for column in (*drawn, *rest)]
        sys.stdout.write(json.dumps([told, numbers]) + "\n")
