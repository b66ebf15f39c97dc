"""What is exported is what the run holds, in forms that other programs read."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import Any, cast

import pytest

from runside.api import Api, Run
from runside.api.conftest import WriteRun
from runside.api.export import Format, export_file, export_run
from runside.errors import UsageError
from runside.journal import decode_value, encode_value

Json = Any
MEDIUM = {"_type": "image-file", "sha256": "0" * 64}
ROWS: list[dict[str, Json]] = [
    {"loss": 0.5, "n": 1, "d": {"x": 1}, "$k": 1},
    {"loss": math.nan, "n": 2**60, "text": 'a,"b"\né', "ok": True},
    {"loss": -math.inf, "n": None, "d": {"x": 2.5}, "img": MEDIUM, "mixed": 1},
    {"mixed": "one", "list": [1, math.nan]},
]


@pytest.fixture
def run(write_run: WriteRun, tmp_path: Path) -> Run:
    write_run("r", ROWS, {"kind": "config", "t": 5.0, "set": {"lr": 0.1, "big": 2**70}})
    return Api(tmp_path).run("p/r")


def exported(run: Run, form: str) -> bytes:
    to = io.BytesIO()
    export_run(run, to, cast(Format, form))
    assert not to.closed
    return to.getvalue()


def test_json_has_run_config_summary_and_history(run: Run) -> None:
    text = exported(run, "json")
    told = decode_value(json.loads(text))
    assert list(told) == ["run", "config", "summary", "history"]
    assert (told["run"]["uid"], told["run"]["id"]) == (run.uid, "r")
    assert (told["run"]["project"], told["run"]["state"]) == ("p", "finished")
    assert told["run"]["step"] == 3
    assert told["config"] == {"lr": 0.1, "big": 2**70}
    assert encode_value(told["summary"]) == encode_value(run.summary)
    assert encode_value(told["history"]) == encode_value(list(run.scan_history()))
    # As the protocol has what JSON has not.
    assert b'"loss":{"$number":"NaN"}' in text
    assert b'"n":{"$int":"1152921504606846976"}' in text
    assert b'"$$k":1' in text


def test_jsonl_has_a_row_in_each_line(run: Run) -> None:
    lines = exported(run, "jsonl").splitlines()
    rows = [decode_value(json.loads(line)) for line in lines]
    assert encode_value(rows) == encode_value(list(run.scan_history()))


def test_csv_has_a_column_for_each_path_in_the_order_of_the_first_time(run: Run) -> None:
    head, *rows = csv.reader(io.StringIO(exported(run, "csv").decode(), newline=""))
    assert head == [
        *("_step", "loss", "n", "d.x", "$k", "text", "ok", "img", "mixed", "list"),
        *("_timestamp", "_runtime"),
    ]
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["loss"] for row in told] == ["0.5", "nan", "-inf", ""]
    assert [row["n"] for row in told] == ["1", str(2**60), "", ""]
    assert [row["d.x"] for row in told] == ["1", "", "2.5", ""]
    assert told[1]["text"] == 'a,"b"\né'
    assert told[1]["ok"] == "true"
    assert json.loads(told[2]["img"]) == MEDIUM
    assert told[3]["list"] == '[1,{"$number":"NaN"}]'


def test_parquet_has_typed_columns(run: Run) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(exported(run, "parquet")))
    kinds = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert kinds == {
        "_step": "int64",
        "loss": "double",
        "n": "int64",
        "d.x": "double",
        "$k": "int64",
        "text": "string",
        "ok": "bool",
        "img": "string",
        "mixed": "string",
        "list": "string",
        "_timestamp": "double",
        "_runtime": "double",
    }
    columns = table.to_pydict()
    assert columns["n"] == [1, 2**60, None, None]
    assert columns["mixed"] == [None, None, "1", '"one"']
    assert math.isnan(columns["loss"][1])
    assert columns["loss"][3] is None
    assert json.loads(table.schema.metadata[b"runside.config"])["lr"] == 0.1


def test_without_pyarrow_it_is_said_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pip install pyarrow"):
        exported(run, "parquet")


def test_a_file_is_there_only_when_it_is_whole(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    export_file(run, target)
    assert target.read_bytes() == exported(run, "csv")

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        export_file(run, tmp_path / "other.json", progress=stop)
    assert sorted(tmp_path.iterdir()) == before


def test_it_is_told_how_far_it_is(run: Run) -> None:
    told: list[tuple[int, int]] = []
    export_run(run, io.BytesIO(), "jsonl", lambda done, of: told.append((done, of)))
    assert told == [(4, 4)]


@pytest.mark.parametrize("form", ["xml", ""])
def test_a_format_that_there_is_not_is_refused(run: Run, form: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are json, jsonl, csv, parquet"):
        export_run(run, io.BytesIO(), cast(Format, form))
    with pytest.raises(UsageError, match="there are json, jsonl, csv, parquet"):
        export_file(run, tmp_path / f"rows.{form}")
