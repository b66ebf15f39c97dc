"""What Runside tells the user, outside of its errors: one line each, on stderr."""

from __future__ import annotations

import os
import sys
import warnings

from runside.journal.trouble import level_outside

_TRUE = frozenset({"1", "true", "yes", "on"})


_silent: bool | None = None


def silence(asked: bool) -> None:
    """Let no line be printed from now on, or let them be printed: what the last ``init`` was told.

    The environment goes on to count where it says the same: it may change.
    """
    global _silent
    _silent = asked if asked != _silent_by_environment() else None


def silent() -> bool:
    """Whether the user asked for no lines: in the last ``init``, else by ``RUNSIDE_SILENT``, else ``WANDB_SILENT``."""
    return _silent_by_environment() if _silent is None else _silent


def _silent_by_environment() -> bool:
    asked = os.environ.get("RUNSIDE_SILENT", os.environ.get("WANDB_SILENT", ""))
    return asked.strip().lower() in _TRUE


def tell(message: str) -> None:
    """Print a line for the user, unless silence was asked for. Never raises: stderr may be closed."""
    if silent() or sys.stderr is None:
        return
    try:
        sys.stderr.write(f"runside: {message}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def warn(message: str) -> None:
    """Warn of something that the user should change, unless silence was asked for. The warning points at the user's line."""
    if silent():
        return
    warnings.warn(f"runside: {message}", UserWarning, stacklevel=level_outside())
