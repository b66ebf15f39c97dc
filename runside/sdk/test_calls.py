"""Any sequence of calls: a run holds what a plain reading of them says, and no reader sees what no calls make."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from runside.fold import FoldState, History
from runside.journal import JournalReader, loads
from runside.sdk.run import Run
from runside.sdk.test_vectors import CALLS, UID, WRITER, begin, comparable, shown

Json = Any
Call = tuple[str, dict[str, Json]]

KEYS = ("loss", "val/loss", "val/x", "epoch")
GLOBS = ("val/*", "v*", "*")
STATISTICS = {"min", "max", "mean", "first", "last"}

data = st.dictionaries(
    st.sampled_from(KEYS),
    st.one_of(
        st.integers(-9, 9),
        st.floats(-9, 9).map(lambda number: round(number, 3)),
        st.sampled_from([None, True, "text", float("nan")]),
    ),
    max_size=3,
)
logs = st.tuples(
    st.just("log"),
    st.fixed_dictionaries(
        {"data": data}, optional={"step": st.integers(0, 6), "commit": st.booleans()}
    ),
)
summaries = st.lists(st.sampled_from([*STATISTICS, "none", "copy"]), max_size=3).map(", ".join)
definitions = st.tuples(
    st.just("define"),
    st.one_of(
        st.fixed_dictionaries({"name": st.sampled_from(GLOBS), "summary": summaries}),
        st.fixed_dictionaries(
            {"name": st.sampled_from(KEYS), "summary": summaries, "overwrite": st.booleans()}
        ),
    ),
)
sets = st.tuples(st.just("summary"), data)
step_metrics = st.tuples(
    st.just("define"),
    st.fixed_dictionaries(
        {"name": st.sampled_from(["loss", "val/*"]), "step_metric": st.just("epoch")}
    ),
)


class Reading:
    """What calls mean, one after another, as the documentation tells it: no registers, stamps or records."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.rows: dict[int, dict[str, Json]] = {}
        self._step = 0
        self._visits: list[dict[str, tuple[int, Json]]] = []
        """For each visit of a row its values, each with the number of its call."""
        self._open: dict[str, tuple[int, Json]] | None = None
        self._logged: dict[str, tuple[int, Json]] = {}
        """For each key its highest step and the value there."""
        self._set: dict[str, Json] = {}
        self._replaced: set[str] = set()
        """The keys that were logged since they were set."""
        self._ops: dict[str, set[str]] = {}
        self._suspended: set[str] = set()
        for number, (call, arguments) in enumerate(calls):
            if call == "log":
                self._log(number, **arguments)
            elif call == "define":
                self._define(**arguments)
            else:
                self._put(arguments)

    def _log(
        self,
        number: int,
        data: dict[str, Json],
        step: int | None = None,
        commit: bool | None = None,
    ) -> None:
        at = self._step if step is None else step
        self.rows.setdefault(at, {}).update(data)
        for key, value in data.items():
            if value is not None and at >= self._logged.get(key, (at,))[0]:
                self._logged[key] = (at, value)
                self._replaced.add(key)
        visit = {key: (number, value) for key, value in data.items()}
        if at < self._step:
            self._visits.append(visit)
            return
        if at > self._step or self._open is None:
            self._open = {}
            self._visits.append(self._open)
        self._step = at
        self._open.update(visit)
        if step is None if commit is None else commit:
            self._open = None
            self._step += 1

    def _define(self, name: str, summary: str, overwrite: bool = False) -> None:
        asked = {op.strip() for op in summary.split(",")}
        self._ops[name] = asked if overwrite else self._ops.get(name, set()) | asked
        self._suspended.discard(name)

    def _put(self, values: dict[str, Json]) -> None:
        for key, value in values.items():
            self._set[key] = value
            self._replaced.discard(key)
            if self._asked(key) & STATISTICS:
                self._suspended.add(key)
            else:
                self._suspended.discard(key)

    def _asked(self, key: str) -> set[str]:
        names = [name for name in (key, *GLOBS) if key == name or name.endswith("*")]
        named = [n for n in names if n in self._ops and key.startswith(n.rstrip("*"))]
        return self._ops[named[0]] if named else set()

    @property
    def summary(self) -> dict[str, Json]:
        told = {}
        for key in KEYS:
            plain = {} if key not in self._logged else {key: self._logged[key][1]}
            if key in self._set and key not in self._replaced:
                plain = {key: self._set[key]}
            asked = self._asked(key)
            if "none" in asked:
                plain = {key: self._set[key]} if key in self._set else {}
            elif key not in self._suspended and (counted := self._count(key, asked)):
                plain = {key: counted}
            told.update(plain)
        return told

    def _count(self, key: str, asked: set[str]) -> dict[str, Json]:
        values = [value for _, value in sorted(self._observations(key))]
        numbers = [v for v in values if type(v) in (int, float) and v == v]
        told: dict[str, Json] = {}
        if numbers:
            told |= {"min": min(numbers), "max": max(numbers), "mean": sum(numbers) / len(numbers)}
        if values:
            told["first"] = values[0]
        if key in self._logged:
            told["last"] = self._logged[key][1]
        return {op: value for op, value in told.items() if op in asked}

    def _observations(self, key: str) -> list[tuple[int, Json]]:
        left = (visit[key] for visit in self._visits if key in visit)
        return [(number, value) for number, value in left if value is not None]


def told(records: Sequence[tuple[int, Json]]) -> Json:
    """The rows and the summary that a reader makes of the records."""
    fold, history = FoldState(UID), History()
    for seq, record in records:
        fold.add(WRITER, seq, record)
        history.add(WRITER, seq, record)
    return comparable([[shown(row) for row in history.rows()], fold.summary()])


def read(run: Run) -> list[tuple[int, Json]]:
    """The records that are on disk."""
    lines = JournalReader(Path(str(run.folder)), WRITER).read()
    return [(line.seq, loads(line.payload)) for line in lines]


@given(st.lists(st.one_of(logs, logs, definitions, sets), max_size=14))
def test_a_run_holds_what_a_plain_reading_of_its_calls_says(calls: list[Call]) -> None:
    with tempfile.TemporaryDirectory() as root:
        run = begin(Path(root))
        for call, arguments in calls:
            CALLS[call](run, arguments)
        reading = Reading(calls)
        rows = [{"_step": step, **reading.rows[step]} for step in sorted(reading.rows)]
        assert told(read(run)) == comparable([rows, reading.summary])
        run.finish()
        assert told(read(run)) == comparable([rows, reading.summary])


@given(st.lists(st.one_of(logs, logs, step_metrics), max_size=7))
def test_a_reader_of_a_part_of_a_journal_sees_what_a_part_of_the_calls_makes(
    calls: list[Call],
) -> None:
    """Each part ends after a call, or in the middle of one: with what that call ends, as if the run ended there."""
    with tempfile.TemporaryDirectory() as root:
        run = begin(Path(root, "whole"))
        written = [len(read(run))]
        for call, arguments in calls:
            CALLS[call](run, arguments)
            written.append(len(read(run)))
        run.finish()
        records = read(run)
        for count, (before, after) in enumerate(itertools.pairwise([*written, len(records)])):
            for seen in range(before + 1, after):
                part = begin(Path(root, f"{count} {seen}"))
                for call, arguments in calls[:count]:
                    CALLS[call](part, arguments)
                assert told(read(part)) == told(records[:before])
                part.finish()
                assert told(read(part)) == told(records[:seen])
