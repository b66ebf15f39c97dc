"""What is asked of many runs at once is what each of them holds."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

from runside import __version__
from runside.server.conftest import Api, Script, until
from runside.server.test_edits import refusal

Json = Any
Scripts = Callable[..., Script]

THREE = r"""
long = new(sys.argv[1], id="long")
for step in range(5_000):
    long.log(step, loss=1 / (step + 1), note="x", **{"$odd": step})
short = new(sys.argv[1], id="short")
short.log(3, loss=0.5)
short.add("summary", set={"loss": float("nan")})
without = new(sys.argv[1], id="without")
without.log(0, other=1.0)
for run in (long, short, without):
    run.finish()
"""


async def three(api: Api, root: Path, script: Scripts) -> dict[str, str]:
    """The uids of three runs, by id."""
    script(THREE, root).ended()
    runs = await until(api.runs, lambda runs: [run["state"] for run in runs] == ["finished"] * 3)
    return {run["id"]: run["run"] for run in runs}


async def compared(
    api: Api, uids: list[str], key: str = "loss", **params: Json
) -> tuple[list[Json], list[tuple[list[float], ...]]]:
    """The heads, and for each the steps, times and values."""
    asked = [("key", key), *(("run", uid) for uid in uids), *params.items()]
    answer = await api.get("series", params=asked)
    assert answer.headers["Content-Type"] == "application/vnd.runside.columns"
    (n,) = struct.unpack_from("<I", answer.body)
    heads = json.loads(answer.body[4 : 4 + n])
    assert set(heads) == {"series"}
    numbers = array("d", answer.body[4 + n :])
    columns = []
    for head in heads["series"]:
        count = head["points"]
        columns.append(tuple(list(numbers[i * count : (i + 1) * count]) for i in range(3)))
        numbers = numbers[3 * count :]
    assert not numbers
    return heads["series"], columns


async def test_one_series_of_many_runs_is_that_of_each(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    uids = await three(api, jp_root_dir, script)
    asked = [uids["short"], "0" * 32, uids["without"], uids["long"], uids["short"]]
    for _ in range(2):  # the second is what was kept of the first
        heads, columns = await compared(api, asked, points=100)
        short, long = heads
        assert short == {
            "run": uids["short"],
            "key": "loss",
            "points": 1,
            "of": 1,
            "summary": {"$number": "NaN"},
        }
        assert (long["run"], long["of"], long["summary"]) == (uids["long"], 5_000, 1 / 5_000)
        assert columns[0][0] == [3.0]
        single = await api.get(
            "runs", uids["long"], "series", params={"key": "loss", "points": 100}
        )
        assert single.body.endswith(struct.pack(f"<{3 * long['points']}d", *chain(*columns[1])))
        assert long["points"] <= 400 + 8


async def test_what_was_kept_of_a_run_that_goes_on_is_not_given_again(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    loop = script(
        "run = new(sys.argv[1]); run.log(0, loss=1.0); wait(); run.log(1, loss=2.0); say('on'); wait()",
        jp_root_dir,
    )
    uid = (await api.run_when(lambda info: info["step"] == 0))["run"]
    assert (await compared(api, [uid]))[0][0]["of"] == 1
    loop.go_on()
    await api.run_when(lambda info: info["step"] == 1)
    ((head,), ((steps, _, values),)) = await compared(api, [uid])
    assert (head["of"], head["summary"], steps, values) == (2, 2.0, [0.0, 1.0], [1.0, 2.0])
    await api.edit(uid, hidden=True)
    assert (await compared(api, [uid]))[0] == [head]


async def test_where_define_metric_asked_for_several_values_one_stands_for_the_run(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    code = """
run = new(sys.argv[1])
run.add("metric", name="$*", summary="min,mean", goal="minimize")
run.add("metric", name="hidden", summary="none,min")
for step, value in enumerate((3.0, 2**53 + 1, 2**60)):
    run.log(step, **{"$loss": value, "hidden": value})
run.add("log", step=3, commit=False, data={"$loss": -(2**53) - 1})
say("on"); wait()
"""
    script(code, jp_root_dir)
    uid = (await api.run_when(lambda info: info["step"] == 3))["run"]
    ((head,), _) = await compared(api, [uid], key="$loss")
    assert head["summary"] == {"$int": str(-(2**53) - 1)}
    ((head,), _) = await compared(api, [uid], key="hidden")
    assert head["summary"] is None


async def test_the_keys_of_many_runs_are_those_with_numbers(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    uids = await three(api, jp_root_dir, script)
    everything = [
        {"path": "loss", "runs": 2},
        {"path": "$odd", "runs": 1},
        {"path": "other", "runs": 1},
    ]
    assert (await api.json("keys"))["keys"] == everything
    some = [("run", uids["short"]), ("run", uids["without"])]
    assert (await api.json("keys", params=some))["keys"] == [
        {"path": "loss", "runs": 1},
        {"path": "other", "runs": 1},
    ]
    heads, _ = await compared(api, [uids["long"]], key="$odd", points=10)
    assert heads[0]["summary"] == 4_999


async def test_questions_about_too_much_are_refused(api: Api) -> None:
    many = [("run", f"{n:032x}") for n in range(501)]
    for path, params in (
        ("series", [("key", "a"), *many]),
        ("series", [("key", "a")]),
        ("series", [("run", "0" * 32)]),
        ("series", [("key", "a"), ("key", "b"), ("run", "0" * 32)]),
        ("series", [("key", "a"), ("run", "../x")]),
        ("keys", many),
        ("keys", [("run", "x")]),
    ):
        code, message = await refusal(api.get(path, params=params))
        assert (code, "=" in message) == (400, True), params[:2]


async def test_about_says_where_things_are(
    api: Api, index_path: Path, jp_root_dir: Path, script: Scripts
) -> None:
    async def about() -> Json:
        return await api.json("about")

    told = await until(about, lambda told: told["index"]["writes"])
    assert told == {
        "version": __version__,
        "protocol": 1,
        "index": {"path": str(index_path), "writes": True},
        "roots": [str(jp_root_dir.resolve())],
        "problems": [],
    }


async def test_a_message_is_told_as_it_is_meant(api: Api) -> None:
    _, message = await refusal(api.get("runs", params={"state": "100%d%%"}))
    assert "not '100%d%%'" in message
