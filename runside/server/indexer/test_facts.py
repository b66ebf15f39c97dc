"""What the index says of a run that somebody went on with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runside.fold import FoldState
from runside.journal import RunFolder
from runside.server.indexer.facts import facts_of, open_writers

FOLDER = RunFolder(Path("r"), "0" * 32, "r", 100.0, "p")
BEGIN = {"kind": "run", "t": 100.0, "start": 100.0, "name": "calm", "kernel": "k1", "cell": "c1"}
RESUME = {**BEGIN, "t": 200.0, "kernel": "k2", "cell": "c2", "resumes": ["w1"]}
CRASH = {"kind": "finish", "t": 150.0, "exit": 1, "reason": "exception"}
FINISH = {"kind": "finish", "t": 250.0, "exit": 0, "reason": "finish"}


def facts(**records: list[dict[str, Any]]) -> dict[str, Any]:
    fold = FoldState(FOLDER.uid)
    for writer, said in records.items():
        for seq, record in enumerate(said, 1):
            fold.add(writer, seq, record)
    return facts_of(fold, FOLDER, list(records), 0)


@pytest.mark.parametrize("before", [[BEGIN], [BEGIN, CRASH]])
def test_a_run_that_goes_on_is_open_and_ends_as_its_last_writer_does(
    before: list[dict[str, Any]],
) -> None:
    going_on = facts(w1=before, w2=[RESUME])
    assert open_writers(going_on) == ["w2"]
    assert (going_on["exit"], going_on["reason"], going_on["writers"]) == (None, None, 2)
    ended = facts(w1=before, w2=[RESUME, FINISH])
    assert open_writers(ended) == []
    assert (ended["exit"], ended["reason"]) == (0, "finish")


def test_a_run_is_in_the_kernel_where_it_goes_on() -> None:
    moved = {"kind": "edit", "t": 200.0, "kernel": "k2", "cell": "c2", "pid": 7}
    told = facts(w1=[BEGIN, CRASH], w2=[RESUME, moved])
    assert (told["kernel"], told["cell"], told["pid"], told["name"]) == ("k2", "c2", 7, "calm")
