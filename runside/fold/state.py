"""The fold: records of a run, in any order and however often, to what the run holds.

``protocol/README.md`` ("The fold") says what a record means; ``src/model/fold.ts`` is the same in the page, and both
run the cases below ``protocol/``. The state here is the registers alone: rows are in :mod:`runside.fold.history`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from runside.fold.metric_rules import MetricRules
from runside.fold.paths import flat, is_leaf, leaves, nest
from runside.fold.registers import Assignment, KeyRegisters
from runside.fold.stamps import Stamp, living
from runside.fold.summary import observed, summary_of
from runside.fold.visit import Visit
from runside.fold.writers import Range, WriterState, is_logging

Json = Any
Record = Mapping[str, Json]
Folded = tuple[str, int, Record]
"""A record that was folded, with its writer and seq."""

EDITED = (
    *("name", "tags", "notes", "colour", "total_steps", "notebook", "hidden", "trash"),
    # Where a run goes on that was resumed.
    *("host", "pid", "user", "kernel", "cell", "program"),
)
_NOT_A_FIELD = frozenset({"kind", "t"})


class FoldState:
    """The registers of one run."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        self.writers: dict[str, WriterState] = {}
        self._run: Assignment | None = None
        self._config: dict[str, Assignment] = {}
        self._keys: dict[str, KeyRegisters] = {}
        self._edits: dict[str, Assignment] = {}
        self._metrics = MetricRules()

    def add(self, writer: str, seq: int, record: Record) -> list[Folded]:
        """Take one record in.

        Returns the records that were folded by this, in the order of folding: none for a repeated record or for one
        that waits for earlier ones; several where it was waited for, also of another writer where it is a ``gap``.
        """
        state = self._writer(writer)
        if seq <= state.cursor:
            if not state.covered(seq):
                return []
            state.found(seq)
            return self._fold(writer, state, seq, record)
        is_next = seq == state.cursor + 1 and not state.waiting and not state.lost
        if is_next and record["kind"] != "gap":
            state.cursor = seq
            return self._fold(writer, state, seq, record)
        state.waiting[seq] = dict(record)
        if record.get("kind") == "gap" and record["writer"] == writer:
            # It tells of earlier records of its own writer, which it would wait for otherwise.
            state.lose(record["from"], record["to"])
        return self._advance(writer, state)

    def lose(self, writer: str, first: int, last: int) -> list[Folded]:
        """Give the seqs first..last of a writer up as lost, where they are not there: a reader's own finding, such as
        a bad line in a journal. Returns the records that waited for them.
        """
        state = self._writer(writer)
        state.lose(first, last)
        return self._advance(writer, state)

    def _writer(self, name: str) -> WriterState:
        state = self.writers.get(name)
        if state is None:
            state = self.writers[name] = WriterState()
        return state

    def _key(self, path: str) -> KeyRegisters:
        key = self._keys.get(path)
        if key is None:
            key = self._keys[path] = KeyRegisters()
        return key

    def _advance(self, writer: str, state: WriterState) -> list[Folded]:
        folded: list[Folded] = []
        while True:
            record = state.waiting.pop(state.cursor + 1, None)
            if record is not None:
                state.cursor += 1
                state.found(state.cursor)
                folded += self._fold(writer, state, state.cursor, record)
            elif state.covered(state.cursor + 1):
                state.pass_lost()
            else:
                return folded

    @property
    def cursors(self) -> dict[str, int]:
        """For each writer the seq up to which nothing is missing."""
        return {writer: state.cursor for writer, state in self.writers.items()}

    @property
    def waiting(self) -> dict[str, list[Range]]:
        """For each writer that is held up the ranges of seqs that it waits for."""
        return {w: state.missing() for w, state in self.writers.items() if state.waiting}

    @property
    def gaps(self) -> dict[str, list[Range]]:
        """For each writer that lost records the ranges of their seqs."""
        return {w: state.lost for w, state in self.writers.items() if state.lost}

    @property
    def run(self) -> dict[str, Json] | None:
        """The fields of the run's first ``run`` record, with what was edited since; None before it came."""
        if self._run is None:
            return None
        edited = {name: edit.value for name, edit in self._edits.items()}
        return {**self._run.value, **edited}

    @property
    def step(self) -> int | None:
        """The highest step that was logged, None before the first ``log``."""
        steps = [state.highest for state in self.writers.values() if state.highest is not None]
        return max(steps, default=None)

    @property
    def last(self) -> float | None:
        """When the latest record of a logging writer was written, in Unix seconds: to edit a run makes it no longer."""
        logging = (state for writer, state in self.writers.items() if is_logging(writer))
        return max((state.last for state in logging if state.last is not None), default=None)

    def config(self) -> dict[str, Json]:
        """The config as a tree."""
        shown = living(self._config, lambda one, other: one.stamp < other.stamp)
        return nest({p: self._config[p].value for p in shown if not self._config[p].deleted})

    def summary(self) -> dict[str, Json]:
        """The summary as a tree: for each key what the user set, the value of the highest step, or what was asked for
        with ``define_metric``.
        """
        return summary_of(self._keys, self._metrics, self._open_visits())

    @property
    def metrics(self) -> MetricRules:
        """What was defined of the run's metrics."""
        return self._metrics

    def keys(self) -> Mapping[str, KeyRegisters]:
        """The registers of each path, with those of open visits counted in."""
        keys = {path: copy.deepcopy(registers) for path, registers in self._keys.items()}
        for path, observations in observed(self._open_visits()).items():
            for observation in observations:
                keys.setdefault(path, KeyRegisters()).observe(*observation)
        return keys

    def _open_visits(self) -> Iterator[Visit]:
        return (state.visit for state in self.writers.values() if state.visit)

    def _fold(self, writer: str, state: WriterState, seq: int, record: Record) -> list[Folded]:
        """Fold one record. Returns it, followed by those of another writer that it set free."""
        folded: list[Folded] = [(writer, seq, record)]
        t = record.get("t")
        kind = record["kind"]
        if t is None:
            return folded
        stamp = (t, writer, seq)
        state.last = t if state.last is None else max(t, state.last)
        if kind == "log":
            self._log(state, stamp, record)
        elif kind == "config":
            self._assign_config(stamp, record)
        elif kind == "summary":
            self._assign_summary(stamp, record)
        elif kind == "run":
            self._name(state, stamp, record)
        elif kind == "finish":
            self._close(state)
            state.finish = dict(record)
        elif kind == "exception":
            state.exception = dict(record)
        elif kind == "metric":
            given = {name: value for name, value in record.items() if name not in _NOT_A_FIELD}
            self._metrics.define(stamp, given)
        elif kind == "edit":
            self._edit(stamp, record)
        elif kind == "gap":
            # Where a writer tells of its own loss, the loop that folds this record goes on past it.
            if record["writer"] == writer:
                state.lose(record["from"], record["to"])
            else:
                folded += self.lose(record["writer"], record["from"], record["to"])
        return folded

    def _name(self, state: WriterState, stamp: Stamp, record: Record) -> None:
        fields = {name: value for name, value in record.items() if name not in _NOT_A_FIELD}
        state.run = fields
        # A writer that comes back after its finish (a resumed run) is not finished any more.
        state.finish = None
        if self._run is None or stamp < self._run.stamp:
            self._run = Assignment(stamp, fields)

    def _log(self, state: WriterState, stamp: Stamp, record: Record) -> None:
        step = record["step"]
        values = flat(record["data"])
        for path, value in values.items():
            if value is not None:
                self._key(path).log(step, stamp, value)
        if state.highest is not None and step < state.highest:
            self._observe(step, stamp, values)
            return
        state.highest = step
        if state.visit and state.visit.step != step:
            self._close(state)
        if state.visit is None and record["commit"]:
            self._observe(step, stamp, values)
            return
        state.visit = state.visit or Visit(step)
        state.visit.write(stamp, values)
        if record["commit"]:
            self._close(state)

    def _observe(self, step: int, stamp: Stamp, values: Mapping[str, Json]) -> None:
        """Count a visit of a single record."""
        for path, value in values.items():
            if value is not None:
                self._key(path).observe(step, stamp, value)

    def _close(self, state: WriterState) -> None:
        if state.visit:
            for path, observation in state.visit.observations():
                self._key(path).observe(*observation)
            state.visit = None

    def _assign_config(self, stamp: Stamp, change: Record) -> None:
        for path, assignment in _assignments(stamp, change):
            present = self._config.get(path)
            if present is None or present.stamp < stamp:
                self._config[path] = assignment

    def _assign_summary(self, stamp: Stamp, change: Record) -> None:
        for path, assignment in _assignments(stamp, change):
            self._key(path).assign(assignment)

    def _edit(self, stamp: Stamp, record: Record) -> None:
        for name in EDITED:
            present = self._edits.get(name)
            if name in record and (present is None or present.stamp < stamp):
                self._edits[name] = Assignment(stamp, record[name])
        self._assign_config(stamp, record.get("config", {}))
        self._assign_summary(stamp, record.get("summary", {}))

    def to_json(self) -> dict[str, Json]:
        """The registers as ``protocol/fold-state.schema.json`` has them. What waits is not among them."""
        return {
            "format": 1,
            "uid": self.uid,
            "run": self._run.to_json() if self._run else None,
            "writers": {writer: state.to_json() for writer, state in self.writers.items()},
            "config": {path: entry.to_json() for path, entry in self._config.items()},
            "keys": {path: registers.to_json() for path, registers in self._keys.items()},
            "edits": {name: entry.to_json() for name, entry in self._edits.items()},
            "metrics": self._metrics.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> FoldState:
        """The state that :meth:`to_json` told. Raises ValueError for a format that is newer than this code."""
        if data["format"] != 1:
            raise ValueError(
                f"a fold state of format {data['format']} is newer than this version of runside reads: upgrade runside"
            )
        fold = cls(data["uid"])
        fold._run = Assignment.from_json(data["run"]) if data["run"] else None
        fold.writers = {w: WriterState.from_json(w, state) for w, state in data["writers"].items()}
        fold._config = {p: Assignment.from_json(entry) for p, entry in data["config"].items()}
        fold._keys = {p: KeyRegisters.from_json(entry) for p, entry in data["keys"].items()}
        fold._edits = {name: Assignment.from_json(entry) for name, entry in data["edits"].items()}
        fold._metrics = MetricRules.from_json(data["metrics"])
        return fold


def _assignments(stamp: Stamp, change: Record) -> Iterator[tuple[str, Assignment]]:
    """What a change does to each path. A set tree is its leaves, and takes the place of all that was below its path.

    Of two to one path the first counts: one that is set and deleted is set.
    """
    for path, value in change.get("set", {}).items():
        if is_leaf(value) or not value:
            yield path, Assignment(stamp, value)
        else:
            yield path, Assignment(stamp, deleted=True)
            for leaf, leaf_value in leaves(value, path + "."):
                yield leaf, Assignment(stamp, leaf_value)
    for path in change.get("delete", []):
        yield path, Assignment(stamp, deleted=True)
