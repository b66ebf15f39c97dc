"""Which run ``resume`` means, and what is said where there is none to mean."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import runside
from runside.journal import JournalWriter, open_run
from runside.sdk.conftest import BEGIN, ENDS, Kept

Script = Callable[..., "subprocess.CompletedProcess[str]"]
Read = Callable[..., Kept]


def test_auto_without_an_id_goes_on_with_this_programs_run_that_did_not_end_well(
    script: Script, here: Path
) -> None:
    again = (
        "import runside, json, sys, os\nrun = runside.init(project='p', resume='auto')\n"
        "print(json.dumps([run.uid, run.step, run.resumed, run.id])); run.log({'a': 1})\n"
        "sys.stdout.flush()\n"
    )

    def play(end: str) -> list[Any]:
        told: list[Any] = json.loads(script(again + end).stdout)
        return told

    first = play(ENDS["killed"])
    assert first[1:3] == [0, False]
    second = play(ENDS["crashed"])
    assert second == [first[0], 1, True, first[3]]
    third = play("run.finish(exit_code=1)\n")
    assert third == [first[0], 2, True, first[3]]
    assert play(ENDS["finished"])[1] == 3
    new = play(ENDS["finished"])
    assert new[0] != first[0]
    assert new[1:3] == [0, False]


def test_auto_takes_no_run_of_another_program_and_none_that_is_alive(
    live: subprocess.Popen[str], script: Script, here: Path
) -> None:
    auto = "import runside\nrun = runside.init(project='p', resume='auto')\nprint(run.uid)\n"
    before = open_run(here / "runside-runs/p/r").uid
    # The one that is alive is `live.py`.
    subprocess_uid = script(auto).stdout.strip()
    assert subprocess_uid != before
    (here / "live.py").write_text(auto)
    ended = subprocess.run(
        [sys.executable, "live.py"], cwd=here, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() not in (before, subprocess_uid)


def test_must_says_what_it_looked_for_and_where(here: Path) -> None:
    with pytest.raises(runside.UsageError) as refused:
        runside.init(project="p", id="r", resume="must")
    assert "no run 'r' of project 'p'" in str(refused.value)
    assert str(here / "runside-runs") in str(refused.value)
    with pytest.raises(runside.UsageError, match="needs the id"):
        runside.init(project="p", resume="must")
    assert list(here.iterdir()) == []


def test_never_says_where_the_run_is(script: Script, runs: Path) -> None:
    script(BEGIN + ENDS["finished"])
    with pytest.raises(runside.UsageError) as refused:
        runside.init(project="p", id="r", resume="never")
    assert str(runs / "r") in str(refused.value)


def test_a_refused_resume_ends_no_run_that_is_active() -> None:
    run = runside.init(project="q")
    with pytest.raises(runside.UsageError):
        runside.init(project="p", id="r", resume="must", reinit="finish_previous")
    assert not run.finished
    with pytest.raises(runside.UsageError, match="cannot be resumed while"):
        runside.init(project="p", id="r", resume="must")


def test_a_run_in_the_trash_is_not_resumed(kept: Read) -> None:
    first = runside.init(project="p", id="r")
    first.finish()
    editor = JournalWriter(Path(str(first.folder)), str(first.uid), "api-1")
    editor.append({"kind": "edit", "t": first.start_time + 1, "trash": True})
    editor.close()
    with pytest.raises(runside.UsageError, match="is in the trash"):
        runside.init(project="p", id="r", resume="must")
    second = runside.init(project="p", id="r", resume="allow")
    assert second.uid != first.uid
    assert not second.resumed


def test_the_newest_of_namesakes_is_meant() -> None:
    for a in (1, 2):
        with runside.init(project="p", id="r") as run:
            run.log({"a": a})
    assert runside.init(project="p", id="r", resume="must").uid == run.uid
