"""The one thread of a kernel that sends."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from runside.live.answers import Message, answer
from runside.live.feed import Feed

PAUSE = 0.1
"""Seconds after each message: at most ten leave a kernel in a second."""

PAUSE_WHEN_BEHIND = 0.4
"""The same after a message that says how much was left out: of a run that goes on by thousands of rows a second, more
messages show nothing more."""

MOST_QUESTIONS = 100
"""Questions that wait for their answers; pages ask again for what was let go."""

Send = Callable[[dict[str, Any], bytes | None], None]


class Pump:
    """Sends what feeds hold, and the answers to questions, one message at a time.

    It sleeps while there is nothing to send, so that a kernel whose runs are idle does nothing.
    """

    def __init__(self, send: Send, comm_id: str) -> None:
        self._send = send
        self._comm_id = comm_id
        self._feeds: list[Feed] = []
        self._questions: deque[Any] = deque(maxlen=MOST_QUESTIONS)
        self._answers: deque[Iterator[Message]] = deque()
        self._turn = itertools.count()
        self._asleep = False
        self._something = threading.Event()
        threading.Thread(target=self._run, name="runside-live", daemon=True).start()

    def add(self, feed: Feed) -> None:
        """Send what this feed takes from now on."""
        self._feeds.append(feed)

    def ask(self, question: Any) -> None:
        """Take a question; it is answered later, on the pump's own thread."""
        self._questions.append(question)
        self.wake()

    def wake(self) -> None:
        """There is something to send."""
        if self._asleep:
            self._asleep = False
            self._something.set()

    def _run(self) -> None:
        while True:
            message = self._next()
            if message is None:
                self._sleep()
                continue
            # What cannot be sent is in the journal.
            with contextlib.suppress(Exception):
                self._send(*message)
            time.sleep(PAUSE_WHEN_BEHIND if message[0]["type"] == "behind" else PAUSE)

    def _sleep(self) -> None:
        self._something.clear()
        self._asleep = True
        # What came before the line above woke nobody.
        if not (self._questions or any(feed.pending for feed in self._feeds)):
            self._something.wait()
        self._asleep = False

    def _next(self) -> Message | None:
        """The next message: an answer and new lines in turn, and the runs in turn."""
        turn = next(self._turn)
        if turn % 2:
            return self._next_answer() or self._next_lines(turn)
        return self._next_lines(turn) or self._next_answer()

    def _next_lines(self, turn: int) -> Message | None:
        feeds = self._feeds
        for at in range(len(feeds)):
            feed = feeds[(turn // 2 + at) % len(feeds)]
            batch = feed.take()
            if batch is not None:
                data = {
                    "type": "behind" if batch.lines is None else "lines",
                    "run": feed.run.folder.uid,
                    "writer": feed.writer,
                    "first": batch.first,
                    "last": batch.last,
                }
                return data, batch.lines
        return None

    def _next_answer(self) -> Message | None:
        while self._questions:
            self._answers.append(answer(self._questions.popleft(), self._feeds, self._comm_id))
        while self._answers:
            message = next(self._answers[0], None)
            if message is not None:
                self._answers.rotate(-1)
                return message
            self._answers.popleft()
        return None
