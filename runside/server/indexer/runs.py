"""The runs whose journals are followed, and those that were read to their end."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from runside.journal.errors import RunFolderError
from runside.journal.folder import RunFolder, open_run
from runside.journal.names import JOURNAL_FOLDER
from runside.server.indexer.growth import Growth
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.owners import denied
from runside.server.indexer.roots import Found, Gone
from runside.server.indexer.tail import RunTail, parse_fold
from runside.server.store import IndexBrokenError, IndexUnusableError, RunChange, StoreReader

LIVE_EVERY_S = 0.1
QUIET_EVERY_S = 2.0
"""Journals of writers that seem dead: they may belong to a machine that was cut off, and comes
back.
"""
LOOK_EVERY_S = 0.5
LEAST_REST = 2.0
"""A run rests this many times as long as it took to put together and store its last change,
whatever came with it, so that one with very many keys leaves room for others."""
KEPT_S = 30.0
"""How long the fold state of a run that does not grow stays in memory."""
READ_AT_ONCE = 1 << 19
TURN_S = 0.2
"""How long runs are caught up with before those that are live have their turn again."""
RETRY_AFTER_S = 10.0
PROBLEMS_TOLD = 20

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Run:
    folder: RunFolder
    inode: int
    growth: Growth
    tail: RunTail | None = None
    open: bool = True
    unread: bool = True
    """Whether the journal must be compared with the index: it was just found, or something went
    wrong.
    """
    due: float = 0.0
    look_due: float = 0.0
    grew: float = 0.0
    overhead: float = 0.0
    """Seconds that it took to put its last change together."""


class Runs:
    """Reads what is due. Times are those of ``time.monotonic()``."""

    def __init__(
        self, reader: StoreReader, overlays: Overlays, is_quiet: Callable[[str], bool]
    ) -> None:
        self._reader = reader
        self._overlays = overlays
        self._is_quiet = is_quiet
        self._runs: dict[str, _Run] = {}
        self._at: dict[Path, tuple[int, str]] = {}
        """By its path the inode and the uid of each run folder."""
        self._problems: dict[Path, str] = {}
        self._denied: dict[Found, float] = {}
        """What may not be read, and when to try again."""

    @property
    def problems(self) -> list[str]:
        """What is wrong with runs that are still there."""
        present = [text for path, text in self._problems.items() if os.path.lexists(path)]
        if len(present) <= PROBLEMS_TOLD:
            return present
        return [*present[:PROBLEMS_TOLD], f"and {len(present) - PROBLEMS_TOLD} other runs"]

    def is_behind(self, now: float) -> bool:
        """Whether there is more to read at once."""
        return any(run.due <= now for run in self._runs.values())

    def found(self, found: Found) -> None:
        """A folder that is new, or in which something may have been added."""
        try:
            self._find(found)
        except IndexUnusableError:
            raise
        except Exception:
            log.exception("Runside cannot read the run in %s", found.path)
            self._problems[found.path] = _unreadable(found.path)

    def _find(self, found: Found) -> None:
        known = self._at.get(found.path)
        if known is not None and known[0] == found.inode:
            run = self._runs.get(known[1])
            if run is not None:
                run.look_due = run.due = 0.0
                return
        try:
            folder = open_run(found.path)
        except RunFolderError:
            # Not a run, or not one yet; if it is not somebody's who lets nobody look.
            if _is_denied(found.path):
                self._problems[found.path] = denied(found.path)
                self._denied[found] = time.monotonic() + RETRY_AFTER_S
            return
        self._adopt(folder, found.inode)

    def look_at(self, uid: str) -> None:
        """Something may have been added to a run, in its folder or its overlay."""
        run = self._runs.get(uid)
        if run is not None:
            run.look_due = run.due = 0.0

    def is_gone(self, gone: Gone) -> str | None:
        """The uid of the run that was in a folder that is there no more, if it is not elsewhere now."""
        known = self._at.get(gone.path)
        if known is None:
            return None
        run = self._runs.get(known[1])
        return known[1] if run is not None and run.folder.path == gone.path else None

    def forget(self, uid: str) -> None:
        """Follow a run no more."""
        run = self._runs.pop(uid, None)
        if run is not None:
            self._at.pop(run.folder.path, None)
            self._problems.pop(run.folder.path, None)

    def _adopt(self, folder: RunFolder, inode: int) -> None:
        before = self._known_place(folder.uid)
        if before is not None and before != folder.path and _is_run(before, folder.uid):
            self._problems[folder.path] = (
                f"{folder.path} is a copy of the run in {before}, and is not read"
            )
            return
        self._problems.pop(folder.path, None)
        self._at[folder.path] = (inode, folder.uid)
        growth = Growth(folder.path, self._overlays.of(folder.uid))
        self._runs[folder.uid] = _Run(folder, inode, growth)

    def _known_place(self, uid: str) -> Path | None:
        run = self._runs.get(uid)
        if run is not None:
            return run.folder.path
        with self._reader.snapshot() as index:
            stored = index.run(uid)
            return Path(stored.dir) if stored else None

    def turn(self, now: float) -> Iterator[tuple[RunChange, set[str]]]:
        """Read what is due: for each run that changed what to store, and the writers that were
        heard.
        """
        for found in [found for found, due in self._denied.items() if due <= now]:
            del self._denied[found]
            self._problems.pop(found.path, None)
            self.found(found)
        due = [run for run in self._runs.values() if run.due <= now]
        # What is live comes before what is caught up with, and the newest of that first.
        due.sort(key=lambda run: (run.unread, -run.folder.start))
        for run in due:
            if run.unread and time.monotonic() - now > TURN_S:
                break
            try:
                read = self._read(run, now)
            except IndexUnusableError:
                raise
            except Exception:
                # One bad run never keeps the others from being read.
                log.exception("Runside cannot read the run in %s", run.folder.path)
                self.fail(run.folder.uid, now)
                continue
            if read is not None:
                yield read

    def _read(self, run: _Run, now: float) -> tuple[RunChange, set[str]] | None:
        if run.look_due <= now:
            run.growth.look()
            run.look_due = now + LOOK_EVERY_S
            if run.growth.is_denied:
                self._problems[run.folder.path] = denied(run.folder.journal)
        waiting = run.tail is not None and run.tail.is_waiting
        if not (run.unread or waiting or run.growth.grown()):
            self._rest(run, now)
            return None
        ends = run.growth.take()
        if run.tail is None:
            if not self._has_news(run):
                run.unread = False
                self._rest(run, now)
                return None
            run.tail = self._load(run.folder, run.growth)
        run.grew = now
        run.unread = run.tail.read(ends, READ_AT_ONCE, now)
        began = time.monotonic()
        change = run.tail.change()
        run.overhead = time.monotonic() - began
        heard = run.tail.take_heard()
        if change is not None:
            run.open = change.open
        self._rest(run, now)
        return None if change is None else (change, heard)

    def _rest(self, run: _Run, now: float) -> None:
        """Say when the run is due again, and let go of its fold state where that will not be
        soon.
        """
        waiting = run.tail is not None and run.tail.is_waiting
        if run.unread:
            run.due = now
        elif run.open or waiting:
            quiet = self._is_quiet(run.folder.uid) and not waiting
            run.due = now + (QUIET_EVERY_S if quiet else LIVE_EVERY_S)
            if now - run.grew > KEPT_S and not waiting:
                run.tail = None
        else:
            # Until something is added, which the time of the project's folder says.
            run.due = float("inf")
            run.tail = None

    def stored(self, uid: str, took_s: float) -> None:
        """A change of this run was stored, which took that long."""
        run = self._runs[uid]
        self._problems.pop(run.folder.path, None)
        if not run.unread:
            run.due = max(run.due, time.monotonic() + LEAST_REST * (run.overhead + took_s))

    def fail(self, uid: str, now: float) -> None:
        """A run could not be read or stored: try again later, from where the index stands."""
        run = self._runs[uid]
        self._problems[run.folder.path] = _unreadable(run.folder.path)
        run.tail, run.unread, run.due = None, True, now + RETRY_AFTER_S

    def _has_news(self, run: _Run) -> bool:
        """Whether there is more in the journal than in the index."""
        with self._reader.snapshot() as index:
            stored = index.run(run.folder.uid)
            if stored is None or stored.dir != str(run.folder.path):
                return True
            run.open = stored.open
            return run.growth.grown_since(index.resume(run.folder.uid))

    def _load(self, folder: RunFolder, growth: Growth) -> RunTail:
        with self._reader.snapshot() as index:
            try:
                fold = parse_fold(folder.uid, index.fold(folder.uid))
            except (ValueError, KeyError, TypeError) as error:
                raise IndexBrokenError(
                    f"the index holds a fold state that cannot be read ({error})"
                ) from error
            stored = index.run(folder.uid)
            return RunTail(
                folder,
                fold,
                index.resume(folder.uid),
                index.bad_lines(folder.uid),
                moved=stored is not None and stored.dir != str(folder.path),
                holder_of=growth.holder_of,
            )


def _unreadable(path: Path) -> str:
    return f"the run in {path} cannot be read; the Jupyter server's log says why"


def _is_run(path: Path, uid: str) -> bool:
    try:
        return open_run(path).uid == uid
    except RunFolderError:
        return False


def _is_denied(path: Path) -> bool:
    """Whether a folder that might be a run's, or the journal in it, may not be looked into."""
    for folder in (path, path / JOURNAL_FOLDER):
        try:
            with os.scandir(folder):
                pass
        except PermissionError:
            return True
        except OSError:
            return False
    return False
