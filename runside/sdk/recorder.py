"""The records of one process to one run: what is written to the journal, and when."""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from runside.data import Blob
from runside.fold.stamps import Stamp
from runside.journal import (
    JournalError,
    JournalWriter,
    RunFolder,
    dumps,
    new_writer,
    to_json,
    write_blob,
)
from runside.sdk.folded import FoldedRun
from runside.sdk.keeping_nothing import Nowhere
from runside.sdk.looking_back import last_row_with, open_row
from runside.sdk.payloads import check_size, kept_row, log_payload, numbers_json
from runside.sdk.say import tell
from runside.sdk.step_sync import StepSync
from runside.sdk.steps import Steps

Json = Any
Clock = Callable[[], float]


class Follower(Protocol):
    """What is told of each line."""

    def on_line(self, seq: int, line: bytes) -> None:
        """A line was written; called on the thread that wrote it, which must not wait."""

    def finish(self) -> None:
        """No line will follow."""


class Recorder(Protocol):
    """Where a run's calls go."""

    keeps: bool
    """Whether anything is kept of what it is given."""

    steps: Steps
    touched: bool
    """Whether the user's code wrote something since this was last set to False."""

    def log(self, data: Mapping[str, Json], step: int | None, commit: bool | None) -> None:
        """Keep the values of a call in a row. Raises LogError, and keeps nothing, for what cannot be kept."""

    def define(self, given: Mapping[str, Json]) -> None:
        """Keep a definition of a metric, and heed it from now on."""

    def change(self, kind: str, fields: Mapping[str, Json]) -> None:
        """Keep a record that the user's code asked for."""

    def note(self, kind: str, fields: Mapping[str, Json]) -> None:
        """Keep a record that the library itself adds."""

    def keep(self, blobs: Sequence[Blob]) -> None:
        """Keep the bytes of media, before the record that needs them."""

    def summary(self) -> dict[str, Json]:
        """The summary as it is now, as a tree."""

    def finish(self, fields: Mapping[str, Json]) -> None:
        """Keep the last record. Nothing is kept after it."""


