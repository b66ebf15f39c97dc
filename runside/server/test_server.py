"""A run is seen as it is written, whoever writes it, and nothing of it is lost on the way to the page."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import jsonschema

from runside.server.conftest import Api, Events, Script, until

Json = Any
Scripts = Callable[..., Script]

PROTOCOL = Path(__file__).parents[2] / "protocol"

LOOP = """
run = new(sys.argv[1], kernel="k1", notebook=sys.argv[1] + "/a.ipynb")
for step in range(100):
    run.log(step, loss=1 / (step + 1), note=f"n{step}")
"""


def columns_of(body: bytes) -> tuple[Json, dict[str, tuple[list[float], ...]]]:
    """The head of binary columns, and the steps, times and values of each key."""
    (n,) = struct.unpack_from("<I", body)
    head = json.loads(body[4 : 4 + n])
    numbers = array("d", body[4 + n :])
    series = {}
    for one in head["series"]:
        points = one["points"]
        series[one["key"]] = tuple(list(numbers[i * points : (i + 1) * points]) for i in range(3))
        numbers = numbers[3 * points :]
    return head, series


def check(schema: str, told: Json, definition: str | None = None) -> None:
    """See that something is as the protocol says."""
    rules = json.loads((PROTOCOL / f"{schema}.schema.json").read_text())
    if definition is not None:
        rules = {"$defs": rules["$defs"], "$ref": f"#/$defs/{definition}"}
    jsonschema.Draft202012Validator(rules).validate(told)


async def test_a_run_grows_in_the_list_and_finishes(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    loop = script(LOOP + "say('logged'); wait(); run.finish()", jp_root_dir)
    running = await api.run_when(lambda info: info["step"] == 99)
    assert running["state"] == "running"
    assert (running["project"], running["id"], running["writers"]) == ("p", "r", 1)
    assert (running["notebook"], running["kernel"]) == ("a.ipynb", "k1")
    assert running["comm"] == "runside-k1"
    loop.go_on()
    finished = await api.run_when(lambda info: info["state"] == "finished")
    assert (finished["exit"], finished["bad_lines"], finished["gaps"]) == (0, 0, 0)


async def test_what_was_logged_comes_back(api: Api, jp_root_dir: Path, script: Scripts) -> None:
    script(LOOP + "run.finish()", jp_root_dir).ended()
    uid = (await api.run_when(lambda info: info["state"] == "finished"))["run"]
    told = await api.json("runs", uid)
    check("message", told["info"], "info")
    check("fold-state", told["fold"])
    assert told["fold"]["keys"]["loss"]["n"] == 100
    assert told["keys"]["loss"] == {"n": 100, "numbers": 100, "first_step": 0, "last_step": 99}
    assert told["keys"]["note"]["numbers"] == 0
    answer = await api.get("runs", uid, "series", params={"key": "loss", "points": 100})
    head, series = columns_of(answer.body)
    assert answer.headers["Content-Type"] == "application/vnd.runside.columns"
    assert head["series"] == [{"key": "loss", "points": 100, "of": 100}]
    assert series["loss"][2] == [1 / (step + 1) for step in range(100)]
    part = await api.get("runs", uid, "series", params={"key": "loss", "from": 10, "to": 12})
    assert columns_of(part.body)[1]["loss"][0] == [10, 11, 12]
    values = (await api.json("runs", uid, "values", params={"key": "note"}))["values"]
    assert [value["value"] for value in values] == [f"n{step}" for step in range(100)]


async def test_lines_come_verbatim_and_in_parts(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", jp_root_dir).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    (journal,) = Path(info["dir"]).glob("journal/*.log")
    whole = journal.read_bytes().split(b"\n", 1)[1]
    writer = journal.name.removesuffix("-000001.log")
    got, after, more = b"", 0, True
    while more:
        params = {"after": f"{writer}:{after}", "limit": 3_000}
        answer = await api.get("runs", info["run"], "lines", params=params)
        head, lines = answer.body.split(b"\n", 1)
        told = json.loads(head)
        assert (told["writer"], told["first"], told["bytes"]) == (writer, after + 1, len(lines))
        assert len(lines) <= 3_000
        got, after, more = got + lines, told["last"], told["more"]
    assert got == whole
    done = await api.get("runs", info["run"], "lines", params={"after": f"{writer}:{after}"})
    assert done.body == b""


async def test_events_say_that_a_run_is_new_has_grown_and_ended(
    listen: Callable[[], Awaitable[Events]], jp_root_dir: Path, script: Scripts
) -> None:
    events = await listen()
    hello = await events.next()
    check("message", hello, "event_hello")
    loop = script(LOOP + "wait(); run.log(100, loss=0); wait(); run.finish()", jp_root_dir)
    event = await events.until(lambda event: event["info"]["step"] == 99)
    check("message", event, "event_run")
    assert list(event["cursors"].values()) == [101]
    loop.go_on()
    await events.until(lambda event: event["info"]["step"] == 100)
    loop.go_on()
    event = await events.until(lambda event: event["info"]["state"] == "finished")
    assert list(event["cursors"].values()) == [103]


async def test_runs_are_found_by_kernel_notebook_and_state(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", jp_root_dir).ended()
    script("new(sys.argv[1], id='other', kernel='k2'); say('there'); wait()", jp_root_dir).hear()
    await until(api.runs, lambda runs: len(runs) == 2)

    async def ids(**params: str) -> list[str]:
        return [run["id"] for run in await api.runs(**params)]

    assert await ids() == ["other", "r"]
    assert await ids(kernel="k1") == ["r"]
    assert await ids(notebook="a.ipynb") == ["r"]
    assert await ids(notebook=str(jp_root_dir / "a.ipynb")) == ["r"]
    assert await ids(state="running") == ["other"]
    assert await ids(kernel="k1", state="running") == []
    assert await ids(limit="1") == ["other"]


async def test_a_run_that_is_resumed_runs_again(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", jp_root_dir).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    resumed = script(
        "run = Writer(open_run(Path(sys.argv[1]))); run.log(100, loss=0.0); say('logged'); wait()",
        info["dir"],
    )
    again = await api.run_when(lambda info: info["step"] == 100)
    assert (again["state"], again["writers"], again["run"]) == ("running", 2, info["run"])
    resumed.kill()


async def test_a_killed_writer_loses_nothing_though_its_child_lives(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    loop = script(
        """
        import os
        run = new(sys.argv[1])
        if os.fork() == 0:
            os.close(1)
            sys.stdin.read()  # ends with the test
            os._exit(0)
        step = 0
        while True:
            run.log(step, loss=float(step))
            say(step)
            step += 1
        """,
        jp_root_dir,
    )
    while loop.hear() != "200":
        pass
    loop.process.kill()
    last = int(["200", *loop.hear_all()][-1])
    info = await api.run_when(lambda info: info["state"] == "killed")
    answer = await api.get("runs", info["run"], "series", params={"key": "loss"})
    steps = columns_of(answer.body)[1]["loss"][0]
    assert steps == list(range(len(steps)))
    assert len(steps) > last


async def test_copying_the_folder_leaves_the_run_running(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    loop = script(
        """
        import shutil
        run = new(sys.argv[1])
        run.log(0, loss=1.0)
        # Closes descriptors of the file that is locked, which drops the lock.
        shutil.copytree(run.folder.path, run.folder.path.with_name("copy"))
        run.log(1, loss=1.0)
        say("copied")
        wait()
        run.finish()
        """,
        jp_root_dir,
    )
    loop.hear()

    async def problems() -> list[str]:
        return [p for p in (await api.json("runs"))["problems"] if "is a copy of the run in" in p]

    await until(problems, bool)
    info = await api.run_when(lambda info: info["step"] == 1)
    assert info["state"] == "running"
    loop.go_on()
    assert (await api.run_when(lambda info: info["state"] != "running"))["state"] == "finished"


async def test_a_folder_that_was_moved_is_the_same_run(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", jp_root_dir).ended()
    before = await api.run_when(lambda info: info["state"] == "finished")
    Path(before["dir"]).rename(Path(before["dir"]).with_name("moved"))
    after = await api.run_when(lambda info: info["dir"].endswith("moved"))
    assert {**after, "dir": before["dir"]} == before


async def test_a_bad_line_is_skipped_counted_and_shown(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(
        LOOP
        + """
