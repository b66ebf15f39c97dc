"""What is read back of a run for its picture: the same as the fold's, or evenly less of it."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest

import runside
from runside.fold import FoldState, History
from runside.journal import (
    JournalReader,
    JournalWriter,
    RunFolder,
    encode_value,
    loads,
    open_run,
    writers,
)
from runside.sdk import reread as module
from runside.sdk.reread import reread


def folder_of(run: runside.Run) -> RunFolder:
    return open_run(Path(str(run.folder)))


def whole_fold(folder: RunFolder) -> tuple[FoldState, History]:
    """What all records of a run make."""
    fold, history = FoldState(folder.uid), History()
    for writer in writers(folder.path):
        reader = JournalReader(folder.path, writer)
        while lines := reader.read():
            for line in lines:
                fold.add(writer, line.seq, loads(line.payload))
                history.add(writer, line.seq, loads(line.payload))
    return fold, history


def test_a_journal_that_is_not_long_is_read_whole() -> None:
    run = runside.init(name="calm-river-14")
    for step in range(300):
        run.log({"train/loss": 1 / (step + 1), "note": f"n{step}", "flag": True, "n": {"x": step}})
    run.log({"late": math.nan, "huge": 10**400})
    run.summary["best"] = 7
    run.config["lr"] = 0.1
    run.finish()
    read = reread(folder_of(run))
    fold, history = whole_fold(folder_of(run))
    assert not read.sampled
    assert list(read.series) == ["train/loss", "n.x", "late", "huge"]
    assert encode_value(read.fold.summary()) == encode_value(fold.summary())
    assert read.fold.run == fold.run
    assert read.fold.step == fold.step == 300
    assert read.series["huge"].values == [math.inf]
    rows = history.rows()
    assert read.series["train/loss"] == (
        [row["_step"] for row in rows if "train/loss" in row],
        [row["train/loss"] for row in rows if "train/loss" in row],
    )


def test_a_step_that_is_gone_back_to_stands_in_its_place() -> None:
    run = runside.init()
    for step, value in ((0, 1), (5, 2), (3, 9), (5, 4)):
        run.log({"a": value}, step=step)
    run.finish()
    read = reread(folder_of(run))
    assert read.series["a"] == ([0, 3, 5], [1, 9, 4])
    assert read.fold.summary() == {"a": 4}


def test_what_was_asked_of_a_summary_is_told_where_all_of_it_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = runside.init()
    run.define_metric("a", summary="min,mean")
    run.define_metric("hidden", summary="none,max")
    for step in range(10_001):
        run.log({"a": step, "hidden": step})
    run.finish()
    assert reread(folder_of(run)).fold.summary() == {"a": {"min": 0, "mean": 5_000}}
    monkeypatch.setattr(module, "WHOLE", 1 << 20)
    monkeypatch.setattr(module, "_SAMPLE", 1 << 18)
    sampled = reread(folder_of(run))
    assert sampled.sampled
    assert sampled.fold.summary() == {"a": 10_000}


def test_of_several_writers_the_later_record_counts() -> None:
    run = runside.init()
    run.log({"a": 1}, step=0)
    folder = folder_of(run)
    other = JournalWriter(folder.path, folder.uid, "another")
    at = run.start_time + 3600
    for t, step, value in ((at, 0, 2), (at + 1, 1, 3)):
        data = {"a": value}
        other.append({"kind": "log", "t": t, "step": step, "commit": True, "data": data})
    other.close()
    run.log({"a": 4}, step=1)
    assert reread(folder).series["a"] == ([0, 1], [2, 3])


def test_a_long_journal_is_sampled_evenly_from_its_first_line_to_its_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = runside.init(name="calm-river-14")
    for step in range(20_000):
        run.log({"a": step, "b": -step})
    run.summary["best"] = 7
    run.finish()
    monkeypatch.setattr(module, "WHOLE", 1 << 20)
    monkeypatch.setattr(module, "_SAMPLE", 1 << 18)
    read = reread(folder_of(run))
    steps = read.series["a"].steps
    assert read.sampled
    assert (steps[0], steps[-1]) == (0, 19_999)
    assert len(steps) < 20_000 / 4
    assert max(b - a for a, b in itertools.pairwise(steps)) < 20_000 / 200
    assert list(read.series["b"].values) == [-step for step in steps]
    assert read.fold.summary() == {"a": 19_999, "b": -19_999, "best": 7}
    assert (read.fold.run or {})["name"] == "calm-river-14"


def test_a_journal_of_few_and_very_long_lines_is_sampled_within_the_same_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = runside.init()
    for step in range(100):
        run.log({"a": step, "text": "x" * 50_000})
    run.finish()
    monkeypatch.setattr(module, "WHOLE", 1 << 20)
    monkeypatch.setattr(module, "_SAMPLE", 1 << 19)
    steps = reread(folder_of(run)).series["a"].steps
    assert 2 <= len(steps) <= 11


def test_a_run_that_logged_nothing_has_no_series() -> None:
    run = runside.init()
    run.finish()
    read = reread(folder_of(run))
    assert read.series == {}
    assert read.fold.step is None
