"""The two roles of an index process: the one that writes the index, and those that read it."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from runside import places
from runside.journal.names import RUNS_FOLDER
from runside.server.indexer.liveness import Watch
from runside.server.indexer.roots import Found, Roots
from runside.server.indexer.runs import Runs
from runside.server.indexer.situation import Situation
from runside.server.store import (
    IndexUnusableError,
    RunChange,
    StoredRun,
    StoreReader,
    StoreWriter,
)

SCAN_EVERY_S = 0.5
REGISTRY_EVERY_S = 1.0
READ_CHANGES_EVERY_S = 0.1

log = logging.getLogger(__name__)

Announce = Callable[[StoredRun], None]


class Writing:
    """Finds runs, reads their journals, stores what they say."""

    def __init__(
        self,
        writer: StoreWriter,
        reader: StoreReader,
        situation: Situation,
        watch: Watch,
        tell: Announce,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._situation = situation
        self._watch = watch
        self._tell = tell
        self._roots = Roots()
        self._runs = Runs(reader, watch.is_quiet)
        self._registered: list[Path] = []
        self._registry_due = self._scan_due = 0.0
        with reader.snapshot() as index:
            # They may lie below roots that only an earlier writer of this index was told of.
            going_on = [Path(run.dir) for run in index.runs(only_open=True)]
        for path in going_on:
            with contextlib.suppress(OSError):
                self._runs.found(Found(path, path.stat(follow_symlinks=False).st_ino))
        self.is_fresh = False
        """Whether all that was found at first has been read."""

    @property
    def problems(self) -> list[str]:
        return [*self._roots.problems, *self._runs.problems]

    @property
    def is_current(self) -> bool:
        return self._reader.is_current()

    def turn(self, now: float) -> bool:
        if now >= self._registry_due:
            self._registry_due = now + REGISTRY_EVERY_S
            self._registered = places.registered_roots()
        if now >= self._scan_due:
            self._scan_due = now + SCAN_EVERY_S
            self._roots.set([*self._situation.roots, *self._registered])
            for found in self._roots.scan():
                self._runs.found(found)
        for change, heard in self._runs.turn(now):
            began = time.monotonic()
            try:
                self._writer.commit(change)
            except IndexUnusableError:
                raise
            except Exception:
                log.exception("Runside cannot store the run in %s", change.dir)
                self._runs.fail(change.uid, now)
                continue
            self._runs.stored(change.uid, time.monotonic() - began)
            for writer in heard:
                self._watch.heard(change.uid, writer)
            self._tell(_as_stored(change))
        behind = self._runs.is_behind(now)
        self.is_fresh = self.is_fresh or not behind
        return behind

    def close(self) -> None:
        self._reader.close()
        self._writer.close()


class Reading:
    """Says what another process has stored."""

    is_fresh = True
    problems: tuple[str, ...] = ()

    def __init__(self, reader: StoreReader, situation: Situation, tell: Announce) -> None:
        self._reader = reader
        self._situation = situation
        self._tell = tell
        self._due = 0.0
        self._registered: set[Path] = set()
        with reader.snapshot() as index:
            self._change = index.change()

    @property
    def is_current(self) -> bool:
        return self._reader.is_current()

    def turn(self, now: float) -> bool:
        if now < self._due:
            return False
        self._due = now + READ_CHANGES_EVERY_S
        self._register_roots()
        changed: list[StoredRun] = []
        with self._reader.snapshot() as index:
            latest = index.change()
            if latest != self._change:
                for uid in index.changed_since(self._change):
                    run = index.run(uid)
                    if run is not None:
                        changed.append(run)
                self._change = latest
        for run in changed:
            self._tell(run)
        return False

    def _register_roots(self) -> None:
        """Let the writer of the index know of roots that only this Jupyter server was told."""
        for root in self._situation.roots:
            if root not in self._registered and (root / RUNS_FOLDER).is_dir():
                self._registered.add(root)
                places.register_root(root)

    def close(self) -> None:
        self._reader.close()


def _as_stored(change: RunChange) -> StoredRun:
    return StoredRun(change.uid, change.dir, change.open, dict(change.facts), dict(change.cursors))
