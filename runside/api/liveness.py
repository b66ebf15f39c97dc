"""Whether the writers of a run are alive, as far as it can be seen from here, at once."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from runside.fold import FoldState, Liveness, RunState, deciding_writers, run_state
from runside.journal import JOURNAL_FOLDER, Probe, alive_name, probe

BETWEEN_PROBES_S = 2.5
"""A lock counts as gone when two probes this far apart found it free: a writer takes it again every second."""

SILENT_AFTER_S = 30.0
"""A live writer sets the time of its file every ten seconds."""


def state_of(folder: Path, fold: FoldState) -> RunState:
    """The state of a run. It takes 2.5 s where a writer seems to have been killed in the last half minute."""
    open_writers = [name for name, state in deciding_writers(fold).items() if not state.finish]
    last = fold.last if fold.last is not None else 0.0
    return run_state(fold, liveness(folder, open_writers, last))


def liveness(folder: Path, writers: Iterable[str], last: float) -> dict[str, Liveness]:
    """Of each of these writers what is believed. ``last`` is when the run's last record was written."""
    told: dict[str, Liveness] = {}
    doubtful: list[tuple[str, Path]] = []
    for writer in writers:
        path = folder / JOURNAL_FOLDER / alive_name(writer)
        seen = probe(path)
        moved = time.time() - max(last, _time_of(path)) < SILENT_AFTER_S
        if seen is Probe.HELD:
            told[writer] = "alive"
        elif seen is Probe.UNKNOWN:
            told[writer] = "alive" if moved else "silent"
        elif not moved:
            told[writer] = "dead"
        else:
            doubtful.append((writer, path))
    if doubtful:
        time.sleep(BETWEEN_PROBES_S)
    for writer, path in doubtful:
        told[writer] = "dead" if probe(path) is Probe.FREE else "alive"
    return told


def _time_of(path: Path) -> float:
    with suppress(OSError):
        return path.stat(follow_symlinks=False).st_mtime
    return 0.0
