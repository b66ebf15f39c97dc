"""What `Api` finds, and what a run that it found tells."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import runside
from runside.api import Api, Run
from runside.api import liveness as liveness_module
from runside.api.conftest import WriteRun, logged, numbered, run_record, write_file, write_records
from runside.errors import CommError, UsageError
from runside.journal import alive_name, create_run
from runside.places import overlay_of, register_root

Json = Any


def test_what_was_logged_a_moment_ago_is_read(tmp_path: Path) -> None:
    with runside.init(project="p", dir=tmp_path, config={"lr": 0.1}, tags=["a"]) as writing:
        writing.log({"loss": 0.5, "nested": {"x": 1}})
        run = runside.Api(tmp_path).run(f"p/{writing.id}")
        assert run.state == "running"
        assert run.config == {"lr": 0.1}
        assert [row["loss"] for row in run.scan_history()] == [0.5]
        writing.log({"loss": 0.25})
        assert [row["loss"] for row in run.scan_history()] == [0.5, 0.25]
        assert run.summary == {"loss": 0.5, "nested": {"x": 1}}
        assert run.load().summary["loss"] == 0.25
    assert run.load().state == "finished"
    assert (run.id, run.uid, run.name) == (writing.id, writing.uid, writing.name)
    assert (run.project, run.path, run.tags) == ("p", ["p", writing.id], ["a"])
    assert run.lastHistoryStep == 1
    assert run.metadata["pid"] == os.getpid()


def test_a_run_is_found_by_each_of_its_names(write_run: WriteRun, tmp_path: Path) -> None:
    folder = write_run("r1", [{"a": 1}], entity="team")
    api = Api(tmp_path)
    for path in ("p/r1", "team/p/r1", "/team/p/runs/r1", "r1", folder.uid):
        assert api.run(path).uid == folder.uid
    assert "/".join(api.run("r1").path) == "team/p/r1"


def test_the_newest_run_of_a_name_is_meant(write_run: WriteRun, tmp_path: Path) -> None:
    older, newer = write_run("r1", [{"a": 1}]), write_run("r1", [{"a": 2}], t=50.0)
    assert Api(tmp_path).run("p/r1").uid == newer.uid
    assert Api(tmp_path).run(older.uid).summary == {"a": 1}
    assert [run.uid for run in Api(tmp_path).runs("p")] == [older.uid, newer.uid]


def test_a_bare_id_is_looked_for_in_the_default_project_first(
    write_run: WriteRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for project in ("uncategorized", "p", "q"):
        write_run("r1", project=project)
    assert Api(tmp_path).run("r1").project == "uncategorized"
    assert Api(tmp_path, overrides={"project": "p"}).run("r1").project == "p"
    assert Api({"project": "p"}).dir == str(Path.cwd())
    monkeypatch.setenv("RUNSIDE_PROJECT", "q")
    assert Api(tmp_path).run("r1").project == "q"
    monkeypatch.setenv("RUNSIDE_PROJECT", "other")
    with pytest.raises(CommError, match="may be any of 'p/r1', 'q/r1', 'uncategorized/r1'"):
        Api(tmp_path).run("r1")


def test_a_run_that_is_not_there_is_told_with_where_it_was_looked_for(
    write_run: WriteRun, tmp_path: Path
) -> None:
    write_run("r1")
    with pytest.raises(CommError) as caught:
        Api(tmp_path).run("p/r2")
    assert "no run 'r2' of project 'p'" in str(caught.value)
    assert str(tmp_path / "runside-runs") in str(caught.value)
    with pytest.raises(CommError, match="the projects there are 'p'"):
        Api(tmp_path).run("other/r1")
    register_root(tmp_path)
    empty = tmp_path / "empty"
    with pytest.raises(CommError, match="there is one in") as caught:
        Api(empty).run("p/r1")
    assert f"Api(dir={str(tmp_path)!r})" in str(caught.value)
    with pytest.raises(CommError, match="does not exist"):
        Api(empty).run("p/r3")


@pytest.mark.parametrize("path", ["", "  ", None, 3])
def test_what_names_no_run_is_a_wrong_call(path: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a run is named as 'project/id'"):
        Api(tmp_path).run(path)


@pytest.mark.parametrize("path", ["a/b/c/d", "/"])
def test_what_cannot_be_a_path_is_told(path: str, tmp_path: Path) -> None:
    with pytest.raises(CommError, match="names no run"):
        Api(tmp_path).run(path)


def test_runs_are_a_sequence(write_run: WriteRun, tmp_path: Path) -> None:
    for number, run_id in enumerate("abc"):
        write_run(run_id, t=10.0 * (number + 1))
    write_run("d", project="q")
    runs = Api(tmp_path).runs("entity/p", per_page=1)
    assert len(runs) == 3
    assert [run.id for run in runs] == ["a", "b", "c"]
    assert runs[0].id == "a"
    assert [run.id for run in runs[1:]] == ["b", "c"]
    assert len(Api(tmp_path).runs()) == 4
    assert len(Api(tmp_path).runs("nothing")) == 0
    assert [project.name for project in Api(tmp_path).projects()] == ["p", "q"]


def test_runs_in_the_trash_are_no_runs_of_a_project(write_run: WriteRun, tmp_path: Path) -> None:
    kept, gone, overlaid = (write_run(run_id) for run_id in "abc")
    for holder, uid in ((gone, gone.uid), (overlaid._replace(path=overlay_of(overlaid.uid)), "")):
        record = {"kind": "edit", "t": 9.0, "trash": True}
        write_file(holder, "server-1", 1, [("server-1", 1, record)])
        assert uid in ("", gone.uid)
    assert [run.id for run in Api(tmp_path).runs("p")] == [kept.id]
    assert Api(tmp_path).run("p/b").id == "b"


def test_edits_in_the_overlay_are_read(write_run: WriteRun, tmp_path: Path) -> None:
    folder = write_run("r", [{"a": 1}])
    edit = {"kind": "edit", "t": 9.0, "name": "renamed", "tags": ["seen"]}
    overlay = folder._replace(path=overlay_of(folder.uid))
    write_file(overlay, "server-1", 1, [("server-1", 1, edit)])
    run = Api(tmp_path).run("p/r")
    assert (run.name, run.tags) == ("renamed", ["seen"])


ROWS: list[dict[str, Json]] = [
    {"loss": 0.5, "n": 1, "d": {"x": 1.5}},
    {"loss": math.nan, "n": 2},
    {"n": 3, "text": "é", "k.ey": 7},
    {"loss": 0.25, "n": 4, "d": {"x": 2.5}},
]


@pytest.fixture
def run(write_run: WriteRun, tmp_path: Path) -> Run:
    write_run("rows", ROWS)
    return Api(tmp_path).run("p/rows")


def test_history_has_a_column_for_each_path(run: Run) -> None:
    pandas = pytest.importorskip("pandas")
    frame = run.history()
    expected = pandas.DataFrame(
        {
            "_step": [0, 1, 2, 3],
            "loss": [0.5, math.nan, math.nan, 0.25],
            "n": [1, 2, 3, 4],
            "d.x": [1.5, math.nan, math.nan, 2.5],
            "text": [None, None, "é", None],
            "k\\.ey": [math.nan, math.nan, 7.0, math.nan],
            "_timestamp": [2.0, 3.0, 4.0, 5.0],
            "_runtime": [1.0, 2.0, 3.0, 4.0],
        }
    )
    pandas.testing.assert_frame_equal(frame, expected)


def test_history_of_keys_has_the_rows_that_hold_all_of_them(run: Run) -> None:
    pandas = pytest.importorskip("pandas")
    frame = run.history(keys=["n", "d.x"])
    pandas.testing.assert_frame_equal(
        frame, pandas.DataFrame({"_step": [0, 3], "n": [1, 4], "d.x": [1.5, 2.5]})
    )
    assert list(run.history(keys=["missing"]).columns) == ["_step", "missing"]
    assert run.history(keys=["k.ey"], pandas=False) == [{"_step": 2, "k.ey": 7}]
    assert run.history(keys=["n"], x_axis="d.x", pandas=False) == [
        {"d.x": 1.5, "n": 1},
        {"d.x": 2.5, "n": 4},
    ]


def test_history_is_sampled_only_when_asked_for(run: Run) -> None:
    assert [row["_step"] for row in run.history(pandas=False)] == [0, 1, 2, 3]
    assert [row["_step"] for row in run.history(2, pandas=False)] == [0, 3]
    assert [row["_step"] for row in run.history(samples=3, pandas=False)] == [0, 2, 3]
    assert len(run.history(samples=2)) == 2
    assert len(run.history(samples=500)) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"samples": 0}, "samples"),
        ({"keys": "loss"}, "keys is a list"),
        ({"stream": "other"}, "stream"),
    ],
)
def test_history_refuses_what_means_nothing(
    run: Run, arguments: dict[str, Json], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        run.history(**arguments)


def test_scan_history_gives_rows_as_they_were_logged(run: Run) -> None:
    rows = list(run.scan_history())
    assert rows[0] == {**ROWS[0], "_step": 0, "_timestamp": 2.0, "_runtime": 1.0}
    assert rows[2] == {**ROWS[2], "_step": 2, "_timestamp": 4.0, "_runtime": 3.0}
    assert list(run.scan_history(keys=["n", "loss"], min_step=1)) == [
        {"n": 2, "loss": pytest.approx(math.nan, nan_ok=True)},
        {"n": 4, "loss": 0.25},
    ]
    assert [row["_step"] for row in run.scan_history(min_step=1, max_step=3)] == [1, 2]


def test_what_history_gives_is_the_callers_own(write_run: WriteRun, tmp_path: Path) -> None:
    write_run("r", [{"list": [1, 2], "medium": {"_type": "image-file"}}])
    run = Api(tmp_path).run("p/r")
    next(run.scan_history())["list"].append(3)
    next(run.scan_history())["medium"]["_type"] = "other"
    run.history().at[0, "list"].append(4)
    assert next(run.scan_history())["list"] == [1, 2]
    assert next(run.scan_history())["medium"] == {"_type": "image-file"}


def test_integers_stay_exact(write_run: WriteRun, tmp_path: Path) -> None:
    large = 2**53 + 1
    write_run("r", [{"n": large, "m": large, "h": 2**80}, {"m": 1, "n": 2.5}, {"n": large}])
    run = Api(tmp_path).run("p/r")
    assert [row["n"] for row in run.scan_history()] == [large, 2.5, large]
    pytest.importorskip("pandas")
    frame = run.history()
    assert list(frame["n"]) == [large, 2.5, large]
    assert list(frame["m"][:2]) == [large, 1]
    assert frame["h"][0] == 2**80


def test_system_metrics_are_a_stream_of_their_own(write_run: WriteRun, tmp_path: Path) -> None:
    system = [{"kind": "system", "t": 3.0 + n, "data": {"cpu": n * 10, "gpu.0": n}} for n in (0, 1)]
    write_run("r", [{"a": 1}], *system)
    run = Api(tmp_path).run("p/r")
    assert run.history(stream="system", pandas=False) == [
        {"cpu": 0, "gpu.0": 0, "_timestamp": 3.0, "_runtime": 2.0},
        {"cpu": 10, "gpu.0": 1, "_timestamp": 4.0, "_runtime": 3.0},
    ]
    assert run.history(stream="system", keys=["cpu"], samples=1, pandas=False) == [
        {"cpu": 10, "_timestamp": 4.0, "_runtime": 3.0}
    ]
    assert "cpu" not in run.history_keys["keys"]


def test_nothing_is_logged_to_a_run_that_is_read(run: Run) -> None:
    with pytest.raises(UsageError, match=r"resume='must'"):
        run.log({"a": 1})


def test_a_killed_run_is_told_as_killed(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, runside\n"
        "run = runside.init(project='p', id='r', dir=sys.argv[1])\n"
        "run.log({'a': 1})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path], check=False, env=os.environ)
    run = Api(tmp_path).run("p/r")
    began = time.monotonic()
    assert run.state == "killed"
    # A lock may be away for a moment: it takes a second look.
    assert time.monotonic() - began >= liveness_module.BETWEEN_PROBES_S
    assert run.summary == {"a": 1}


def test_a_run_that_was_killed_long_ago_is_told_at_once(tmp_path: Path) -> None:
    folder = write_records(tmp_path, "p", "r", numbered(run_record(), logged(0, {"a": 1})))
    alive = folder.journal / alive_name("w1")
    alive.touch()
    os.utime(alive, (5.0, 5.0))
    began = time.monotonic()
    assert Api(tmp_path).run("p/r").state == "killed"
    assert time.monotonic() - began < liveness_module.BETWEEN_PROBES_S
    alive.unlink()
    assert Api(tmp_path).run("p/r").state == "not heard from"


def test_a_folder_without_records_is_a_run_without_rows(tmp_path: Path) -> None:
    create_run(tmp_path, "p", "r", start=1.0)
    run = Api(tmp_path).run("p/r")
    assert (run.name, run.lastHistoryStep, list(run.scan_history())) == ("r", -1, [])
    assert (run.summary, run.config, run.tags, run.files()) == ({}, {}, [], [])
    assert len(run.history()) == 0
    assert run.created_at == "1970-01-01T00:00:01.000000Z"


def test_an_artifact_is_found_by_name_and_alias(tmp_path: Path) -> None:
    data = tmp_path / "data.txt"
    data.write_text("hello")
    with runside.init(project="p", dir=tmp_path) as writing:
        artifact = runside.Artifact("numbers", type="dataset")
        artifact.add_file(str(data))
        writing.log_artifact(artifact)
    api = Api(tmp_path)
    found = api.artifact("team/p/numbers:latest", type="dataset")
    assert found.version == "v0"
    folder = Path(found.download(str(tmp_path / "out")))
    assert (folder / "data.txt").read_text() == "hello"
    with pytest.raises(CommError, match="no artifact 'others'"):
        api.artifact("p/others")
    with pytest.raises(UsageError, match="is of type 'dataset', not 'model'"):
        api.artifact("p/numbers", type="model")
