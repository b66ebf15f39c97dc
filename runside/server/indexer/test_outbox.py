import os

from runside.server.framing import pack
from runside.server.indexer.outbox import Outbox


def test_events_that_wait_are_passed_by_answers_and_only_the_latest_of_a_run_is_sent() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as incoming, os.fdopen(writing, "wb") as outgoing:
        outbox = Outbox(outgoing, events_apart=3600)
        outbox.event("a", b"1")
        first = pack({"event": "a"}, b"1")
        assert incoming.read(len(first)) == first
        outbox.event("a", b"2")
        outbox.event("a", b"3")
        outbox.event("b", b"4")
        answer = pack({"id": 1}, b"answer")
        outbox.answer(answer)
        assert incoming.read(len(answer)) == answer
        outbox.close()
        outgoing.close()
        assert incoming.read() == pack({"event": "a"}, b"3") + pack({"event": "b"}, b"4")
