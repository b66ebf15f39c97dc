"""Whether nobody writes to a run any more, so that its files may be taken away."""

from __future__ import annotations

import os
import time
from pathlib import Path

from runside.fold import RunState, is_logging
from runside.journal import Probe, probe
from runside.journal.names import JOURNAL_FOLDER
from runside.server.indexer.liveness import SILENT_AFTER_S

FORGOTTEN_AFTER_S = 24 * 3600.0
"""A writer of another machine, of which nothing was heard for this long, does not come back."""


def why_not_ended(state: RunState, folder: Path) -> str | None:
    """Why a run may still be written, for people; None where it has ended.

    The index may be a moment behind, so that the folder is looked into as well.
    """
    if state in ("running", "idle"):
        return "it is running: finish it first"
    if state == "not heard from" and _last_sign(folder) > time.time() - FORGOTTEN_AFTER_S:
        return "its process runs on another machine, and was heard from less than a day ago"
    for file in _alive_files(folder):
        seen = probe(file)
        if seen is Probe.HELD or (seen is Probe.UNKNOWN and _age(file) < SILENT_AFTER_S):
            return "a process is writing to it: finish it first"
    return None


def _alive_files(folder: Path) -> list[Path]:
    """Those of the logging writers."""
    journal = folder / JOURNAL_FOLDER
    try:
        names = os.listdir(journal)  # noqa: PTH208 - names are enough
    except OSError:
        return []
    return [journal / name for name in names if name.endswith(".alive") and is_logging(name)]


def _last_sign(folder: Path) -> float:
    journal = folder / JOURNAL_FOLDER
    try:
        names = os.listdir(journal)  # noqa: PTH208
    except OSError:
        return 0.0
    return max(
        (time.time() - _age(journal / name) for name in names if is_logging(name)), default=0.0
    )


def _age(file: Path) -> float:
    """Seconds since a file was changed; none at all for one that cannot be seen."""
    try:
        return time.time() - file.stat(follow_symlinks=False).st_mtime
    except OSError:
        return float("inf")
