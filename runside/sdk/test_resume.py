"""Going on with a run that is there: what comes back, and which run is meant. Processes and their ends are real."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import runside
from runside.fold import run_state
from runside.journal import JournalWriter, open_run
from runside.sdk.conftest import BEGIN, ENDS, Kept
from runside.sdk.resuming import read_back

Script = Callable[..., "subprocess.CompletedProcess[str]"]
Read = Callable[..., Kept]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("resume", ["allow", "must", "auto", True])
def test_what_a_run_holds_comes_back(
    script: Script, kept: Read, end: str, resume: str | bool
) -> None:
    script(BEGIN + ENDS[end])
    run = runside.init(project="p", id="r", resume=resume)
    assert run.resumed
    assert (run.name, run.notes, run.tags, run.total_steps) == ("calm", "why", ("a", "b"), 9)
    assert (run.group, run.job_type) == ("g", "train")
    assert run.config.as_dict() == {"lr": 0.1, "net": {"depth": 2}}
    assert run.config.net.depth == 2
    assert run.summary["best"] == 7
    assert run.step == 3
    run.log({"acc": 0.9})
    assert (run.starting_step, run.step) == (3, 4)
    run.finish()
    assert [row["_step"] for row in kept(run).rows] == [0, 1, 2, 3]
    assert kept(run).fold.run["name"] == "calm"  # type: ignore[index]
    assert len(kept(run).by_writer) == 2


@pytest.mark.parametrize("end", ENDS)
def test_how_it_ended_before_is_the_past(script: Script, kept: Read, end: str) -> None:
    script(BEGIN + ENDS[end])
    with runside.init(project="p", id="r", resume="must") as run:
        assert run_state(kept(run).fold, {}) == "running"
        dead = dict.fromkeys(kept(run).by_writer, "dead")
        assert run_state(kept(run).fold, dead) == "killed"  # type: ignore[arg-type]
    assert run_state(kept(run).fold, dead) == "finished"  # type: ignore[arg-type]


def test_times_go_on_where_the_run_was(script: Script, kept: Read) -> None:
    script(BEGIN + ENDS["finished"])
    folder = open_run(Path("runside-runs/p/r"))
    # Somebody's clock was ahead by a day.
    writer = JournalWriter(folder.path, folder.uid, "w0")
    late = folder.start + 86_400
    writer.append({"kind": "log", "t": late, "step": 7, "commit": True, "data": {"a": 1}})
    writer.close()
    run = runside.init(project="p", id="r", resume="must")
    run.log({"a": 2})
    assert run.step == 9
    (mine,) = [records for w, records in kept(run).by_writer.items() if w == run._recorder.writer]  # type: ignore[attr-defined]
    assert min(record["t"] for _, record in mine) >= late
    assert run.start_time == folder.start


def test_what_is_given_counts_before_what_was_there(script: Script, kept: Read) -> None:
    script(BEGIN + ENDS["killed"])
    run = runside.init(
        project="p",
        id="r",
        resume="allow",
        name="bold",
        tags=["c"],
        notes="since",
        total_steps=20,
        config={"lr": 0.2, "epochs": 3},
    )
    shown = kept(run).fold.run
    assert shown is not None
    assert (run.name, run.notes, run.tags, run.total_steps) == ("bold", "since", ("c",), 20)
    assert (shown["name"], shown["notes"], shown["tags"]) == ("bold", "since", ["c"])
    assert run.config.as_dict() == {"lr": 0.2, "net": {"depth": 2}, "epochs": 3}
    assert kept(run).fold.config() == run.config.as_dict()
    run.tags += ("d",)
    assert run.tags == ("c", "d")


def test_what_came_back_changes_only_where_that_is_allowed(script: Script) -> None:
    script(BEGIN + ENDS["killed"])
    run = runside.init(project="p", id="r", resume="allow")
    with pytest.raises(runside.ConfigError, match=r"'lr' is 0\.1"):
        run.config.lr = 0.5
    run.config.update({"lr": 0.5}, allow_val_change=True)
    assert run.config.lr == 0.5


def test_a_resumed_run_keeps_its_group_and_says_so(script: Script) -> None:
    script(BEGIN + ENDS["killed"])
    with pytest.warns(UserWarning, match="keeps its group, 'g'"):
        run = runside.init(project="p", id="r", resume="allow", group="other")
    assert run.group == "g"


def test_a_run_may_be_resumed_again_and_again(script: Script, kept: Read) -> None:
    go_on = "import runside, os\nrun = runside.init(project='p', id='r', resume='allow')\nrun.log({'acc': 1})\n"
    script(BEGIN + ENDS["killed"])
    for _ in range(2):
        script(go_on + "os.kill(os.getpid(), 9)\n")
    run = runside.init(project="p", id="r", resume="must")
    assert run.step == 5
    run.finish()
    told = kept(run)
    assert len(told.by_writer) == 4
    dead = dict.fromkeys(told.by_writer, "dead")
    assert run_state(told.fold, dead) == "finished"  # type: ignore[arg-type]


@pytest.mark.parametrize("resume", ["allow", "must", "auto"])
def test_a_run_that_is_alive_is_joined_with_steps_from_0(
    live: subprocess.Popen[str], kept: Read, resume: str
) -> None:
    run = runside.init(project="p", id="r", resume=resume)
    assert run.resumed
    assert run.step == 0
    assert run.config.lr == 0.1
    assert run.name == "calm"
    run.log({"rank": 1})
    run.finish()
    assert len(kept(run).by_writer) == 2
    assert run_state(kept(run).fold, {}) == "running"


def test_a_run_whose_process_is_stopped_for_a_while_is_joined_not_resumed(
    live: subprocess.Popen[str],
) -> None:
    os.kill(live.pid, signal.SIGSTOP)
    run = runside.init(project="p", id="r", resume="allow")
    assert run.step == 0


@pytest.mark.parametrize("there", ["no run", *ENDS, "alive"])
@pytest.mark.parametrize("resume", [None, False, "allow", "must", "never", "auto", True])
def test_each_form_of_resume_meets_each_run_that_may_be_there(
    script: Script,
    request: pytest.FixtureRequest,
    runs: Path,
    resume: str | bool | None,
    there: str,
) -> None:
    if there == "alive":
        request.getfixturevalue("live")
    elif there in ENDS:
        script(BEGIN + ENDS[there])
    uid = open_run(runs / "r").uid if there != "no run" else None
    refused = (resume == "must" and there == "no run") or (resume == "never" and there != "no run")
    if refused:
        with pytest.raises(runside.UsageError, match="'r' of project 'p'"):
            runside.init(project="p", id="r", resume=resume)
        assert runside.run is None
        assert len(list(runs.glob("*"))) == (there != "no run")
        return
    run = runside.init(project="p", id="r", resume=resume)
    resumes = resume in ("allow", "must", "auto", True) and there != "no run"
    assert (run.uid == uid) == (resumes or there == "alive")
    assert run.resumed == resumes
    assert run.step == (3 if resumes and there != "alive" else 0)


def test_edits_of_others_come_back(script: Script) -> None:
    script(BEGIN + ENDS["finished"])
    folder = open_run(Path("runside-runs/p/r"))
    editor = JournalWriter(folder.path, folder.uid, "server-1")
    edit = {"kind": "edit", "t": folder.start + 60, "name": "renamed", "tags": ["kept"]}
    editor.append({**edit, "config": {"set": {"lr": 0.3}}})
    editor.close()
    run = runside.init(project="p", id="r", resume="must")
    assert (run.name, run.tags, run.config.lr) == ("renamed", ("kept",), 0.3)


def test_metrics_stay_defined(script: Script, kept: Read) -> None:
    define = "run.define_metric('val/*', step_metric='epoch')\nrun.log({'epoch': 5})\n"
    script(BEGIN + define + ENDS["killed"])
    run = runside.init(project="p", id="r", resume="must")
    run.log({"val/loss": 0.5, "acc": 0.1})
    run.finish()
    assert kept(run).rows[-1] == {"_step": 4, "val/loss": 0.5, "acc": 0.1, "epoch": 5}
    assert kept(run).fold.summary()["acc"] == {"max": 0.2}


def test_rows_are_passed_over_however_they_are_written(here: Path) -> None:
    run = runside.init(project="p", id="r")
    run.log({"a": 1}, step=5)
    run.log({"t": {"x": float("nan")}}, step=11, commit=True)
    run.log({"b": "text", "step": 99}, step=-3)
    run.finish()
    folder = open_run(here / "runside-runs/p/r")
    writer = JournalWriter(folder.path, folder.uid, "w1")
    other = {"data": {"a": 1}, "commit": True, "step": 12, "t": folder.start + 9, "kind": "log"}
    writer.append(other)
    writer.close()
    held = read_back(folder)
    assert (held.step, held.last) == (12, folder.start + 9)


def test_a_journal_with_a_torn_end_is_gone_on_with(script: Script, kept: Read, runs: Path) -> None:
    script(BEGIN + ENDS["killed"])
    (log,) = (runs / "r" / "journal").glob("*.log")
    with log.open("ab") as file:
        file.write(b'08e7e978 99 92 {"kind":"lo')
    run = runside.init(project="p", id="r", resume="must")
    assert run.step == 3
    assert run.summary["best"] == 7


def test_disabled_has_nothing_to_resume(here: Path) -> None:
    run = runside.init(project="p", id="r", resume="must", mode="disabled")
    assert not run.resumed
    assert list(here.iterdir()) == []
