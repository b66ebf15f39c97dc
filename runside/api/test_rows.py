"""Columns give the rows that the fold gives, whatever was written, by whom and in which files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from runside.api.conftest import Records, run_record, write_file
from runside.api.folding import fold_of
from runside.api.journals import Journals
from runside.api.plain_reading import PlainReading
from runside.api.reading import as_columns
from runside.fold import FoldState, History
from runside.journal import create_run, encode_value

Json = Any

KEYS = st.sampled_from(
    ["a", "b", "a.b", "c\\", "$d", "_timestamp", "_runtime", "_step", "_type", "ключ"]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.integers(-3, 3),
    st.floats(),
    st.floats(-1, 1),
    st.text(max_size=3),
    st.just("\ud800"),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.just({"_type": "image-file", "sha256": "0" * 64})
    ),
    max_leaves=4,
)
ROWS = st.one_of(
    st.fixed_dictionaries({"loss": st.floats(), "epoch": st.integers(0, 9)}),
    st.dictionaries(KEYS, VALUES, max_size=4),
)
WRITERS = st.sampled_from(["w1", "w2", "api-3"])
MIXED = st.lists(
    st.tuples(
        WRITERS,
        st.integers(-2, 8),
        st.integers(0, 3).map(lambda quarter: quarter / 4),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
        ROWS,
    ),
    max_size=25,
)
# As most runs are: one writer, each step once.
PLAIN = st.lists(ROWS, max_size=25).map(
    lambda rows: [("w1", step, 0.25, True, False, row) for step, row in enumerate(rows)]
)
SPELLS = MIXED | PLAIN


def journal(spells: list[Any], starts: dict[str, int]) -> Records:
    """The records of some calls, the ``run`` records of their writers before them; times never fall within a writer."""
    seqs: dict[str, int] = {}
    times: dict[str, float] = {}
    records = []
    for writer, step, later, commit, sync, data in spells:
        if writer not in seqs:
            seqs[writer], times[writer] = 1, 10.0 + starts[writer]
            records.append((writer, 1, run_record(times[writer], start=times[writer] - 1)))
        seqs[writer] += 1
        times[writer] += later
        record = {"kind": "log", "t": times[writer], "step": step, "commit": commit, "data": data}
        records.append((writer, seqs[writer], {**record, "sync": True} if sync else record))
    return records


@settings(max_examples=150, deadline=None)
@given(
    spells=SPELLS,
    starts=st.fixed_dictionaries({name: st.integers(0, 2) for name in ("w1", "w2", "api-3")}),
    cut=st.integers(1, 20),
    overlap=st.integers(0, 3),
)
def test_columns_give_what_the_fold_gives(
    spells: list[Any], starts: dict[str, int], cut: int, overlap: int
) -> None:
    records = list(journal(spells, starts))
    history = History()
    with tempfile.TemporaryDirectory() as root:
        folder = create_run(Path(root), "p", "r", start=1.0)
        fold = FoldState(folder.uid)
        for record in records:
            history.add(*record)
            fold.add(*record)
        for writer in {writer for writer, _, _ in records}:
            # Two files, which may hold some lines twice, as after a failed sync.
            write_file(folder, writer, 1, [r for r in records if r[1] <= cut])
            write_file(folder, writer, 2, [r for r in records if r[1] > cut - overlap])
        columns, plain = as_columns(folder), PlainReading(folder)
        expected = encode_value(history.rows())
        assert encode_value(list(columns.tell())) == expected
        assert encode_value(list(plain.tell())) == expected
        assert sorted(columns.paths()) == sorted(plain.paths())
        assert encode_value(list(columns.tell(nested=False))) == encode_value(
            list(plain.tell(nested=False))
        )
        for keys in (["loss"], ["loss", "epoch"], ["a", "_step"], ["a.b", "_runtime"]):
            assert encode_value(list(columns.tell(keys))) == encode_value(list(plain.tell(keys)))
        assert encode_value(list(columns.tell(first=0, last=4))) == encode_value(
            list(plain.tell(first=0, last=4))
        )
        assert encode_value(columns.fold().summary()) == encode_value(fold.summary())


@settings(max_examples=200, deadline=None)
@given(
    spells=SPELLS,
    starts=st.fixed_dictionaries({name: st.integers(0, 2) for name in ("w1", "w2", "api-3")}),
    ends=st.dictionaries(WRITERS, st.integers(2, 20), max_size=2),
)
def test_columns_give_the_registers_that_the_fold_gives(
    spells: list[Any], starts: dict[str, int], ends: dict[str, int]
) -> None:
    records = [
        (w, seq, {"kind": "finish", "t": record["t"], "exit": 0, "reason": "finish"})
        if ends.get(w) == seq
        else (w, seq, record)
        for w, seq, record in journal(spells, starts)
    ]
    with tempfile.TemporaryDirectory() as root:
        folder = create_run(Path(root), "p", "r", start=1.0)
        fold = FoldState(folder.uid)
        for record in records:
            fold.add(*record)
        for writer in {writer for writer, _, _ in records}:
            write_file(folder, writer, 1, records)
        journals = Journals(folder)
        journals.refresh()
        told = fold_of(folder.uid, journals.writers, few_rows=-1)
        assert registers(told) == registers(fold)
        assert encode_value(told.summary()) == encode_value(fold.summary())


def registers(fold: FoldState) -> Json:
    """What a fold state tells, with the means in place of the sums, to twelve digits."""
    told = fold.to_json()
    means = {path: key.statistics.mean for path, key in fold.keys().items()}
    for path, key in told["keys"].items():
        key.pop("sum", None)
        key.pop("rest", None)
        mean = means[path]
        key["mean"] = None if mean is None else float(f"{mean:.11g}")
    return encode_value(told)
