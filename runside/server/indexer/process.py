"""The index process: the tail on its main thread, questions on threads of their own, one more
that listens.

It ends when the Jupyter server's end of its pipe closes, however that came about, so that it is
never an orphan.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

from runside.server.answer import Answer, Refused
from runside.server.framing import pack, read
from runside.server.indexer.changes import Changes
from runside.server.indexer.comparing import Comparing
from runside.server.indexer.indexing import Indexing
from runside.server.indexer.liveness import Watch
from runside.server.indexer.outbox import Outbox
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.queries import Queries
from runside.server.indexer.seen import Seen
from runside.server.indexer.situation import Situation
from runside.server.indexer.telling import gone_event, run_event
from runside.server.store import Store, StoredRun

QUERY_THREADS = 2
"""One long question does not keep the others from being answered."""

log = logging.getLogger(__name__)

Question = dict[str, Any]


class _Announcer:
    """Tells the Jupyter server of what the index says now. Implements :class:`Announce`."""

    def __init__(self, outbox: Outbox, situation: Situation, watch: Watch) -> None:
        self._outbox = outbox
        self._situation = situation
        self._watch = watch

    def run_changed(self, run: StoredRun) -> None:
        self._outbox.event(run.uid, run_event(run, self._situation, self._watch))

    def run_gone(self, uid: str) -> None:
        self._outbox.event(uid, gone_event(uid))


def serve(store: Store, overlays: Overlays, incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Keep the index and answer questions until ``incoming`` ends."""
    situation, watch, outbox = Situation(), Watch(), Outbox(outgoing)
    ready, stop, wake = threading.Event(), threading.Event(), threading.Event()
    questions: queue.SimpleQueue[Question | None] = queue.SimpleQueue()

    def look_at(uid: str) -> None:
        indexing.look_at(uid)
        wake.set()

    def scan() -> None:
        indexing.scan()
        wake.set()

    changes = Changes(store, situation, watch, overlays, look_at)
    announcer = _Announcer(outbox, situation, watch)
    indexing = Indexing(store, situation, watch, overlays, announcer, changes.move_notebook)
    seen, comparing = Seen(), Comparing()
    asked_for: dict[str, Callable[..., None]] = {
        "edit": changes.edit,
        "delete": changes.delete,
    }

    def reply(number: int, answer: Answer | Refused) -> None:
        outbox.answer(_packed(number, answer))

    def listen() -> None:
        while (message := read(incoming)) is not None:
            head, _ = message
            if "tell" in head:
                situation.hear(head["tell"])
                wake.set()
            elif head["ask"] in asked_for:
                asked_for[head["ask"]](partial(reply, head["id"]), **head["about"])
            else:
                questions.put(head)
        for _ in range(QUERY_THREADS):
            questions.put(None)
        changes.stop()
        stop.set()
        wake.set()

    def answer() -> None:
        queries = Queries(store, situation, watch, overlays, seen, comparing, scan)
        ready.wait()
        while (question := questions.get()) is not None:
            reply(question["id"], _answered(queries, question))
        queries.close()

    def change() -> None:
        ready.wait()
        changes.run()

    for target in (listen, change, *[answer] * QUERY_THREADS):
        threading.Thread(target=target, name=f"runside-{target.__name__}", daemon=True).start()
    indexing.run(ready, stop, wake)
    outbox.close()


def _answered(queries: Queries, question: Question) -> Answer | Refused:
    try:
        return queries.answer(question["ask"], question["about"])
    except Refused as refusal:
        return refusal
    except Exception:
        # A question that fails is answered, whatever it was: the page that asked waits for it.
        log.exception("Runside could not answer %s", question["ask"])
        return Refused(500, "the Jupyter server's log says what went wrong")


def _packed(number: int, answer: Answer | Refused) -> bytes:
    if isinstance(answer, Refused):
        return pack({"id": number, "status": answer.status, "message": answer.message})
    return pack({"id": number, "type": answer.content_type}, answer.body)
