"""The two roles of an index process: the one that writes the index, and those that read it."""

from __future__ import annotations

import contextlib
import logging
import os
import time
from pathlib import Path
from typing import Protocol

from runside import places
from runside.journal.names import RUNS_FOLDER
from runside.server.indexer.liveness import Watch
from runside.server.indexer.overlays import Overlays
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


class Announce(Protocol):
    """Whoever is to hear of what the index says now."""

    def run_changed(self, run: StoredRun) -> None:
        """A run is new, has grown, or has changed."""

    def run_gone(self, uid: str) -> None:
        """A run was deleted."""


class Writing:
    """Finds runs, reads their journals, stores what they say."""

    def __init__(
        self,
        writer: StoreWriter,
        reader: StoreReader,
        situation: Situation,
        watch: Watch,
        overlays: Overlays,
        announce: Announce,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._situation = situation
        self._watch = watch
        self._overlays = overlays
        self._announce = announce
        self._roots = Roots()
        self._runs = Runs(reader, overlays, watch.is_quiet)
        self._registered: list[Path] = []
        self._registry_due = self._scan_due = 0.0
        self.is_fresh = False
        """Whether all that was found at first has been read."""
        with reader.snapshot() as index:
            known = index.runs()
        for run in known:
            if run.open:
                # They may lie below roots that only an earlier writer of this index was told of.
                self._found_at(Path(run.dir))
            elif _is_deleted(run):
                self._drop(run.uid)

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
                if isinstance(found, Found):
                    self._runs.found(found)
                elif (uid := self._runs.is_gone(found)) is not None:
                    self.look_at(uid)
            for uid in self._overlays.scan():
                self.look_at(uid)
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
            self._announce.run_changed(_as_stored(change))
        behind = self._runs.is_behind(now)
        self.is_fresh = self.is_fresh or not behind
        return behind

    def scan(self) -> None:
        """Look for new runs in the next turn."""
        self._scan_due = 0.0

    def look_at(self, uid: str) -> None:
        """Something was added to a run, or it was deleted."""
        with self._reader.snapshot() as index:
            run = index.run(uid)
        if run is None:
            return
        if _is_deleted(run):
            self._drop(uid)
        else:
            self._found_at(Path(run.dir))
            self._runs.look_at(uid)

    def _found_at(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            self._runs.found(Found(path, path.stat(follow_symlinks=False).st_ino))

    def _drop(self, uid: str) -> None:
        self._runs.forget(uid)
        self._writer.drop(uid)
        self._announce.run_gone(uid)

    def close(self) -> None:
        self._reader.close()
        self._writer.close()


class Reading:
    """Says what another process has stored."""

    is_fresh = True
    problems: tuple[str, ...] = ()

    def __init__(self, reader: StoreReader, situation: Situation, announce: Announce) -> None:
        self._reader = reader
        self._situation = situation
        self._announce = announce
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
        gone: list[str] = []
        with self._reader.snapshot() as index:
            latest = index.change()
            if latest != self._change:
                for uid in index.changed_since(self._change):
                    run = index.run(uid)
                    if run is not None:
                        changed.append(run)
                gone = index.gone_since(self._change)
                self._change = latest
        for run in changed:
            self._announce.run_changed(run)
        for uid in gone:
            self._announce.run_gone(uid)
        return False

    def scan(self) -> None:
        """Read in the next turn what the writer of the index has stored."""
        self._due = 0.0

    def look_at(self, uid: str) -> None:
        """Something was added to a run, or it was deleted: the times of folders tell the writer of the index, if
        it watches the root.
        """
        with self._reader.snapshot() as index:
            run = index.run(uid)
        if run is not None and Path(run.dir).parents[1].name == RUNS_FOLDER:
            self._register(Path(run.dir).parents[2])

    def _register_roots(self) -> None:
        """Let the writer of the index know of roots that only this Jupyter server was told."""
        for root in self._situation.roots:
            if (root / RUNS_FOLDER).is_dir():
                self._register(root)

    def _register(self, root: Path) -> None:
        if root not in self._registered:
            self._registered.add(root)
            places.register_root(root)

    def close(self) -> None:
        self._reader.close()


def _is_deleted(run: StoredRun) -> bool:
    """Whether a run was taken out of the trash for good. One that is not in the trash may only be away: its folder
    was moved, or the disk is not there.
    """
    if not run.facts["trash"]:
        return False
    try:
        os.stat(run.dir, follow_symlinks=False)
    except FileNotFoundError:
        return True
    except OSError:
        return False  # it is there, or may be
    return False


def _as_stored(change: RunChange) -> StoredRun:
    return StoredRun(change.uid, change.dir, change.open, dict(change.facts), dict(change.cursors))
