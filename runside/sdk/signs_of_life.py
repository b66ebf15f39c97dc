"""Whether a run's writers are alive, as far as this process can tell."""

from __future__ import annotations

import time
from pathlib import Path

from runside.fold import is_logging
from runside.journal import Probe, probe
from runside.journal.names import log_name

_SILENT_AFTER = 30.0
"""Seconds after which a writer whose lock cannot be seen, and whose file stands still, is no longer taken as alive."""


def signs_of_life(run: Path) -> list[bool]:
    """For each logging writer in a run's folder whether it is alive.

    One that is about to take its lock, and has no file of records before it has, is neither.
    """
    signs = []
    for file in (run / "journal").glob("*.alive"):
        if is_logging(file.name):
            seen = probe(file)
            silent = seen is Probe.UNKNOWN and age(file) >= _SILENT_AFTER
            alive = seen is not Probe.FREE and not silent
            if alive or file.with_name(log_name(file.stem, 1)).exists():
                signs.append(alive)
    return signs


def age(path: Path) -> float:
    """Seconds since a file or folder has changed; infinite where it is not there."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")