class JournalRecorder:
    """Writes to the run's journal, as one writer of it; as another one in a forked child."""

    keeps = True

    def __init__(
        self,
        folder: RunFolder,
        who: Callable[[], Mapping[str, Json]],
        *,
        clock: Clock,
        not_before: float,
        follow: Callable[[str], Follower] | None = None,
        writer: str | None = None,
    ) -> None:
        """Begin to write: the ``run`` record, whose fields ``who`` gives, is on disk after this.

        Args:
            folder: the run.
            who: the fields of a writer's ``run`` record; asked again in a forked child.
            clock: gives Unix seconds.
            not_before: the greatest time that is in the run already.
            follow: gives, for the writer's name, what is told each line that was written.
            writer: the name to write under.
        """
        self.folder = folder
        self.steps = Steps()
        self.touched = False
        self._who = who
        self._clock = clock
        self._last = not_before
        self._lock = threading.RLock()
        self._fold = FoldedRun(folder)
        self._fold_lock = threading.RLock()
        self._sync = StepSync()
        self._before: tuple[str, ...] = ()
        """The writers of a run that was resumed."""
        self._told_of_media = False
        self._finished = False
        writer = writer or new_writer()
        self._follower = follow(writer) if follow else None
        self._writer: JournalWriter | Nowhere | None = self._begin(writer)
        _recorders.add(self)

    @property
    def writer(self) -> str:
        """The name that this process writes under."""
        return self._journal().writer

    def log(self, data: Mapping[str, Json], step: int | None, commit: bool | None) -> None:
        text = numbers_json(data)
        if text is None:
            data, text, blobs = kept_row(data)
            self.keep(blobs)
        # Nothing below runs code of the user's, and nothing waits: neither for a page nor for another reader.
        with self._lock:
            journal = self._writer or self._journal()
            steps = self.steps
            present = steps.current
            row, closes = steps.take(step, commit)
            if self._sync.active:
                self._log_synced(journal, present, row, closes, data, text)
            else:
                journal.append_payloads((log_payload(self._now(), row, closes, text),))
            self.touched = True

    def define(self, given: Mapping[str, Json]) -> None:
        with self._lock:
            journal = self._journal()
            t = self._now()
            seq = journal.append({"kind": "metric", "t": t, **given})
            self._define((t, journal.writer, seq), given)
            self.touched = True

    def go_on(self, definitions: Sequence[Mapping[str, Json]], writers: Sequence[str]) -> None:
        """Go on with what a run that is there holds.

        Args:
            definitions: what its ``metric`` records give, in their order.
            writers: those whose rows came before all of this one's: none where they still write.
        """
        with self._lock:
            self._before = tuple(writers)
            for at, given in enumerate(definitions):
                self._define((0.0, "", at), given)

    def change(self, kind: str, fields: Mapping[str, Json]) -> None:
        given = fields.get("set") or fields
        check_size(f"runside.{kind}", given, to_json(given))
        self.note(kind, fields)
        self.touched = True

    def note(self, kind: str, fields: Mapping[str, Json]) -> None:
        with self._lock:
            self._journal().append(self._record(kind, fields))

    def keep(self, blobs: Sequence[Blob]) -> None:
        try:
            for blob in blobs:
                write_blob(self.folder.path, blob.data, blob.format)
        except JournalError as error:
            if not self._told_of_media:
                self._told_of_media = True
                tell(f"media cannot be kept, and training goes on without them: {error}")

    def summary(self) -> dict[str, Json]:
        with self._fold_lock:
            return self._fold.summary()

    def finish(self, fields: Mapping[str, Json]) -> None:
        with self._lock:
            if self._finished:
                return
            self._finished = True
            if self._writer is not None:
                owed = self._owed(self.steps.current)
                self._writer.append_payloads((*owed, dumps(self._record("finish", fields))))
                self._writer.close()
            if self._follower is not None:
                self._follower.finish()
            _recorders.discard(self)

    def _journal(self) -> JournalWriter | Nowhere:
        """The journal of this process: in a forked child one of its own, begun when it first writes."""
        if self._writer is None:
            try:
                self._writer = self._begin(new_writer())
            except OSError as error:
                self._writer = Nowhere()
                tell(f"{error}. What this process logs is not kept, and training goes on")
            _finish_with_worker(self)
        return self._writer

    def _begin(self, writer: str) -> JournalWriter:
        on_line = self._follower.on_line if self._follower else None
        journal = JournalWriter(
            self.folder.path, self.folder.uid, writer, on_line=on_line, clock=self._now
        )
        journal.append(self._record("run", self._who()))
        return journal

    def _record(self, kind: str, fields: Mapping[str, Json]) -> dict[str, Json]:
        return {"kind": kind, "t": self._now(), **fields}

    def _log_synced(
        self,
        journal: JournalWriter | Nowhere,
        present: int,
        row: int,
        closes: bool,
        data: Mapping[str, Json],
        text: str,
    ) -> None:
        """Write a row where some metric has a step metric; ``present`` is the step that was open."""
        sync = self._sync
        if row < present:
            journal.append_payloads((log_payload(self._now(), row, closes, text),))
            sync.look_back(row, data, newest=True)
            return
        joins = row == present
        owed = () if joins else self._owed(present)
        written = sync.completed(data, joins=joins) if closes else data
        if written is not data:
            text = numbers_json(written) or to_json(written)
        payload = log_payload(self._now(), row, closes, text)
        journal.append_payloads((*owed, payload))
        sync.wrote(row, written, joins=joins, closes=closes)

    def _owed(self, step: int) -> tuple[bytes, ...]:
        """The record that closes the open row with the step metrics that it lacks; none where it lacks none."""
        data = self._sync.owed()
        return (log_payload(self._now(), step, True, to_json(data), sync=True),) if data else ()

    def _define(self, stamp: Stamp, given: Mapping[str, Json]) -> None:
        """Heed a definition. What a step metric was before anybody called it one is looked up."""
        first = not self._sync.active
        step_metric = self._sync.define(stamp, given)
        if step_metric is None or self._writer is None:
            return
        own = self._writer.writer
        ascending = not self.steps.went_back
        if first:
            step = self.steps.current
            for data in open_row(self.folder, own, step, ascending=ascending):
                self._sync.look_back(step, data, open_row=True)
        for writer in (own, *self._before):
            found = last_row_with(
                self.folder, writer, step_metric, ascending=ascending or writer != own
            )
            if found is not None:
                self._sync.look_back(*found)

    def _now(self) -> float:
        """The time, in Unix seconds, which never goes back within a writer, whatever the clock does."""
        now = self._clock()
        if now > self._last:
            self._last = now
        return self._last

    def _forked(self) -> None:
        """In a forked child, whose parent goes on as the writer that there was."""
        self._lock = threading.RLock()
        self._writer = None
        self._follower = None
        self._fold = FoldedRun(self.folder)
        self._fold_lock = threading.RLock()
        self._sync = self._sync.of_child()
        self.touched = False


_recorders: weakref.WeakSet[JournalRecorder] = weakref.WeakSet()


def _in_child() -> None:
    for recorder in list(_recorders):
        recorder._forked()


def _finish_with_worker(recorder: JournalRecorder) -> None:
    """Let a worker of multiprocessing, which leaves without atexit, say that it left cleanly."""
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        util.Finalize(
            None, recorder.finish, args=[{"exit": None, "reason": "ended"}], exitpriority=0
        )


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
