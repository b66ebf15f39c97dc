"""What the index tells of a path is what the rows of the run hold: one value for each step, the later one."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from runside.fold.history import History
from runside.fold.paths import leaves
from runside.server import rows
from runside.server.indexer.batch import Batch
from runside.server.store import Place, RunChange, SqliteStore, StoreWriter

UID = "0123456789abcdef0123456789abcdef"
PATHS = ["loss", "a", "a.b", "a.b.c"]
ABSENT = object()

Json = Any
Entry = tuple[str, int, dict[str, Json]]

LEAVES = st.one_of(st.integers(-5, 5), st.sampled_from([0.5, "text", None, True, [1, 2]]))
TREES = st.fixed_dictionaries(
    {},
    optional={
        "loss": LEAVES,
        "a": LEAVES | st.fixed_dictionaries({"b": LEAVES | st.fixed_dictionaries({"c": LEAVES})}),
    },
)
LOGGED = st.lists(
    st.tuples(st.sampled_from("xy"), st.integers(0, 4), st.integers(0, 2), TREES), max_size=25
)


def records_of(logged: list[tuple[str, int, int, dict[str, Json]]]) -> list[Entry]:
    """Log records, the time of each writer never decreasing, those of two writers often equal."""
    times, seqs = {"x": 0.0, "y": 0.0}, {"x": 0, "y": 0}
    records: list[Entry] = []
    for writer, step, wait, data in logged:
        times[writer] += wait
        seqs[writer] += 1
        record = {"kind": "log", "t": times[writer], "step": step, "commit": True, "data": data}
        records.append((writer, seqs[writer], record))
    return records


def store_records(writer: StoreWriter, records: list[Entry]) -> None:
    batch = Batch()
    for entry in records:
        batch.add(*entry)
    writer.commit(
        RunChange(
            uid=UID,
            dir="/nowhere",
            open=True,
            facts={"start": 0.0},
            fold=b"{}",
            cursors={name: seq for name, seq, _ in records},
            resume={name: Place(1, 0) for name, _, _ in records},
            chunks=batch.chunks,
            values=batch.values,
            counts=batch.counts(),
        )
    )


def is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@settings(deadline=None, max_examples=80)
@given(LOGGED, st.integers(1, 9))
def test_the_index_holds_the_rows(
    logged: list[tuple[str, int, int, dict[str, Json]]], at_once: int
) -> None:
    records = records_of(logged)
    history = History()
    for entry in records:
        history.add(*entry)
    cells = {
        path: {row["_step"]: dict(leaves(row)).get(path, ABSENT) for row in history.rows()}
        for path in PATHS
    }
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "index.sqlite")
        writer = store.try_writer()
        assert writer is not None
        for start in range(0, len(records), at_once):
            store_records(writer, records[start : start + at_once])
        reader = store.reader()
        with reader.snapshot() as index:
            for path in PATHS:
                there = {s: v for s, v in cells[path].items() if v is not ABSENT}
                points = rows.numbers(index, UID, path)
                assert dict(zip(points.steps, points.values, strict=True)) == {
                    step: value for step, value in there.items() if is_number(value)
                }
                told = rows.values(index, UID, path)
                assert {value.step: json.loads(value.value) for value in told} == {
                    step: value for step, value in there.items() if not is_number(value)
                }
        reader.close()
        writer.close()