run.finish()
(journal,) = run.folder.journal.glob("*.log")
lines = journal.read_bytes().split(b"\\n")
lines[52] = lines[52].replace(b"loss", b"lass")  # step 50
journal.write_bytes(b"\\n".join(lines))
""",
        jp_root_dir,
    ).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    assert (info["bad_lines"], info["gaps"], info["step"]) == (1, 1, 99)
    told = await api.json("runs", info["run"])
    assert [bad["reason"] for bad in told["bad_lines"]] == ["its checksum does not fit"]
    answer = await api.get("runs", info["run"], "series", params={"key": "loss"})
    assert columns_of(answer.body)[1]["loss"][0] == [s for s in range(100) if s != 50]
    head = (await api.get("runs", info["run"], "lines")).body.split(b"\n", 1)[0]
    assert json.loads(head)["last"] == 102


async def test_a_run_that_is_no_good_does_not_hide_the_others(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(
        LOOP
        + """
run.finish()
for number, record in enumerate([
    {"kind": "log", "t": 1.0, "step": "one", "commit": True, "data": {}},
    {"kind": "log", "t": 1.0, "step": 2**70, "commit": True, "data": {"a": 1}},
    {"kind": "log", "t": "now", "step": 1, "commit": True, "data": {"a": 1}},
    {"kind": "log", "t": 1.0, "step": 1, "commit": True, "data": [1]},
    {"kind": "run", "t": 1.0, "project": 5, "id": None, "start": "x"},
    {"kind": 5},
    {"kind": "gap", "t": 1.0, "writer": "w", "from": "a", "to": {}},
    {"kind": "of a later version", "t": 1.0, "data": {"a": [[]]}},
]):
    bad = new(sys.argv[1], id=f"bad{number}")
    bad.journal.append(record)
    bad.log(1, fine=1.0)
    bad.finish()
