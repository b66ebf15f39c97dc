"""What Runside tells the user, outside of its errors: one line each, on stderr."""

from __future__ import annotations

import os
import sys
import warnings

from runside.journal.trouble import level_outside

_TRUE = frozenset({"1", "true", "yes", "on"})


def silent() -> bool:
    """Whether the user asked for no lines: ``RUNSIDE_SILENT``, else ``WANDB_SILENT``."""
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
    """Warn of something that the user should change. The warning points at the user's line."""
    warnings.warn(f"runside: {message}", UserWarning, stacklevel=level_outside())
