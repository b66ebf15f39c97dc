"""Reading takes each good line and no bad one, with and without the packages that make it quick."""

from __future__ import annotations

import itertools
import json
import math
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runside.api import Api, decoding, history, reading
from runside.api.column_reading import ColumnReading
from runside.api.conftest import FINISH, logged, numbered, run_record, write_records
from runside.api.good_lines import good_lines
from runside.api.plain_reading import PlainReading
from runside.journal import RunFolder, dumps, frame, loads
from runside.journal.bulk import CHUNK
from runside.journal.format import header, seed

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


def test_each_field_of_a_line_is_checked() -> None:
    uid = "0" * 32
    lines = [frame(uid, seq, dumps(logged(seq, {"a": seq}))) for seq in (9, 10, 11)]
    good = good_lines(uid, b"".join(lines))
    assert good is not None
    assert list(good.seqs) == [9, 10, 11]
    assert good.payloads() == [line.split(b" ", 3)[3][:-1] for line in lines]
    assert json.loads(b"[" + good.together() + b"]") == [loads(each) for each in good.payloads()]
    crc, seq, length, payload = lines[1].split(b" ", 3)
    for changed in (
        crc.upper() + lines[1][8:] if crc.upper() != crc else b"0" + lines[1][1:],
        b" ".join((crc, b"7", length, payload)),
        b" ".join((crc, seq, b"07", payload)),
        b"_".join((crc, seq, length, payload)),
        lines[1][:-1] + b" \n",
        b"\n",
        b"x\n",
        lines[2],
        summed(uid, b" ".join((seq, b"0" + length, payload))),
        summed(uid, b" ".join((seq, b"1", payload))),
        summed(uid, b" ".join((b"0" + seq, length, payload))),
        summed(uid, b" ".join((seq, length, b"[" + payload))),
        summed(uid, b" ".join((seq, length))),
    ):
        for at in range(3):
            data = b"".join([*lines[:at], changed, *lines[at + 1 :]])
            assert changed == lines[at] or good_lines(uid, data) is None, changed
    # Good lines of other seqs are for `parse` to look at, one by one.
    assert good_lines(uid, lines[0] + lines[2]) is None
    assert good_lines("1" * 32, b"".join(lines)) is None


@pytest.mark.parametrize("length", [2, 9, 10, 99, 100, 101, 999, 1000, 99_999, 100_000])
def test_lines_of_any_length_are_taken_together(length: int) -> None:
    uid = "0" * 32
    payload = b"{" + b" " * (length - 2) + b"}"
    lines = [frame(uid, seq, payload) for seq in (1, 2)]
    good = good_lines(uid, b"".join(lines))
    assert good is not None
    assert good.payloads() == [payload, payload]


def summed(uid: str, rest: bytes) -> bytes:
    """A line with its checksum, whatever else it is."""
    return b"%08x " % crc32(rest.rstrip(b"\n"), seed(uid)) + rest.rstrip(b"\n") + b"\n"


def test_records_that_the_fold_cannot_take_are_left_out_and_told(tmp_path: Path) -> None:
    wrong = [
        {"kind": "log", "t": 2.0, "step": True, "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": 2.0, "step": 2**63, "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": 2.0, "step": -(2**63), "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": 2.0, "step": 2**64, "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": "2", "step": 1, "commit": True, "data": {"a": 1}},
        {"kind": "log", "t": 2.0, "step": 1, "commit": True, "data": [1]},
        {"kind": "log", "t": 2.0, "step": 1, "data": {"a": 1}},
        {"t": 2.0, "step": 1, "commit": True, "data": {"a": 1}},
    ]
    folder = write(tmp_path, logged(0, {"a": 1}), *wrong, logged(9, {"a": 2}))
    assert rows(folder) == [{"a": 1, "_step": 0}, {"a": 2, "_step": 9}]
    assert len(ColumnReading(folder).bad) == len(wrong)


@pytest.mark.parametrize("step", [2**63, -(2**63), 2**70, 1.0])
@pytest.mark.parametrize("data", [{"a": 1}, {"a": [1]}])
def test_a_step_that_the_fold_cannot_take_costs_only_its_row(
    step: Json, data: Json, tmp_path: Path
) -> None:
    folder = write(tmp_path, *(logged(each, data) for each in (1, step, 2)))
    assert [row["_step"] for row in rows(folder)] == [1, 2]


VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**70), 2**70),
    st.sampled_from([None, True, "", "1,2", '"', "}}", [1, 2], {"a": 1}, {"$": 1}, math.nan, -0.0]),
)
KEYS = st.sampled_from(
    ["a", "step", "data", "commit", "t", "a.b", "a b", "ключ", '"', "", "{", "$"]
)


@given(
    keys=st.lists(KEYS, max_size=4, unique=True),
    others=st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=2),
    values=st.lists(VALUES, min_size=1, max_size=12),
    numbers=st.booleans(),
    commits=st.sampled_from([[True], [False], [True, True, False]]),
)
def test_rows_that_are_nearly_alike_are_read_as_they_are(
    keys: list[str], others: list[Json], values: list[Json], numbers: bool, commits: list[bool]
) -> None:
    if numbers:
        values = [value if type(value) in (int, float) else 0.5 for value in values]
    turn = itertools.cycle(values)
    alike = [{key: next(turn) for key in keys} for _ in range(8)]
    with tempfile.TemporaryDirectory() as root:
        folder = write(
            Path(root),
            *(
                logged(n, data, commit=commits[n % len(commits)])
                for n, data in enumerate([*alike, *others])
            ),
        )
        columns, plain = ColumnReading(folder), PlainReading(folder)
        assert repr([sorted(row.items()) for row in columns.tell()]) == repr(
            [sorted(row.items()) for row in plain.tell()]
        )
        assert columns.bad == plain.bad


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
    nan = good_lines(folder.uid, frame(folder.uid, 1, b'{"a":NaN}'))
    assert nan is not None
    assert decoding.decode(nan.together(), nan.payloads) is None


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
