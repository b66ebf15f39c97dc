"""The index process: the tail on its main thread, questions on threads of their own, one more
that listens.

It ends when the Jupyter server's end of its pipe closes, however that came about, so that it is
never an orphan.
"""

from __future__ import annotations

import logging
import queue
import threading
from typing import Any, BinaryIO

from runside.server.answer import Refused
from runside.server.framing import pack, read
from runside.server.indexer.indexing import Indexing
from runside.server.indexer.liveness import Watch
from runside.server.indexer.outbox import Outbox
from runside.server.indexer.queries import Queries, told_event
from runside.server.indexer.situation import Situation
from runside.server.store import Store, StoredRun

QUERY_THREADS = 2
"""One long question does not keep the others from being answered."""

log = logging.getLogger(__name__)

Question = dict[str, Any]


def serve(store: Store, incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Keep the index and answer questions until ``incoming`` ends."""
    situation, watch, outbox = Situation(), Watch(), Outbox(outgoing)
    ready, stop, wake = threading.Event(), threading.Event(), threading.Event()
    questions: queue.SimpleQueue[Question | None] = queue.SimpleQueue()

    def announce(run: StoredRun) -> None:
        outbox.event(run.uid, told_event(run, situation, watch))

    def listen() -> None:
        while (message := read(incoming)) is not None:
            head, _ = message
            if "tell" in head:
                situation.hear(head["tell"])
                wake.set()
            else:
                questions.put(head)
        for _ in range(QUERY_THREADS):
            questions.put(None)
        stop.set()
        wake.set()

    def answer() -> None:
        queries = Queries(store, situation, watch)
        ready.wait()
        while (question := questions.get()) is not None:
            outbox.answer(_answered(queries, question))
        queries.close()

    for target in (listen, *[answer] * QUERY_THREADS):
        threading.Thread(target=target, name=f"runside-{target.__name__}", daemon=True).start()
    Indexing(store, situation, watch, announce).run(ready, stop, wake)
    outbox.close()


def _answered(queries: Queries, question: Question) -> bytes:
    number = question["id"]
    try:
        answer = queries.answer(question["ask"], question["about"])
        return pack({"id": number, "type": answer.content_type}, answer.body)
    except Refused as refusal:
        return pack({"id": number, "status": refusal.status, "message": refusal.message})
    except Exception:
        # A question that fails is answered, whatever it was: the page that asked waits for it.
        log.exception("Runside could not answer %s", question["ask"])
        return pack(
            {
                "id": number,
                "status": 500,
                "message": "the Jupyter server's log says what went wrong",
            }
        )
