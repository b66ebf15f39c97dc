"""Tracebacks, as they are kept with a run."""

from __future__ import annotations

import traceback
from types import TracebackType

LINES = 20
"""How many of its last lines are kept."""

_SHELL = "IPython."
"""How the modules are called that run a cell."""


def traceback_lines(error: BaseException) -> list[str]:
    """The last lines of an exception's traceback, as Python prints them; from the user's cell on in a notebook."""
    trace = _of_the_user(error.__traceback__)
    text = "".join(traceback.format_exception(type(error), error, trace))
    return text.splitlines()[-LINES:]


def _of_the_user(trace: TracebackType | None) -> TracebackType | None:
    """The traceback without the frames of the shell that it begins with."""
    inner = trace
    while inner is not None and _is_shell(inner):
        inner = inner.tb_next
    return inner or trace


def _is_shell(trace: TracebackType) -> bool:
    return str(trace.tb_frame.f_globals.get("__name__", "")).startswith(_SHELL)
