"""Several processes on one run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import runside
from runside.journal import open_run
from runside.sdk.conftest import BEGIN, ENDS, Kept
from runside.sdk.joining import join_or_new_run
from runside.sdk.run import Run

Read = Callable[[Run], Kept]
JOIN = (
    "import runside, json\nrun = runside.init(project='p', id='r')\nrun.log({'rank': 1})\n"
    "run.finish()\nprint(json.dumps({'folder': str(run.folder), 'uid': run.uid, 'name': run.name}))\n"
)


def test_a_process_joins_the_live_run_of_that_id_as_a_further_writer(
    script: Callable[..., subprocess.CompletedProcess[str]], kept: Read
) -> None:
    run = runside.init(project="p", id="r", name="calm")
    for _ in range(3):
        run.log({"rank": 0})
    joined = json.loads(script(JOIN).stdout)
    assert joined == {"folder": str(run.folder), "uid": run.uid, "name": "calm"}
    first, second = sorted(kept(run).by_writer.values(), key=lambda r: r[0][1]["t"])
    assert [record.get("step") for _, record in second] == [None, 0, None]
    assert second[0][1]["start"] == first[0][1]["start"]
    assert second[0][1]["t"] >= first[-1][1]["t"]


def test_a_run_whose_writers_are_gone_is_not_joined(here: Path) -> None:
    first = runside.init(project="p", id="r")
    first.finish()
    second = runside.init(project="p", id="r")
    assert second.uid != first.uid
    assert second.folder == here / "runside-runs" / "p" / "r~2"


def test_a_writer_that_only_edits_keeps_no_run_alive(here: Path) -> None:
    from runside.journal import JournalWriter

    first = runside.init(project="p", id="r")
    first.finish()
    editor = JournalWriter(Path(str(first.folder)), str(first.uid), "api-1")
    assert not join_or_new_run(here, "p", "r", 0.0).joined
    editor.close()


@pytest.mark.parametrize("there", ["no run", "a run that was killed"])
@pytest.mark.parametrize("resume", [None, "allow"])
def test_processes_that_begin_in_the_same_instant_agree_on_one_run(
    here: Path, script: Callable[..., object], resume: str | None, there: str
) -> None:
    if there != "no run":
        script(BEGIN + ENDS["killed"])
    (here / "train.py").write_text(
        "import runside, sys, time\nrunside.init\nprint('ready', flush=True); sys.stdin.readline()\n"
        f"run = runside.init(project='p', id='r', resume={resume!r})\nrun.log({{'a': 1}})\n"
        "print(run.uid, flush=True); sys.stdin.readline()\n"
    )
    ranks = [
        subprocess.Popen(
            [sys.executable, "train.py"],
            cwd=here,
            env=dict(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(4)
    ]

    def say(rank: subprocess.Popen[str]) -> None:
        assert rank.stdin is not None
        rank.stdin.write("\n")
        rank.stdin.flush()

    def hear(rank: subprocess.Popen[str]) -> str:
        assert rank.stdout is not None
        return rank.stdout.readline().strip()

    assert [hear(rank) for rank in ranks] == ["ready"] * 4
    for rank in ranks:
        say(rank)
    uids = {hear(rank) for rank in ranks}
    for rank in ranks:
        say(rank)
        assert rank.wait(timeout=60) == 0
    assert len(uids) == 1
    folder, *others = sorted((here / "runside-runs" / "p").iterdir())[::-1]
    assert len(others) == (there != "no run" and resume is None)
    assert {open_run(folder).uid} == uids
    resumed = there != "no run" and resume is not None
    assert len(Kept(folder).by_writer) == 4 + resumed
