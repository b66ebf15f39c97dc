"""A column file gives what its journal file gives, and nothing where it does not fit."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runside.api import column_file, parsing
from runside.api.conftest import FINISH, Records, logged, numbered, run_record, write_file
from runside.api.reading import as_columns
from runside.journal import RunFolder, create_run, dumps, encode_value, frame

ROWS: list[dict[str, Any]] = [
    {"loss": 0.5, "epoch": 1, "d": {"x": math.nan}, "big": 2**60},
    {"loss": math.inf, "epoch": 2, "big": 2**70},
    {"loss": 0.25, "epoch": 3, "text": "é\ud800", "media": {"_type": "image-file"}},
    {"loss": 1, "epoch": 4, "list": [1, [2.0, None]]},
]


@pytest.fixture(autouse=True)
def short_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_file, "LEAST_BYTES", 0)


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    """A run whose first journal file is full, and whose second is not."""
    folder = create_run(tmp_path, "p", "r", start=1.0)
    records = list(numbered(run_record(), *(logged(n, row) for n, row in enumerate(ROWS))))
    write_file(folder, "w1", 1, records[:4])
    write_file(folder, "w1", 2, records[4:])
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Gives the names of the files that have been parsed since it was asked last."""
    names: list[str] = []
    parse = parsing.parse_file

    def note(path: Path, *rest: Any) -> parsing.FileRecords:
        names.append(path.name)
        return parse(path, *rest)

    monkeypatch.setattr("runside.api.parts.parse_file", note)

    def since() -> list[str]:
        found = list(names)
        names.clear()
        return found

    return since


def rows(run: RunFolder) -> object:
    reading = as_columns(run)
    fold = reading.fold()
    return encode_value([list(reading.tell()), fold.summary(), reading.paths()])


def kept(run: RunFolder) -> Path:
    return run.journal / "w1-000001.cols"


def test_a_full_file_is_parsed_once(run: RunFolder, parsed: Callable[[], list[str]]) -> None:
    first = rows(run)
    assert parsed() == ["w1-000001.log", "w1-000002.log"]
    assert [path.name for path in run.journal.glob("*.cols")] == ["w1-000001.cols"]
    assert rows(run) == first
    assert parsed() == ["w1-000002.log"]


def test_the_last_file_has_one_when_its_writer_is_done(
    run: RunFolder, parsed: Callable[[], list[str]]
) -> None:
    rows(run)
    path = run.journal / "w1-000002.log"
    with path.open("ab") as file:
        file.write(frame(run.uid, 6, dumps(FINISH)))
    finished = rows(run)
    assert path.with_suffix(".cols").exists()
    parsed()
    assert rows(run) == finished
    assert parsed() == []
    with path.open("ab") as file:  # it has come back
        file.write(frame(run.uid, 7, dumps(logged(9, {"loss": 7.0}))))
    assert list(as_columns(run).tell())[-1]["loss"] == 7.0


def test_a_damaged_column_file_is_made_anew(
    run: RunFolder, parsed: Callable[[], list[str]]
) -> None:
    first = rows(run)
    whole = kept(run).read_bytes()
    for at in range(0, len(whole), 7):
        kept(run).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        parsed()
        assert rows(run) == first
        assert "w1-000001.log" in parsed()
    for length in (0, 5, len(whole) // 2):
        kept(run).write_bytes(whole[:length])
        assert rows(run) == first
    assert kept(run).read_bytes() == whole


def test_a_column_file_of_other_lines_is_not_believed(run: RunFolder) -> None:
    rows(run)
    changed: Records = numbered(run_record(), logged(0, {"loss": 9.0}))
    write_file(run, "w1", 1, changed)
    assert next(as_columns(run).tell())["loss"] == 9.0


def test_a_file_with_a_bad_line_has_none_so_that_it_is_told_again(run: RunFolder) -> None:
    path = run.journal / "w1-000001.log"
    path.write_bytes(path.read_bytes().replace(b'"epoch":2', b'"epoch":5'))
    for _ in range(2):
        reading = as_columns(run)
        assert [row["_step"] for row in reading.tell()] == [0, 2, 3]
        assert [bad.path for bad in reading.bad] == [path]
    assert not kept(run).exists()


def test_a_folder_that_cannot_be_written_is_read_all_the_same(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    first = rows(run)
    kept(run).unlink()
    monkeypatch.setattr(column_file, "replace_whole", refuse)
    assert rows(run) == first
    assert not kept(run).exists()


def test_a_link_in_its_place_is_not_followed(run: RunFolder, tmp_path: Path) -> None:
    first = rows(run)
    elsewhere = tmp_path / "elsewhere"
    kept(run).rename(elsewhere)
    kept(run).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    assert rows(run) == first
    assert elsewhere.read_bytes() == before
    assert not kept(run).is_symlink()
