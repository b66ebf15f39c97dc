"""The console of a run: what the program prints becomes ``console`` records, off the thread that prints.

The streams are those of `sys`, listened to while a run follows them; a thread keeps twice a second what was printed. So
a process that is killed loses of its whole lines at most those of the last second, of a line that it did not end what it
added in the last ten; one that ends any other way loses nothing that was printed before the end of its run.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from runside.capture.lines import Lines
from runside.capture.streams import STREAMS, Heard, wrap

_TURN = 0.5
"""Seconds between two looks at what was printed."""

_SOON = 0.02
"""Seconds to the next look where much is printed."""

_PATIENCE = 2.0
"""Seconds that the end of a run waits for a turn of the other thread."""

_MUCH = 1 << 20
"""Characters that make one look follow the other soon."""

Note = Callable[[str, Mapping[str, Any]], None]
"""Writes a record: its kind and its fields."""


def follow(note: Note) -> Callable[[], None]:
    """Keep what is printed from now on, by ``note("console", {"stream": …, "text": …})`` on another thread.

    Returns what ends this: when it has been called, all that was printed before is noted, and where nobody follows any
    more the streams are as they were. A forked child follows nothing.
    """
    global _console
    with _lock:
        if _console is None:
            _console = _Console()
        console = _console
        console.join(note)

    def leave() -> None:
        global _console
        with _lock:
            if console.leave(note) and _console is console:
                _console = None

    return leave


class _Console:
    """The two streams, while somebody follows them."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._process = os.getpid()
        self._turning = threading.RLock()
        self._over = threading.Event()
        self._lines = {stream: Lines() for stream in STREAMS}
        self._heard = Heard()
        self._wrapped = wrap(self._heard)
        thread = threading.Thread(target=self._run, name="runside-console", daemon=True)
        # At the interpreter's end no thread starts any more: then all is kept at the end of the run.
        with suppress(RuntimeError):
            thread.start()

    def join(self, note: Note) -> None:
        """Note there, too, what is printed from now on."""
        with self._turning:
            self._turn()
            self._notes = [*self._notes, note]

    def leave(self, note: Note) -> bool:
        """Note what was printed until now, and nothing more there. Gives whether nobody follows any more."""
        if os.getpid() != self._process:
            return False
        # A signal handler may end a run in the middle of a `log`, while the other thread waits for that `log`.
        has_turn = self._turning.acquire(timeout=_PATIENCE)
        try:
            if has_turn:
                self._turn()
                for stream, lines in self._lines.items():
                    self._tell(stream, lines.end())
            self._notes = [other for other in self._notes if other is not note]
            if self._notes:
                return False
            self.let_go()
            self._over.set()
            return True
        finally:
            if has_turn:
                self._turning.release()

    def let_go(self) -> None:
        """Let the streams be as they were."""
        self._heard.on = False
        for wrapped in self._wrapped:
            wrapped.restore()

    def _run(self) -> None:
        self._heard.deaf_to = threading.get_ident()
        wait = _TURN
        while not self._over.wait(wait):
            wait = _SOON if self._heard.size > _MUCH else _TURN
            with self._turning:
                self._turn()

    def _turn(self) -> None:
        """Note what was printed since the last turn."""
        texts, left_out = self._heard.take()
        now = time.monotonic()
        for stream, lines in self._lines.items():
            self._tell(stream, lines.take(texts[stream], now))
            if stream in left_out:
                self._tell(stream, lines.end())
                count = left_out[stream]
                self._tell(stream, [lines.left_out(count)], left_out=count)

    def _tell(self, stream: str, texts: Iterable[str], **more: int) -> None:
        for text in texts:
            fields: dict[str, Any] = {"stream": stream, "text": text, **more}
            for note in self._notes:
                # Whatever goes wrong with one run stops neither the others nor the program.
                with suppress(Exception):
                    note("console", fields)


_lock = threading.RLock()
_console: _Console | None = None


def _in_child() -> None:
    """A forked child, a data loader as it may be, prints as its parent does, and only that."""
    global _console, _lock
    _lock = threading.RLock()
    if _console is not None:
        _console.let_go()
        _console = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
