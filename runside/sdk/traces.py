"""Tracebacks, as they are kept with a run."""

from __future__ import annotations

import traceback

LINES = 20
"""How many of its last lines are kept."""


def traceback_lines(error: BaseException) -> list[str]:
    """The last lines of an exception's traceback, as Python prints them."""
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return text.splitlines()[-LINES:]
