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

over = False
"""Whether the interpreter is about to end."""

_watching = False

_DRAWING = 1.0
"""Seconds after which no further picture is begun when the interpreter ends."""


def watch_ends() -> None:
    """From now on, write the finish records of runs that are left open when the interpreter ends."""
    global _watching
    _watch_worker()
    if _watching:
        return
    _watching = True
    atexit.register(_ended)
    if ipython_shell() is None:
        _previous.append(sys.excepthook)
        sys.excepthook = _crashed


def _watch_worker() -> None:
    """The same in a worker of multiprocessing, which leaves without atexit. Those that are forked forget what was
    registered before, so that this is done for each run.
    """
    process, util = map(sys.modules.get, ("multiprocessing.process", "multiprocessing.util"))
    if process is not None and util is not None and process.parent_process() is not None:
        util.Finalize(None, _ended, exitpriority=0)


_previous: list[object] = []


def _ended() -> None:
    global over
    over = True
    runs = list(active.runs)
    error = _unseen()
    for run in runs:
        if error is not None:
            run._fail(error)
        else:
            run._end(None, "ended", draw=False)
    # Jupyter kills a kernel that takes more than 2.5 s to leave. Its sockets still send: they are closed by a function
    # that was registered before this one, and so is called after it.
    until = time.monotonic() + _DRAWING
    for run in runs:
        if time.monotonic() < until:
            picture(run)


def _unseen() -> BaseException | None:
    """The exception that ends this script, where a hook that was put in place of ours did not hand it on.

    Python keeps each one that it prints, and so do test runners with theirs: only one of the program itself counts.
    """
    error: BaseException | None = getattr(sys, "last_value", None)
    trace = getattr(sys, "last_traceback", None)
    if trace is None or not _is_script():
        return None
    return error if trace.tb_frame.f_globals.get("__name__") in ("__main__", "runpy") else None


def _is_script() -> bool:
    """Whether an exception that nobody catches ends this interpreter."""
    return ipython_shell() is None and not (hasattr(sys, "ps1") or sys.flags.interactive)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Let the hook that was there tell the exception that ends a script, and keep it with the script's runs.

    In this order, so that what the hook prints is among what a run keeps of the console.
    """
    try:
        for hook in _previous:
            hook(kind, error, trace)  # type: ignore[operator]
    finally:
        if _is_script():
            for run in list(active.runs):
                run._fail(error)
