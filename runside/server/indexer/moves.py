"""Live runs whose notebook is no longer where they recorded it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial

from runside.server.answer import Answer, Refused
from runside.server.indexer.facts import below_root
from runside.server.indexer.situation import Situation
from runside.server.store import StoredRun

RETRY_AFTER_S = 10.0

log = logging.getLogger(__name__)

Write = Callable[[Callable[["Answer | Refused"], None], str, str], None]
"""Writes the notebook of a run down, and tells a reply what came of it: :meth:`Changes.move_notebook`."""


class Moves:
    """Has each move written down once. Times are those of ``time.monotonic()``."""

    def __init__(self, situation: Situation, write: Write) -> None:
        self._situation = situation
        self._write = write
        self._asked: dict[str, str] = {}
        """By run the path that was written last, or is being written."""
        self._failed: dict[str, float] = {}

    def look(self, live: Mapping[str, StoredRun], now: float) -> None:
        """Compare what these runs recorded with what the sessions of their kernels say."""
        for uid in self._asked.keys() - live.keys():
            self._asked.pop(uid, None)
        for uid, since in list(self._failed.items()):
            if now - since >= RETRY_AFTER_S:
                self._failed.pop(uid, None)
                self._asked.pop(uid, None)
        for uid, run in live.items():
            path = self._situation.notebooks.get(run.facts["kernel"] or "")
            if path is None or self._asked.get(uid) == path:
                continue
            root_dirs = self._situation.root_dirs
            if below_root(run.facts["notebook"], root_dirs) != below_root(path, root_dirs):
                self._asked[uid] = path
                self._write(partial(self._answered, uid, now), uid, path)

    def _answered(self, uid: str, asked: float, answer: Answer | Refused) -> None:
        if isinstance(answer, Refused):
            log.warning(
                "Runside could not write down that a notebook was moved: %s", answer.message
            )
            self._failed[uid] = asked
