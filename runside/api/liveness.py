"""Whether the writers of a run are alive, as far as it can be seen from here, at once."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from runside.fold import FoldState, Liveness, RunState, deciding_writers, run_state
from runside.journal import JOURNAL_FOLDER, Probe, RunFolder, alive_name, probe

BETWEEN_PROBES_S = 2.5
"""A lock counts as gone when two probes at least this far apart found it free: a writer takes it again every second."""

SILENT_AFTER_S = 30.0
"""A live writer sets the time of its file every ten seconds."""


_free_since: dict[Path, float] = {}
"""When, in seconds of the monotonic clock, a lock was found free that might have been taken again."""


def look_ahead(folders: Iterable[Path]) -> None:
    """Probe the locks of many runs, so that the second look at each need not wait for itself alone."""
    for folder in folders:
        with suppress(OSError):  # that it cannot be read is told by who reads it
            for path in (folder / JOURNAL_FOLDER).glob(alive_name("*")):
                if time.time() - _time_of(path) < SILENT_AFTER_S and probe(path) is Probe.FREE:
                    _free_since.setdefault(path, time.monotonic())


def state_of(folder: RunFolder, fold: FoldState) -> RunState:
    """The state of a run. It takes 2.5 s where a writer seems to have been killed in the last half minute.

    One of which nothing can be read is not heard from, once there should be something.
    """
    deciding = deciding_writers(fold)
    if not deciding and time.time() - folder.start > SILENT_AFTER_S:
        return "not heard from"
    open_writers = [name for name, state in deciding.items() if not state.finish]
    last = fold.last if fold.last is not None else 0.0
    return run_state(fold, liveness(folder.path, open_writers, last))


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
    now = time.monotonic()
    first = [_free_since.setdefault(path, now) for _, path in doubtful]
    if doubtful:
        time.sleep(max(0.0, max(first) + BETWEEN_PROBES_S - now))
    for writer, path in doubtful:
        is_free = probe(path) is Probe.FREE
        told[writer] = "dead" if is_free else "alive"
        if not is_free:
            _free_since.pop(path, None)
    return told


def _time_of(path: Path) -> float:
    with suppress(OSError):
        return path.stat(follow_symlinks=False).st_mtime
    return 0.0
