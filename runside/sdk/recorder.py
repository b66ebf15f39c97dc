"""The records of one process to one run: what is written to the journal, and when."""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from runside.data import Blob
from runside.journal import JournalError, JournalWriter, RunFolder, new_writer, write_blob
from runside.sdk.folded import FoldedRun
from runside.sdk.payloads import LogPayloads
from runside.sdk.say import tell
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
        """Keep values in a row. Raises ValueError, and keeps nothing, for what has no form in JSON."""

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
        self._payloads = LogPayloads()
        self._told_of_media = False
        self._finished = False
        writer = writer or new_writer()
        self._follower = follow(writer) if follow else None
        self._writer: JournalWriter | _Nowhere | None = self._begin(writer)
        _recorders.add(self)

    @property
    def writer(self) -> str:
        """The name that this process writes under."""
        return self._journal().writer

    def log(self, data: Mapping[str, Json], step: int | None, commit: bool | None) -> None:
        with self._lock:
            journal = self._writer or self._journal()
            before = self.steps.current
            row, closes = self.steps.take(step, commit)
            try:
                payload = self._payloads.payload(self._now(), row, closes, data)
            except ValueError:
                self.steps.current = before
                raise
            journal.append_payload(payload)
            self.touched = True

    def change(self, kind: str, fields: Mapping[str, Json]) -> None:
        self.note(kind, fields)
        self.touched = True

    def note(self, kind: str, fields: Mapping[str, Json]) -> None:
        with self._lock:
            self._append(self._journal(), kind, fields)

    def keep(self, blobs: Sequence[Blob]) -> None:
        try:
            for blob in blobs:
                write_blob(self.folder.path, blob.data, blob.format)
        except JournalError as error:
            if not self._told_of_media:
                self._told_of_media = True
                tell(f"media cannot be kept, and training goes on without them: {error}")

    def summary(self) -> dict[str, Json]:
        with self._lock:
            return self._fold.summary()

    def finish(self, fields: Mapping[str, Json]) -> None:
        with self._lock:
            if self._finished:
                return
            self._finished = True
            if self._writer is not None:
                self._append(self._writer, "finish", fields)
                self._writer.close()
            if self._follower is not None:
                self._follower.finish()
            _recorders.discard(self)

    def _journal(self) -> JournalWriter | _Nowhere:
        """The journal of this process: in a forked child one of its own, begun when it first writes."""
        if self._writer is None:
            try:
                self._writer = self._begin(new_writer())
            except OSError as error:
                self._writer = _Nowhere()
                tell(f"{error}. What this process logs is not kept, and training goes on")
            _finish_with_worker(self)
        return self._writer

    def _begin(self, writer: str) -> JournalWriter:
        on_line = self._follower.on_line if self._follower else None
        journal = JournalWriter(
            self.folder.path, self.folder.uid, writer, on_line=on_line, clock=self._now
        )
        self._append(journal, "run", self._who())
        return journal

    def _append(
        self, journal: JournalWriter | _Nowhere, kind: str, fields: Mapping[str, Json]
    ) -> None:
        journal.append({"kind": kind, "t": self._now(), **fields})

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
        self.touched = False


class _Nowhere:
    """In place of a journal that cannot be begun in a forked child."""

    writer = ""

    def append(self, record: Mapping[str, Json]) -> None:
        pass

    def append_payload(self, payload: bytes) -> None:
        pass

    def close(self) -> None:
        pass


class NoRecorder:
    """Keeps nothing, at next to no cost: for ``mode="disabled"``, and where no journal can be."""

    keeps = False

    def __init__(self) -> None:
        self.steps = Steps()
        self.touched = False
        self._summary: dict[str, Json] = {}

    def log(self, data: Mapping[str, Json], step: int | None, commit: bool | None) -> None:
        self.steps.take(step, commit)
        if isinstance(data, dict):
            self._summary.update(data)

    def change(self, kind: str, fields: Mapping[str, Json]) -> None:
        if kind == "summary":
            self._summary.update(fields.get("set", {}))
            for path in fields.get("delete", ()):
                self._summary.pop(path, None)

    def note(self, kind: str, fields: Mapping[str, Json]) -> None:
        pass

    def keep(self, blobs: Sequence[Blob]) -> None:
        pass

    def summary(self) -> dict[str, Json]:
        return self._summary

    def finish(self, fields: Mapping[str, Json]) -> None:
        pass


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
