"""A bar on the terminal for what takes longer than a second; nothing at all where nobody looks."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

AFTER_S = 1.0

Advance = Callable[[float], None]
"""Is told how much of the whole is done by now."""


@contextmanager
def progress(what: str, total: float | None) -> Iterator[Advance]:
    """Show on stderr how far this is, once it has taken a second; only on a terminal.

    Args:
        what: what is being done, for people.
        total: how much there is to do; None where nobody knows.
    """
    bar = _Bar(what, total) if sys.stderr.isatty() else None
    try:
        yield bar.advance if bar else lambda done: None
    finally:
        if bar:
            bar.close()


class _Bar:
    def __init__(self, what: str, total: float | None) -> None:
        self._what = what
        self._total = total
        self._done = 0.0
        self._closed = False
        self._lock = threading.Lock()
        self._shown: Any = None
        self._task: Any = None
        self._timer = threading.Timer(AFTER_S, self._show)
        self._timer.daemon = True
        self._timer.start()

    def advance(self, done: float) -> None:
        with self._lock:
            self._done = done
            if self._shown is not None:
                self._shown.update(self._task, completed=done)

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._shown is not None:
                self._shown.stop()

    def _show(self) -> None:
        try:
            from rich import progress as bars
            from rich.console import Console
        except ImportError:  # a kernel's environment, where only the library is
            sys.stderr.write(f"{self._what} …\n")
            return
        with self._lock:
            if self._closed:
                return
            self._shown = bars.Progress(
                bars.TextColumn("{task.description}"),
                bars.BarColumn(),
                bars.MofNCompleteColumn(),
                bars.TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._shown.add_task(self._what, total=self._total, completed=self._done)
            self._shown.start()
