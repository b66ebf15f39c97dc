"""What goes out of the index process. Neither the tail nor a query waits for the Jupyter server
to read it.
"""

from __future__ import annotations

import threading
from typing import BinaryIO

from runside.server.framing import pack


class Outbox:
    """Sends from a thread of its own: answers each, of the events about one run only the latest."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
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
        while True:
            with self._filled:
                self._filled.wait_for(lambda: self._answers or self._events or self._closing)
                answers, self._answers = self._answers, []
                events, self._events = self._events, {}
            if not (answers or events):
                return
            try:
                for message in answers:
                    self._stream.write(message)
                for uid, body in events.items():
                    self._stream.write(pack({"event": uid}, body))
                self._stream.flush()
            except OSError:
                return  # the Jupyter server is gone; its closed pipe ends this process
