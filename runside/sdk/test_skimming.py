"""What is read of a journal when a run goes on: never anything that a bad line says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runside.journal import JournalWriter, RunFolder, create_run
from runside.sdk.skimming import skim


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return create_run(tmp_path, "p", "r", start=100.0)


def row(step: int, t: float) -> dict[str, Any]:
    return {"kind": "log", "t": t, "step": step, "commit": True, "data": {"a": step}}


def write(run: RunFolder, *records: dict[str, Any], file_limit: int = 1 << 20) -> None:
    writer = JournalWriter(run.path, run.uid, "w1", file_limit=file_limit)
    for record in records:
        writer.append(record)
    writer.close()


def test_rows_are_counted_and_all_else_is_kept_in_order(run: RunFolder) -> None:
    begin = {"kind": "run", "t": 101.0, "name": "calm"}
    config = {"kind": "config", "t": 103.0, "set": {"lr": float("nan")}}
    write(run, begin, row(0, 102.0), config, row(7, 104.0), row(-3, 105.0))
    found = skim(run, "w1")
    assert [record["kind"] for record in found.records] == ["run", "config"]
    assert found.records[1]["set"]["lr"] != found.records[1]["set"]["lr"]
    assert (found.step, found.last) == (7, 105.0)


def test_rows_that_another_library_writes_in_its_own_way_count_too(run: RunFolder) -> None:
    write(run, {"data": {}, "commit": True, "step": 9, "t": 101.0, "kind": "log"}, row(2, 102.0))
    assert skim(run, "w1").step == 9


def test_a_bad_line_says_nothing(run: RunFolder) -> None:
    write(run, row(1, 101.0), row(5, 102.0), {"kind": "config", "t": 103.0, "set": {"lr": 1}})
    (log,) = run.journal.glob("*.log")
    log.write_bytes(
        log.read_bytes().replace(b'"step":5', b'"step":9').replace(b'"lr":1', b'"lr":2')
    )
    with log.open("ab") as file:
        file.write(b'00000000 9 2 {}\nnot a line\n00000000 4 60 {"kind":"log","t":104.0,"step":99,')
    found = skim(run, "w1")
    assert found == ([], 1, 101.0)


def test_all_files_of_a_writer_are_read(run: RunFolder) -> None:
    write(run, *(row(step, 101.0 + step) for step in range(200)), file_limit=2048)
    assert len(list(run.journal.glob("*.log"))) > 2
    found = skim(run, "w1")
    assert (found.step, found.last) == (199, 300.0)


def test_a_run_without_rows_has_no_step(run: RunFolder) -> None:
    write(run, {"kind": "run", "t": 101.0})
    assert skim(run, "w1").step is None
    assert skim(run, "nobody") == ([], None, None)