empty = create_run(Path(sys.argv[1]), "p", "empty", start=start)
(empty.journal / "w-000001.log").write_bytes(b"\\xff\\0rubbish\\n" * 50)
(Path(sys.argv[1]) / "runside-runs" / "p" / "link").symlink_to("/")
for number, start in enumerate(["NaN", "1e999", "1" + "0" * 400, '"x"', "{}"]):
    odd = create_run(Path(sys.argv[1]), "p", f"odd{number}", start=1.0)
    (odd.path / "run.json").write_text('{"uid": "%s", "id": "odd", "start": %s}' % (odd.uid, start))
    (odd.journal / "w-000001.log").write_bytes(b"rubbish" * 50)
""",
        jp_root_dir,
    ).ended()
    runs = await until(api.runs, lambda runs: len([r for r in runs if r["step"]]) == 9)
    bad = {run["id"]: run["bad_lines"] for run in runs}
    assert [bad[f"bad{number}"] for number in range(8)] == [1] * 7 + [0]
    assert "link" not in bad
    assert (await api.json("runs"))["problems"] == []


async def test_texts_that_are_no_unicode_come_back(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(
        r"""
        run = new(sys.argv[1], id="é\0", notes="<script>alert(1)</script>")
        run.log(0, **{"a\ud800.b": 1.5, "$number": float("nan"), "c": {"$int": "\0"}, "big": 2**70})
        run.finish()
        """,
        jp_root_dir,
    ).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    assert info["id"] == "é\0"
    told = await api.json("runs", info["run"])
    assert set(told["keys"]) == {"a\ud800\\.b", "$$number", "c.$int", "big"}
    values = await api.json("runs", info["run"], "values", params={"key": "c.$int"})
    assert [value["value"] for value in values["values"]] == ["\0"]
    answer = await api.get(
        "runs", info["run"], "series", params=[("key", "big"), ("key", "$number")]
    )
    series = columns_of(answer.body)[1]
    assert series["big"][2] == [float(2**70)]
    assert len(series["$number"][2]) == 1
