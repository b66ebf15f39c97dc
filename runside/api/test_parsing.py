"""Reading takes each good line and no bad one, with and without the packages that make it quick."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from runside.api import Api, decoding, history, reading
from runside.api.column_reading import ColumnReading
from runside.api.conftest import FINISH, logged, numbered, run_record, write_records
from runside.api.plain_reading import PlainReading
from runside.journal import RunFolder, dumps, frame
from runside.journal.bulk import CHUNK, parse_lines
from runside.journal.format import header

Json = Any


def write(root: Path, *records: dict[str, Json]) -> RunFolder:
    return write_records(root, "p", "r", numbered(run_record(), *records))


def log_of(folder: RunFolder) -> Path:
    return folder.journal / "w1-000001.log"


def rows(folder: RunFolder) -> list[Json]:
    """The rows, which are the same in both ways of reading."""
    found = list(ColumnReading(folder).tell())
    assert found == list(PlainReading(folder).tell())
    return [{k: v for k, v in row.items() if k not in ("_timestamp", "_runtime")} for row in found]


def test_lines_are_read_together_over_many_chunks(tmp_path: Path) -> None:
    count = 3 * CHUNK // 100
    folder = write(tmp_path, *(logged(n, {"n": n, "half": n / 2}) for n in range(count)))
    assert log_of(folder).stat().st_size > 2 * CHUNK
    assert rows(folder) == [{"n": n, "half": n / 2, "_step": n} for n in range(count)]


@pytest.mark.parametrize("damage", [b"x", b"", b"\n", b" ", b"}}"])
def test_a_damaged_line_costs_no_other(damage: bytes, tmp_path: Path) -> None:
    folder = write(tmp_path, *(logged(n, {"n": n}) for n in range(5)))
    data = log_of(folder).read_bytes()
    at = data.index(b'"n":2')
    log_of(folder).write_bytes(data[:at] + damage + data[at + 1 :])
    assert [row["n"] for row in rows(folder)] == [0, 1, 3, 4]


def test_each_field_of_a_line_is_checked(tmp_path: Path) -> None:
    uid = "0" * 32
    lines = [frame(uid, seq, dumps(logged(seq, {"a": seq})))[:-1] for seq in (1, 2, 3)]
    parsed = parse_lines(uid, lines)
    assert parsed is not None
    assert list(parsed[0]) == [1, 2, 3]
    crc, seq, length, payload = lines[1].split(b" ", 3)
    for changed in (
        crc.upper() + lines[1][8:] if crc.upper() != crc else b"0" + lines[1][1:],
        b" ".join((crc, b"7", length, payload)),
        b" ".join((crc, seq, b"07", payload)),
        b"_".join((crc, seq, length, payload)),
        lines[1] + b" ",
        b"",
        lines[2],
    ):
        assert parse_lines(uid, [lines[0], changed, lines[2]]) is None
    # Good lines of other seqs are for `parse` to look at, one by one.
    assert parse_lines(uid, [lines[0], lines[2]]) is None
    assert parse_lines("1" * 32, lines) is None


def test_records_that_the_fold_cannot_take_are_left_out_and_told(tmp_path: Path) -> None:
    wrong = [
        {"kind": "log", "t": 2.0, "step": True, "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": 2.0, "step": 2**64, "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": "2", "step": 1, "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": 2.0, "step": 1, "commit": True, "data": [1]},
        {"kind": "log", "t": 2.0, "step": 1, "data": {"a": 1}},
        {"t": 2.0, "step": 1, "commit": True, "data": {"a": 1}},
    ]
    folder = write(tmp_path, logged(0, {"a": 1}), *wrong, logged(9, {"a": 2}))
    assert rows(folder) == [{"a": 1, "_step": 0}, {"a": 2, "_step": 9}]
    assert len(ColumnReading(folder).bad) == len(wrong)


def test_unknown_kinds_are_kept_for_those_who_know_them(tmp_path: Path) -> None:
    folder = write(tmp_path, {"kind": "of a later version", "t": 2.0, "x": 1}, FINISH)
    for read in (ColumnReading(folder), PlainReading(folder)):
        assert [record["kind"] for _, _, record in read.records()] == [
            "run",
            "of a later version",
            "finish",
        ]


def test_what_nests_deeply_is_no_trouble(tmp_path: Path) -> None:
    deep: Json = 1
    for _ in range(90):
        deep = {"a": deep}
    too_deep: Json = 1
    for _ in range(400):
        too_deep = [too_deep]
    folder = write(
        tmp_path, logged(0, {"d": deep}), logged(1, {"d": too_deep}), logged(2, {"x": 1})
    )
    assert [row["_step"] for row in rows(folder)] == [0, 2]


def test_a_file_of_another_run_or_of_a_newer_format_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path, logged(0, {"a": 1}))
    other = "1" * 32
    (folder.journal / "w2-000001.log").write_bytes(
        header(other, "w2", 1) + frame(other, 1, dumps(logged(1, {"a": 2})))
    )
    newer = {"kind": "header", "format": 99, "uid": folder.uid, "writer": "w3", "file": 1}
    (folder.journal / "w3-000001.log").write_bytes(
        frame(folder.uid, 0, dumps(newer)) + frame(folder.uid, 1, dumps(logged(2, {"a": 3})))
    )
    assert rows(folder) == [{"a": 1, "_step": 0}]
    reasons = [bad.reason for bad in ColumnReading(folder).bad]
    assert any("is of run" in reason for reason in reasons)
    assert any("upgrade" in reason for reason in reasons)


def test_a_damaged_header_costs_no_record(tmp_path: Path) -> None:
    folder = write(tmp_path, logged(0, {"a": 1}))
    data = log_of(folder).read_bytes()
    log_of(folder).write_bytes(b"x" + data[1:])
    assert rows(folder) == [{"a": 1, "_step": 0}]


def test_a_link_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path, logged(0, {"a": 1}))
    elsewhere = tmp_path / "elsewhere"
    log_of(folder).rename(elsewhere)
    log_of(folder).symlink_to(elsewhere)
    assert rows(folder) == []


def test_what_is_appended_is_read_too(tmp_path: Path) -> None:
    folder = write(tmp_path, logged(0, {"a": 1}))
    columns, plain = ColumnReading(folder), PlainReading(folder)
    assert columns.count() == plain.count() == 1
    line = frame(folder.uid, 3, dumps(logged(1, {"a": 2})))
    with log_of(folder).open("ab") as file:
        file.write(line[:20])
        file.flush()
        assert columns.count() == plain.count() == 1
        file.write(line[20:])
    assert columns.count() == plain.count() == 2
    assert columns.fold().summary() == plain.fold().summary() == {"a": 2}


def test_plain_json_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"a": 0.1, "b": -0.0, "c": 1e300, "d": 5e-324, "e": "é\ud800", "f": [1, 2**60]}
    folder = write(tmp_path, logged(0, data), logged(1, {"n": 2**53, "x": float("inf")}))
    expected = rows(folder)
    monkeypatch.setattr(
        decoding, "_loads", partial(json.loads, parse_constant=decoding._refuse_constant)
    )
    assert rows(folder) == expected
    assert decoding.decode(b'{"a":NaN}', [b'{"a":NaN}']) is None


def test_without_numpy_there_are_rows_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, logged(0, {"a": 1, "d": {"x": 2}}), logged(1, {"a": 2}), FINISH)
    expected = Api(tmp_path).run("p/r").history(pandas=False)
    for module in (reading, history):
        monkeypatch.setattr(module, "has_numpy", lambda: False)
    run = Api(tmp_path).run("p/r")
    assert isinstance(run.reading, PlainReading)
    assert run.history() == expected
    assert run.history(keys=["a", "d.x"]) == [{"_step": 0, "a": 1, "d.x": 2}]
    assert (run.summary, run.state, run.lastHistoryStep) == ({"a": 2, "d": {"x": 2}}, "finished", 1)


def test_to_read_a_run_takes_no_package_that_is_not_asked_for(tmp_path: Path) -> None:
    write(tmp_path, logged(0, {"a": 1}), FINISH)
    code = (
        "import sys; sys.modules['numpy'] = sys.modules['pandas'] = sys.modules['orjson'] = None\n"
        "import runside\n"
        f"print(runside.Api({str(tmp_path)!r}).run('p/r').history())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'a': 1" in told.stdout
