"""A run from ``init`` to ``finish``."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import runside
from runside import places
from runside.journal import Probe, probe
from runside.sdk.conftest import Kept
from runside.sdk.run import Run

Read = Callable[..., Kept]
SCHEMA = Path(__file__).parents[2] / "protocol" / "record.schema.json"


def test_the_first_record_says_who_writes(kept: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runside.init(
        project="digits",
        id="a1",
        name="calm-river-14",
        notes="why",
        tags=["baseline"],
        group="g",
        job_type="train",
        entity="team",
        total_steps=200,
    )
    record = kept(run).records[0]
    assert (
        record.items()
        >= {
            "kind": "run",
            "project": "digits",
            "id": "a1",
            "name": "calm-river-14",
            "notes": "why",
            "tags": ["baseline"],
            "group": "g",
            "job_type": "train",
            "entity": "team",
            "total_steps": 200,
            "mode": "online",
            "language": "python",
            "version": runside.__version__,
            "pid": os.getpid(),
            "kernel": None,
            "notebook": None,
            "cell": None,
        }.items()
    )
    assert record["start"] <= record["t"]


def test_a_run_tells_what_it_is() -> None:
    run = runside.init(project="digits", id="a1", name="calm", entity="team", tags=["t"], notes="n")
    assert (run.id, run.name, run.project, run.entity) == ("a1", "calm", "digits", "team")
    assert run.path == "team/digits/a1"
    assert run.tags == ("t",)
    assert run.notes == "n"
    assert run.folder == Path.cwd() / "runside-runs" / "digits" / "a1"
    assert run.dir == str(run.folder / "files")
    assert not run.offline
    assert not run.disabled
    assert not run.finished
    assert runside.run is run
    assert str(run) == "run calm (project digits), files in runside-runs/digits/a1"


def test_name_notes_tags_and_total_steps_may_be_set(kept: Read) -> None:
    run = runside.init(name="calm")
    run.name, run.notes, run.tags, run.total_steps = "good", "kept", ("a", "b"), 9
    shown = kept(run).fold.run
    assert shown is not None
    assert (shown["name"], shown["notes"], shown["tags"]) == ("good", "kept", ["a", "b"])
    assert [edit["total_steps"] for edit in kept(run).of_kind("edit") if "total_steps" in edit] == [
        9
    ]
    assert (run.name, run.notes, run.tags, run.total_steps) == ("good", "kept", ("a", "b"), 9)
    with pytest.raises(runside.UsageError, match="name"):
        run.name = ""


def test_every_record_is_as_the_schema_has_it(kept: Read) -> None:
    run = runside.init(config={"lr": 0.1}, tags=["t"], total_steps=3)
    run.log({"a": float("nan"), "$b": 2**60, "i": runside.Image(np.zeros((2, 2)))})
    run.log({"l": [runside.Image(np.zeros((2, 2)), caption="c")]}, step=-1 + 2)
    run.summary["best"] = 1
    del run.summary["best"]
    run.config.net = {"depth": 1}
    run.name = "other"
    run.finish()
    check = Draft202012Validator(json.loads(SCHEMA.read_text()))
    for record in kept(run).records:
        check.validate(record)


def test_blobs_are_on_disk_before_their_row_and_named_by_their_hash(kept: Read) -> None:
    from hashlib import sha256

    run = runside.init()
    run.log({"sample": runside.Image(np.eye(8), caption="5 read as 6")})
    ((descriptor,),) = ([row["sample"]] for row in kept(run).rows)
    data = (kept(run).folder / descriptor["path"]).read_bytes()
    assert descriptor == {
        "_type": "image-file",
        "sha256": sha256(data).hexdigest(),
        "size": len(data),
        "path": f"blobs/{sha256(data).hexdigest()}.png",
        "format": "png",
        "width": 8,
        "height": 8,
        "caption": "5 read as 6",
    }


def test_finish_writes_the_last_record_and_lets_the_lock_go(kept: Read) -> None:
    run = runside.init()
    run.log({"a": 1}, commit=False)
    sign = next((kept(run).folder / "journal").glob("*.alive"))
    assert probe(sign) is Probe.HELD
    run.finish()
    assert (
        kept(run).records[-1].items() >= {"kind": "finish", "exit": 0, "reason": "finish"}.items()
    )
    assert probe(sign) is Probe.FREE
    assert runside.run is None


def test_finish_twice_is_finish_once_and_its_exit_code_is_kept(kept: Read) -> None:
    run = runside.init()
    run.finish(exit_code=3)
    run.finish()
    runside.finish()
    assert [record["exit"] for record in kept(run).of_kind("finish")] == [3]


def test_after_finish_each_call_that_would_write_says_so() -> None:
    run = runside.init(name="calm", config={"net": {"depth": 1}})
    net = run.config.net
    run.finish()
    calls: list[Callable[[], Any]] = [
        lambda: run.log({"a": 1}),
        lambda: run.config.update({"b": 1}),
        lambda: net.update(width=1),
        lambda: run.summary.update({"a": 1}),
        lambda: setattr(run, "name", "other"),
        lambda: setattr(run, "total_steps", 3),
    ]
    for call in calls:
        with pytest.raises(runside.UsageError, match="'calm' is finished"):
            call()
    assert run.config.as_dict() == {"net": {"depth": 1}}
    assert run.name == "calm"
    with pytest.raises(runside.Error, match=r"You must call runside\.init\(\)"):
        runside.log({"a": 1})


def test_with_finishes_the_run(kept: Read) -> None:
    with runside.init() as run:
        run.log({"a": 1})
    assert kept(run).records[-1]["exit"] == 0


def test_an_exception_that_leaves_with_is_kept_with_its_traceback_and_goes_on(kept: Read) -> None:
    def train(run: Run) -> None:
        run.log({"a": 1})
        raise ZeroDivisionError("no batch")

    with pytest.raises(ZeroDivisionError), runside.init() as run:
        train(run)
    last = kept(run).records[-1]
    assert last.items() >= {"kind": "finish", "exit": 1, "reason": "exception"}.items()
    assert last["traceback"][-1] == "ZeroDivisionError: no batch"
    assert any("in train" in line for line in last["traceback"])


def test_leaving_with_by_sys_exit_0_is_no_crash(kept: Read) -> None:
    with pytest.raises(SystemExit), runside.init() as run:
        raise SystemExit(0)
    assert kept(run).records[-1]["reason"] == "finish"


def test_leaving_with_by_sys_exit_keeps_its_exit_code(kept: Read) -> None:
    for code, kept_as in ((3, 3), ("cannot read the data", 1)):
        with pytest.raises(SystemExit), runside.init(project=f"p{kept_as}") as run:
            raise SystemExit(code)
        (finish,) = kept(run).of_kind("finish")
        assert (finish["exit"], finish["reason"]) == (kept_as, "exception")


def test_an_init_that_is_refused_begins_no_run_and_ends_none(here: Path) -> None:
    run = runside.init(project="p")
    for given in ({"config": "no-such.yaml"}, {"config": {"a": 10**5000}}, {"entity": 5}):
        with pytest.raises(runside.Error):
            runside.init(project="q", reinit="finish_previous", **given)
    assert not run.finished
    assert [path.name for path in (here / "runside-runs").iterdir() if path.is_dir()] == ["p"]


def test_in_a_script_a_second_init_gives_the_run_that_is_there() -> None:
    run = runside.init()
    assert runside.init(project="other") is run
    assert runside.init(reinit=False) is run


def test_reinit_finishes_the_run_or_leaves_it_beside_the_new_one(kept: Read) -> None:
    first = runside.init()
    second = runside.init(reinit="finish_previous")
    assert kept(first).records[-1]["reason"] == "superseded"
    third = runside.init(reinit="create_new")
    assert runside.run is second
    second.log({"a": 2})
    third.log({"a": 3})
    assert kept(second).rows == [{"_step": 0, "a": 2}]
    assert kept(third).rows == [{"_step": 0, "a": 3}]


def test_a_copy_of_what_holds_a_run_holds_the_same_run() -> None:
    run = runside.init()
    assert copy.deepcopy({"run": run})["run"] is run
    assert copy.copy(run) is run


def test_disabled_keeps_nothing_and_takes_everything(here: Path) -> None:
    with runside.init(mode="disabled", config={"lr": 0.1}) as run:
        run.log({"a": object()}, step=3, commit=True)
        run.log([1])  # type: ignore[arg-type]
        run.config.lr2 = 1
        run.name = "other"
        assert run.step == 5
        assert run.disabled
        assert run.folder is None
    assert list(here.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do_and_training_goes_on(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "file").write_text("in the way")
    run = runside.init(dir=here / "file", name="calm")
    run.log({"loss": 1})
    run.config.lr = 1
    run.finish()
    (message,) = [line for line in capsys.readouterr().err.splitlines() if "cannot" in line]
    assert str(here / "file") in message
    assert "RUNSIDE_DIR" in message
    assert "training goes on" in message
    assert run.disabled
    assert "nothing of it is kept" in str(run)


def test_dir_or_the_environment_say_where_and_the_place_is_registered(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNSIDE_DIR", str(here / "env"))
    runside.init(project="p", id="1").finish()
    runside.init(project="p", id="2", dir=here / "given").finish()
    assert (here / "env/runside-runs/p/1").is_dir()
    assert (here / "given/runside-runs/p/2").is_dir()
    assert {here / "env", here / "given"} <= set(places.registered_roots())


def test_a_line_tells_of_the_run_unless_silence_was_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runside.init(project="p", id="1", name="calm").finish()
    assert capsys.readouterr().err == "runside: run calm (project p), files in runside-runs/p/1\n"
    monkeypatch.setenv("WANDB_SILENT", "true")
    runside.init().finish()
    assert capsys.readouterr().err == ""
