"""The loop of the index process: finds runs, follows their journals, keeps the index, says what
changed.

One process on the machine writes an index. Another one on the same index (a second Jupyter server
of the same user) reads it, says what changed as well, and takes over when the writer is gone.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from pathlib import Path

from runside.server.indexer.courtesy import Courtesy
from runside.server.indexer.facts import open_writers
from runside.server.indexer.liveness import Watch
from runside.server.indexer.moves import Moves, Write
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.roles import Announce, Reading, Writing
from runside.server.indexer.situation import Situation
from runside.server.store import IndexBrokenError, IndexUnusableError, Store, StoredRun

TICK_S = 0.05
PROBE_EVERY_S = 0.5
LOOK_AT_INDEX_EVERY_S = 1.0
RETRY_AFTER_S = 5.0
"""How long to wait after the index could not be read or written."""
SET_ASIDE_EVERY_S = 60.0

log = logging.getLogger(__name__)


class Indexing:
    """One index, as its writer or as one of its readers."""

    def __init__(
        self,
        store: Store,
        situation: Situation,
        watch: Watch,
        overlays: Overlays,
        announce: Announce,
        move_notebook: Write,
    ) -> None:
        """``announce`` hears of each run that is new, has grown, has changed its state, or was deleted;
        ``move_notebook`` writes down where the notebook of a run is now.
        """
        self._store = store
        self._situation = situation
        self._watch = watch
        self._overlays = overlays
        self._announce = announce
        self._moves = Moves(situation, move_notebook)
        self._scan_asked = False
        self._look_at: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._role: Writing | Reading | None = None
        self._open: dict[str, StoredRun] = {}
        self._idle: frozenset[str] = frozenset()
        self._index_problem: str | None = None
        self._set_aside = float("-inf")
        self._try_due = self._probe_due = 0.0

    def run(self, ready: threading.Event, stop: threading.Event, wake: threading.Event) -> None:
        """Work until ``stop`` is set.

        Sets ``ready`` when the index is open, or cannot be; ``wake`` says that the situation has changed.
        """
        courtesy = Courtesy()
        try:
            while not stop.is_set():
                more = self.turn(time.monotonic())
                ready.set()
                rest = courtesy.rest()
                wake.wait(rest if more else TICK_S)
                wake.clear()
        finally:
            self._leave()

    @property
    def is_fresh(self) -> bool:
        """Whether all that was found at first has been read; at once where another process writes the index."""
        return self._role is not None and self._role.is_fresh

    @property
    def problem(self) -> str | None:
        """Why the index cannot be read or written now."""
        return self._index_problem

    def close(self) -> None:
        """Let go of the index, where :meth:`turn` was called by itself."""
        self._leave()

    def look_at(self, uid: str) -> None:
        """Something was added to a run by this process, or it was deleted. May be called by any thread, which then
        wakes this one.
        """
        self._look_at.put(uid)

    def scan(self) -> None:
        """Look for new runs at once. May be called by any thread, which then wakes this one."""
        self._scan_asked = True

    def turn(self, now: float) -> bool:
        """Do what is due. Returns whether there is more to do at once."""
        more = False
        try:
            if now >= self._try_due:
                self._try_due = now + LOOK_AT_INDEX_EVERY_S
                self._take_role()
            if self._role is not None:
                if self._scan_asked:
                    self._scan_asked = False
                    self._role.scan()
                while not self._look_at.empty():
                    self._role.look_at(self._look_at.get())
                more = self._role.turn(now)
                if self._role.is_fresh:
                    self._index_problem = None
        except IndexBrokenError as error:
            self._leave()
            self._index_problem = self._store.set_aside(str(error))
            log.warning("Runside: %s", self._index_problem)
            # At once, but not again and again where the new one is no better.
            again = now - self._set_aside < SET_ASIDE_EVERY_S
            self._try_due = now + (SET_ASIDE_EVERY_S if again else 0)
            self._set_aside = now
        except IndexUnusableError as error:
            self._leave()
            if str(error) != self._index_problem:
                log.warning("Runside: %s", error)
            self._index_problem = str(error)
            self._try_due = now + RETRY_AFTER_S
        if now >= self._probe_due:
            self._probe_due = now + PROBE_EVERY_S
            self._look_at_states(now)
        self._situation.problems = tuple(
            filter(None, [self._index_problem, *(self._role.problems if self._role else ())])
        )
        return more

    def _take_role(self) -> None:
        """Become the writer where no other process is; else read. Begin again where the index was
        deleted.
        """
        if self._role is not None and not self._role.is_current:
            self._leave()
        if isinstance(self._role, Writing):
            return
        writer = self._store.try_writer()
        if writer is None and self._role is not None:
            return
        self._leave()
        reader = self._store.reader()
        with reader.snapshot() as index:
            for run in index.runs(only_open=True):
                self._follow(run)
        self._role = (
            Reading(reader, self._situation, self)
            if writer is None
            else Writing(writer, reader, self._situation, self._watch, self._overlays, self)
        )
        self._situation.writes = writer is not None

    def _leave(self) -> None:
        if self._role is not None:
            self._role.close()
            self._role = None

    def run_changed(self, run: StoredRun) -> None:
        """Part of :class:`Announce`, for the role."""
        self._follow(run)
        self._announce.run_changed(run)

    def run_gone(self, uid: str) -> None:
        """Part of :class:`Announce`, for the role."""
        self._watch.forget(uid)
        self._open.pop(uid, None)
        self._announce.run_gone(uid)

    def _follow(self, run: StoredRun) -> None:
        writers = open_writers(run.facts)
        self._watch.set_open(run.uid, Path(run.dir), writers, run.facts["last_t"])
        if writers:
            self._open[run.uid] = run
        else:
            self._open.pop(run.uid, None)

    def _look_at_states(self, now: float) -> None:
        """Announce the runs of which another state is believed now."""
        changed = set(self._watch.probe(now))
        idle, before = self._situation.idle_kernels, self._idle
        self._idle = idle
        if idle != before:
            turned = idle ^ before
            changed |= {uid for uid, run in self._open.items() if run.facts["kernel"] in turned}
        for uid in changed:
            if uid in self._open:
                self._announce.run_changed(self._open[uid])
        live = {uid: run for uid, run in self._open.items() if not self._watch.is_quiet(uid)}
        self._moves.look(live, now)
