"""The one timer thread of a process: each second, or sooner where one asks, every open writer does its slow work."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import Protocol

INTERVAL = 1.0
"""Seconds between two ticks, at most."""

SHORTEST = 0.05
"""Seconds between two ticks, at least."""


class Member(Protocol):
    """What is ticked."""

    def tick(self) -> float | None:
        """Do what is due; never raises for what the outside world does.

        Returns in how many seconds it would be ticked again; None where that does not matter.
        """


class Ticker:
    """A daemon thread that lives while it has members."""

    def __init__(self, interval: float = INTERVAL) -> None:
        self._interval = interval
        self._members: list[Member] = []
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, member: Member) -> None:
        """Tick `member` from now on, starting the thread where there is none."""
        with self._lock:
            self._members = [*self._members, member]
            if self._thread is None:
                thread = threading.Thread(target=self._run, name="runside-journal", daemon=True)
                # At the interpreter's end no thread starts any more; then nothing is ticked, and
                # `close` of each writer does what is due.
                with contextlib.suppress(RuntimeError):
                    thread.start()
                    self._thread = thread

    def remove(self, member: Member) -> None:
        """Tick `member` no more; the thread ends after its last one."""
        with self._lock:
            self._members = [other for other in self._members if other is not member]
            if not self._members:
                self._wake.set()

    @property
    def running(self) -> bool:
        """Whether the thread lives."""
        return self._thread is not None

    def _run(self) -> None:
        pause = self._interval
        while True:
            self._wake.wait(pause)
            with self._lock:
                self._wake.clear()
                members = self._members
                if not members:
                    self._thread = None
                    return
            asked = [_tick(member) for member in members]
            soonest = min((each for each in asked if each is not None), default=self._interval)
            pause = min(max(soonest, SHORTEST), self._interval)


def _tick(member: Member) -> float | None:
    """Tick one member so that whatever goes wrong in it is shown, and stops no other."""
    try:
        return member.tick()
    except Exception as error:  # noqa: BLE001 - as above
        what = (type(error), error, error.__traceback__, threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(what))
        return None


ticker = Ticker()
"""The process's own."""


def _forget_in_child() -> None:
    """Threads do not survive a fork, and neither do the parent's writers."""
    ticker.__init__()  # type: ignore[misc]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_child)
