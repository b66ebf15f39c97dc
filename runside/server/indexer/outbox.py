"""What goes out of the index process. Neither the tail nor a query waits for the Jupyter server
to read it.
"""

from __future__ import annotations

import threading
import time
from typing import BinaryIO

from runside.server.framing import pack

EVENTS_APART_S = 0.2
"""Seconds between two sendings of events. A tight loop makes twenty a second, each of which costs the Jupyter server and
every page, and pages fetch what they tell of no more often than this."""


class Outbox:
    """Sends from a thread of its own: answers each and at once, of the events about one run only the latest."""

    def __init__(self, stream: BinaryIO, events_apart: float = EVENTS_APART_S) -> None:
        self._stream = stream
        self._events_apart = events_apart
        self._answers: list[bytes] = []
        self._events: dict[str, bytes] = {}
        self._closing = False
        self._filled = threading.Condition()
        self._thread = threading.Thread(target=self._send_all, name="runside-outbox", daemon=True)
        self._thread.start()

    def answer(self, message: bytes) -> None:
        with self._filled:
            self._answers.append(message)
            self._filled.notify()

    def event(self, uid: str, body: bytes) -> None:
        with self._filled:
            self._events[uid] = body
            self._filled.notify()

    def close(self) -> None:
        """Send what is there, and end; give up after a second where nobody reads."""
        with self._filled:
            self._closing = True
            self._filled.notify()
        self._thread.join(1.0)

    def _send_all(self) -> None:
        events_due = time.monotonic()
        while True:
            with self._filled:
                self._filled.wait_for(lambda: self._answers or self._events or self._closing)
                wait = max(0.0, events_due - time.monotonic())
                self._filled.wait_for(lambda: self._answers or self._closing, wait)
                answers, self._answers = self._answers, []
                events: dict[str, bytes] = {}
                if self._closing or time.monotonic() >= events_due:
                    events, self._events = self._events, events
            if self._closing and not (answers or events):
                return
            if events:
                events_due = time.monotonic() + self._events_apart
            try:
                for message in answers:
                    self._stream.write(message)
                for uid, body in events.items():
                    self._stream.write(pack({"event": uid}, body))
                self._stream.flush()
            except OSError:
                return  # the Jupyter server is gone; its closed pipe ends this process
