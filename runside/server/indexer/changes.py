"""What is changed of runs from here: edits, notebooks that were moved, deletions; one after the other.

An edit is a record in a journal, so that the index need not be ours to write: whoever writes it reads the edit
there. The answer waits until the index has it.
"""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from runside.journal.format import dumps
from runside.journal.removal import NotRemovedError, remove_overlay, remove_run
from runside.server.answer import Answer, Refused
from runside.server.edit import VIEWERS
from runside.server.indexer.current_reader import CurrentReader
from runside.server.indexer.edits import EditFailed, Edits
from runside.server.indexer.ending import why_not_ended
from runside.server.indexer.liveness import Watch
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.owners import owner_of
from runside.server.indexer.situation import Situation
from runside.server.indexer.telling import info_now, state_now
from runside.server.store import IndexUnusableError, Snapshot, Store, StoredRun

Json = Any

INDEXED_WITHIN_S = 15.0
"""How long an answer waits for the index to have what was written."""
LOOK_EVERY_S = 0.02

log = logging.getLogger(__name__)

Reply = Callable[["Answer | Refused"], None]
Indexed = Callable[[Snapshot], "Answer | None"]
"""The answer to a change, as soon as the index has that."""


@dataclass(slots=True)
class _Made:
    """A change that was made, and is not in the index yet."""

    indexed: Indexed
    reply: Reply
    deadline: float


class Changes:
    """Makes changes on one thread, in the order in which they were asked for."""

    def __init__(
        self,
        store: Store,
        situation: Situation,
        watch: Watch,
        overlays: Overlays,
        look_at: Callable[[str], None],
    ) -> None:
        """``look_at`` is told the uid of each run that was changed, so that the index need not find it."""
        self._situation = situation
        self._watch = watch
        self._overlays = overlays
        self._look_at = look_at
        self._edits = Edits(overlays)
        self._reader = CurrentReader(store)
        self._asked: queue.SimpleQueue[tuple[Callable[[], Indexed], Reply] | None]
        self._asked = queue.SimpleQueue()
        self._made: list[_Made] = []

    def edit(self, reply: Reply, uid: str, fields: dict[str, Json]) -> None:
        """Write an edit of a run. The answer is its info."""
        self._asked.put((partial(self._edit, uid, fields), reply))

    def move_notebook(self, reply: Reply, uid: str, notebook: str) -> None:
        """Write down where the notebook of a run is now. The answer is its info."""
        self._asked.put((partial(self._write, uid, {"notebook": notebook}), reply))

    def delete(self, reply: Reply, uid: str) -> None:
        """Remove the files of a run. The answer is empty."""
        self._asked.put((partial(self._delete, uid), reply))

    def stop(self) -> None:
        """Make :meth:`run` return when all that was asked for before is done."""
        self._asked.put(None)

    def run(self) -> None:
        """Work until :meth:`stop`."""
        while True:
            try:
                asked = self._asked.get(timeout=LOOK_EVERY_S if self._made else None)
            except queue.Empty:
                self._answer_those_indexed()
                continue
            if asked is None:
                break
            make, reply = asked
            try:
                made = _Made(self._safely(make), reply, time.monotonic() + INDEXED_WITHIN_S)
                self._made.append(made)
            except Refused as refusal:
                reply(refusal)
            self._answer_those_indexed()
        self._reader.close()

    def _safely(self, work: Callable[[], Any]) -> Any:
        """What comes of this work. Raises Refused, whatever went wrong: somebody waits for the answer."""
        try:
            return work()
        except Refused:
            raise
        except IndexUnusableError as error:
            self._reader.close()
            raise Refused(503, f"{error}; ask again") from error
        except Exception as error:
            log.exception("Runside could not change a run")
            raise Refused(500, "the Jupyter server's log says what went wrong") from error

    def _answer_those_indexed(self) -> None:
        made, self._made = self._made, []
        for one in made:
            try:
                answer = self._safely(partial(self._look, one.indexed))
            except Refused as refusal:
                # An index that cannot be read just now may be there again in a moment.
                answer = None if refusal.status == 503 else refusal
            if answer is not None:
                one.reply(answer)
            elif time.monotonic() < one.deadline:
                self._made.append(one)
            else:
                one.reply(Refused(503, "the change was made, but the index does not have it yet"))

    def _look(self, indexed: Indexed) -> Answer | None:
        with self._reader.get().snapshot() as index:
            return indexed(index)

    def _find(self, uid: str) -> StoredRun:
        with self._reader.get().snapshot() as index:
            run = index.run(uid)
        if run is None:
            raise Refused(404, f"there is no run {uid} in the index")
        return run

    def _edit(self, uid: str, fields: dict[str, Json]) -> Indexed:
        owner = owner_of(Path(self._find(uid).dir))
        if owner is not None and not owner.is_me and not fields.keys() <= VIEWERS:
            raise Refused(
                403,
                f"this run belongs to {owner.name}: only {owner.name} can change more of it than its colour, and "
                "whether it is hidden",
            )
        return self._write(uid, fields)

    def _write(self, uid: str, fields: dict[str, Json]) -> Indexed:
        folder = Path(self._find(uid).dir)
        if owner_of(folder) is None:
            raise Refused(409, f"the folder of this run, {folder}, is not there now")
        try:
            written = self._edits.write(uid, folder, fields)
        except EditFailed as error:
            raise Refused(507, str(error)) from error
        self._look_at(uid)

        def indexed(index: Snapshot) -> Answer | None:
            run = index.run(uid)
            if run is None or run.cursors.get(written.writer, 0) < written.seq:
                return None
            return Answer(dumps({"info": info_now(run, self._situation, self._watch)}))

        return indexed

    def _delete(self, uid: str) -> Indexed:
        run = self._find(uid)
        folder = Path(run.dir)
        owner = owner_of(folder)
        if owner is not None and not owner.is_me:
            raise Refused(403, f"this run belongs to {owner.name}: only {owner.name} can delete it")
        if not run.facts["trash"]:
            raise Refused(409, "this run is not in the trash: move it there first")
        why = why_not_ended(state_now(run, self._situation, self._watch), folder)
        if owner is not None and why is not None:
            raise Refused(409, f"this run cannot be deleted: {why}")
        try:
            remove_run(folder, uid)
            # Last: it may be what says that the run is in the trash.
            remove_overlay(self._overlays.of(uid))
        except NotRemovedError as error:
            raise Refused(409, f"this run cannot be deleted: {error}") from error
        self._look_at(uid)
        return lambda index: Answer(b"") if index.run(uid) is None else None
