"""The loop of the index process: finds runs, follows their journals, keeps the index, says what
changed.

One process on the machine writes an index. Another one on the same index (a second Jupyter server
of the same user) reads it, says what changed as well, and takes over when the writer is gone.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from runside.server.indexer.facts import open_writers
from runside.server.indexer.liveness import Watch
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
        self, store: Store, situation: Situation, watch: Watch, announce: Announce
    ) -> None:
        """``announce`` is called for each run that is new, has grown, or has changed its state."""
        self._store = store
        self._situation = situation
        self._watch = watch
        self._announce = announce
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
        try:
            while not stop.is_set():
                more = self.turn(time.monotonic())
                ready.set()
                if not more:
                    wake.wait(TICK_S)
                wake.clear()
        finally:
            self._leave()

    def turn(self, now: float) -> bool:
        """Do what is due. Returns whether there is more to do at once."""
        more = False
        try:
            if now >= self._try_due:
                self._try_due = now + LOOK_AT_INDEX_EVERY_S
                self._take_role()
            if self._role is not None:
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
            Reading(reader, self._situation, self._tell)
            if writer is None
            else Writing(writer, reader, self._situation, self._watch, self._tell)
        )

    def _leave(self) -> None:
        if self._role is not None:
            self._role.close()
            self._role = None

    def _tell(self, run: StoredRun) -> None:
        self._follow(run)
        self._announce(run)

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
                self._announce(self._open[uid])
