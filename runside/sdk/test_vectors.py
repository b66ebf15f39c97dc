"""The cases below ``protocol/vectors``, through the real SDK: calls in, journal, rows and summary out.

What the SDK writes for each case is kept in ``protocol/vectors/records``, where the tests of the page read it.
``python -m runside.sdk.test_vectors`` writes those files anew.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from runside.errors import Error, LogError
from runside.fold import FoldState, History
from runside.journal import JournalReader, decode_value, encode_value, loads
from runside.sdk import start
from runside.sdk.run import Run
from runside.sdk.settings import read_settings
from runside.sdk.whereabouts import Whereabouts

Json = Any
VECTORS = Path(__file__).parents[2] / "protocol" / "vectors"
RECORDS = VECTORS / "records"
FILES = ("history", "history-ours", "history-random", "metrics")
UID = "0123456789abcdef0123456789abcdef"
WRITER = "w1"

HERE = Whereabouts(
    host="host", pid=1, user="user", kernel=None, notebook=None, cell=None, program="vectors.py"
)


def cases() -> Iterator[tuple[str, dict[str, Json]]]:
    """Each case, with the name of its file."""
    for file in FILES:
        for case in json.loads((VECTORS / f"{file}.json").read_text())["cases"]:
            yield file, decode_value(case)


def play(case: dict[str, Json], root: Path) -> dict[str, Json]:
    """What a run holds after the calls of a case, with the records that were written, and its errors."""
    run = begin(root)
    errors = []
    for at, (op, given) in enumerate(case["ops"]):
        try:
            CALLS[op](run, given)
        except LogError:
            errors.append([at, "TypeError"])
        except Error:
            errors.append([at, "Error"])
    run.finish()
    fold, history = FoldState(UID), History()
    records = []
    reader = JournalReader(Path(str(run.folder)), WRITER)
    for line in reader.read():
        record = loads(line.payload)
        records.append([WRITER, line.seq, record])
        fold.add(WRITER, line.seq, record)
        history.add(WRITER, line.seq, record)
    return {
        "uid": UID,
        "records": records,
        "rows": [shown(row) for row in history.rows()],
        "summary": shown(fold.summary()),
        "errors": errors,
    }


CALLS: dict[str, Callable[[Run, Json], object]] = {
    "define": lambda run, given: run.define_metric(**given),
    "log": lambda run, given: run.log(**given),
    "log_unserializable": lambda run, given: run.log({**given, "bad": object()}),
    "summary": lambda run, given: run.summary.update(given),
}


def begin(root: Path) -> Run:
    """A run of which everything is the same each time."""
    clock = (1763690000 + tick / 4 for tick in itertools.count())
    settings = read_settings(
        project="vectors",
        name="vector",
        notes=None,
        tags=None,
        group=None,
        job_type=None,
        id=None,
        dir=root,
        mode=None,
        reinit=None,
        entity=None,
        total_steps=None,
    )
    settings = settings._replace(id="vector")
    return start.begin(settings, may_change=True, clock=lambda: next(clock), writer=WRITER)


def shown(values: dict[str, Json]) -> dict[str, Json]:
    """Without the keys that the vectors leave out."""
    return {k: v for k, v in values.items() if not k.startswith("_") or k == "_step"}


def comparable(value: Json) -> Json:
    """In the protocol's form, where a NaN is equal to itself; means are compared to 1e-12."""
    if isinstance(value, dict) and type(value.get("mean")) in (int, float):
        mean = pytest.approx(value["mean"], rel=1e-12)
        return {**comparable({k: v for k, v in value.items() if k != "mean"}), "mean": mean}
    if isinstance(value, dict):
        return {key: comparable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [comparable(part) for part in value]
    return encode_value(value)


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "whereabouts", lambda: HERE)
    monkeypatch.setattr(start, "__version__", "0.0.0")


CASES = list(cases())


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{f}: {c['name']}" for f, c in CASES])
def test_a_run_holds_what_the_vector_says(file: str, case: dict[str, Json], tmp_path: Path) -> None:
    played = play(case, tmp_path)
    for part in ("rows", "summary", "errors"):
        assert comparable(played[part]) == comparable(case[part])


@pytest.mark.parametrize("file", FILES)
def test_the_records_that_the_page_reads_are_those_that_are_written(
    file: str, tmp_path: Path
) -> None:
    kept = json.loads((RECORDS / f"{file}.json").read_text())
    assert kept == json.loads(records_file(file, tmp_path))


@pytest.mark.parametrize("file", FILES)
def test_no_record_carries_a_folded_summary(file: str) -> None:
    """What is in a summary record is what was set, whatever was logged and asked for."""
    kept = decode_value(json.loads((RECORDS / f"{file}.json").read_text()))
    for of, case in CASES:
        if of == file:
            records = [record for _, _, record in kept[case["name"]]["records"]]
            told = [record["set"] for record in records if record["kind"] == "summary"]
            assert told == [given for op, given in case["ops"] if op == "summary"]
            assert not any(
                "summary" in r for r in records if r["kind"] not in ("summary", "metric")
            )


def records_file(file: str, root: Path) -> str:
    """The file of what the cases of a vector file make."""
    made = {}
    for number, (of, case) in enumerate(CASES):
        if of == file:
            played = play(case, root / str(number))
            made[case["name"]] = {k: played[k] for k in ("uid", "records", "rows", "summary")}
    entries = [f"{json.dumps(k)}: {json.dumps(encode_value(v))}" for k, v in made.items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def write_records() -> None:
    RECORDS.mkdir(exist_ok=True)
    os.environ["RUNSIDE_SILENT"] = "1"
    with (
        mock.patch.object(start, "whereabouts", return_value=HERE),
        mock.patch.object(start, "__version__", "0.0.0"),
        tempfile.TemporaryDirectory() as root,
    ):
        os.environ["XDG_DATA_HOME"] = root
        for file in FILES:
            (RECORDS / f"{file}.json").write_text(records_file(file, Path(root)))
            sys.stdout.write(f"{RECORDS / file}.json\n")


if __name__ == "__main__":
    write_records()
