"""How a run ends that nobody finished: with the interpreter, cleanly or by an exception."""

from __future__ import annotations

import atexit
import sys
from types import TracebackType

from runside.sdk import active
from runside.sdk.whereabouts import ipython_shell

_watching = False


def watch_ends() -> None:
    """From now on, write the finish records of runs that are left open when the interpreter ends."""
    global _watching
    if _watching:
        return
    _watching = True
    atexit.register(_ended)
    if ipython_shell() is None:
        _previous.append(sys.excepthook)
        sys.excepthook = _crashed


_previous: list[object] = []


def _ended() -> None:
    for run in list(active.runs):
        run._end(None, "ended")


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep the exception that ends a script with its runs, and let the hook that was there tell it."""
    ends_here = not (hasattr(sys, "ps1") or sys.flags.interactive)
    if ends_here:
        for run in list(active.runs):
            run._fail(error)
    for hook in _previous:
        hook(kind, error, trace)  # type: ignore[operator]
