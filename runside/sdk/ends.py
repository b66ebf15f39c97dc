"""How a run ends that nobody finished: with the interpreter, cleanly or by an exception.

The code of a ``sys.exit(3)`` that ends a script cannot be seen from here: Python tells it to no hook, and has forgotten
it when the functions of ``atexit`` are called. Such a run has ``ended``; ``with`` and ``finish(3)`` keep the code.
"""

from __future__ import annotations

import atexit
import sys
import time
from types import TracebackType

from runside.sdk import active
from runside.sdk.display import picture
from runside.sdk.whereabouts import ipython_shell

_watching = False

_DRAWING = 1.0
"""Seconds after which no further picture is begun when the interpreter ends."""


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
    runs = list(active.runs)
    for run in runs:
        run._end(None, "ended", draw=False)
    # Jupyter kills a kernel that takes more than 2.5 s to leave. Its sockets still send: they are closed by a function
    # that was registered before this one, and so is called after it.
    until = time.monotonic() + _DRAWING
    for run in runs:
        if time.monotonic() < until:
            picture(run)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep the exception that ends a script with its runs, and let the hook that was there tell it."""
    ends_here = not (hasattr(sys, "ps1") or sys.flags.interactive)
    if ends_here:
        for run in list(active.runs):
            run._fail(error)
    for hook in _previous:
        hook(kind, error, trace)  # type: ignore[operator]
