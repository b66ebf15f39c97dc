"""Making the index anew from the journals, at once and without a Jupyter server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from runside.journal.names import RUNS_FOLDER
from runside.server.indexer.indexing import TICK_S, Indexing
from runside.server.indexer.liveness import Watch
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.situation import Situation
from runside.server.store import IndexUnusableError, Store, StoredRun

Told = Callable[[int], None]
"""Is told how many runs are in the index by now."""


class _Counting:
    """Counts the runs that come into the index. Implements :class:`Announce`."""

    def __init__(self, told: Told) -> None:
        self.uids: set[str] = set()
        self._told = told

    def run_changed(self, run: StoredRun) -> None:
        self.uids.add(run.uid)
        self._told(len(self.uids))

    def run_gone(self, uid: str) -> None:
        self.uids.discard(uid)


def roots_of(store: Store) -> list[Path]:
    """The roots below which the runs of an index lie; none for an index that cannot be read.

    Some may be known to it alone: a Jupyter server was told of them that does not run now.
    """
    try:
        reader = store.reader()
    except IndexUnusableError:
        return []
    try:
        with reader.snapshot() as index:
            folders = [Path(run.dir) for run in index.runs()]
    except IndexUnusableError:
        return []
    finally:
        reader.close()
    return sorted({f.parents[2] for f in folders if f.parents[1].name == RUNS_FOLDER})


def index_anew(
    store: Store, overlays: Overlays, roots: Iterable[Path], told: Told
) -> tuple[int, list[str]] | None:
    """Read all journals below these roots, and those that are registered, into an index that was set aside.

    Returns how many runs it has and what was wrong with others; None where another process, a Jupyter server's, writes
    this index: that one makes it anew. Raises IndexUnusableError.
    """
    writer = store.try_writer()
    if writer is None:
        return None
    writer.close()  # the loop below takes it again
    situation, counting = Situation(roots=tuple(roots)), _Counting(told)
    indexing = Indexing(store, situation, Watch(), overlays, counting, lambda *_: None)
    try:
        while not indexing.is_fresh:
            if not indexing.turn(time.monotonic()):
                time.sleep(TICK_S)
            if indexing.problem is not None:
                raise IndexUnusableError(indexing.problem)
        return len(counting.uids), list(situation.problems)
    finally:
        indexing.close()
