"""What several processes read of a journal is what one reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from runside.api import column_file, parts
from runside.api.column_reading import ColumnReading
from runside.api.conftest import FINISH, logged, numbered, run_record, write_file
from runside.journal import RunFolder, create_run

Told = tuple[list[Any], list[Any], list[Any]]


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    """A run of two journal files, each of some 40 kB."""
    folder = create_run(tmp_path, "p", "r", start=1.0)
    rows = [logged(n, {"loss": 1 / (n + 1), "note": "x" * (n % 50)}) for n in range(800)]
    records = list(numbered(run_record(), *rows, FINISH))
    write_file(folder, "w1", 1, records[:400])
    write_file(folder, "w1", 2, records[400:])
    return folder


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Helpers are started for little; gives how each was."""
    started: list[list[str]] = []
    popen = subprocess.Popen

    def note(command: list[str], **options: Any) -> Any:
        started.append(command)
        return popen(command, **options)

    monkeypatch.setattr(parts, "LEAST_BYTES", 1000)
    monkeypatch.setattr(parts, "HEAD_START", 100)
    monkeypatch.setattr(parts, "_processes", lambda: 4)
    monkeypatch.setattr(subprocess, "Popen", note)
    return started


def told(run: RunFolder) -> Told:
    for path in run.journal.glob("*.cols"):
        path.unlink()
    reading = ColumnReading(run)
    return list(reading.tell()), list(reading.records()), reading.bad


def expected(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> Told:
    with monkeypatch.context() as alone:
        alone.setattr(parts, "_processes", lambda: 1)
        return told(run)


def test_all_of_it_is_read_once(
    run: RunFolder, helpers: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = told(run)
    assert len(helpers) == 3
    assert len(found[0]) == 800
    assert found == expected(run, monkeypatch)


def test_bad_lines_are_told_where_they_are(
    run: RunFolder, helpers: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = run.journal / "w1-000002.log"
    data = bytearray(path.read_bytes())
    for at in (len(data) // 3, len(data) - 500):
        data[at] ^= 1
    path.write_bytes(data)
    found = told(run)
    assert len(helpers) == 3
    assert len(found[2]) == 2
    assert found == expected(run, monkeypatch)


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('sorry')", "1/0"])
def test_what_a_helper_does_not_give_is_read_without_it(
    code: str, run: RunFolder, helpers: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_HELP", code)
    assert told(run) == expected(run, monkeypatch)
    assert len(helpers) == 3


def test_where_no_helper_can_be_started_there_is_none(
    run: RunFolder, helpers: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert told(run) == expected(run, monkeypatch)


def test_short_journals_are_read_by_this_process(
    run: RunFolder, helpers: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LEAST_BYTES", 24 << 20)
    assert len(told(run)[0]) == 800
    assert helpers == []


def test_what_several_have_read_is_kept_like_what_one_has(
    run: RunFolder, helpers: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_file, "LEAST_BYTES", 0)
    found = told(run)
    kept = {path.name: path.read_bytes() for path in run.journal.glob("*.cols")}
    assert len(kept) == 2
    assert found == expected(run, monkeypatch)
    assert kept == {path.name: path.read_bytes() for path in run.journal.glob("*.cols")}
