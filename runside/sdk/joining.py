"""The folder that a run is kept in: a new one, or that of a live run which this process joins."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import NamedTuple

from runside.journal import (
    JournalReader,
    Probe,
    RunFolder,
    RunFolderError,
    create_run,
    folders_named,
    loads,
    open_run,
    probe,
    read_lines,
    runs_named,
    writers,
)

_ONLY_EDIT = ("api-", "server-")
_SILENT_AFTER = 30.0
"""Seconds after which a writer whose lock cannot be seen, and whose file stands still, is no longer taken as alive."""

_BORN_WITHIN = 5.0
"""Seconds that a run may take from its folder to its first writer."""


class Place(NamedTuple):
    """Where a process writes."""

    folder: RunFolder
    joined: bool
    """Whether the run was there, and is alive."""
    name: str | None
    """What a run that was joined is called."""
    last: float
    """The greatest time in a run that was joined; its start for a new one."""


def new_run(root: Path, project: str, run_id: str, start: float) -> Place:
    """Make the folder of a new run. Raises RunFolderError where that cannot be."""
    return Place(create_run(root, project, run_id, start=start), False, None, start)


def join_or_new_run(root: Path, project: str, run_id: str, start: float) -> Place:
    """Join the newest run of this name while one of its writers is alive, else make a new one.

    Processes that begin in the same instant, as the ranks of one training do, agree on one run: the folder that was
    made first is the run, and the others take theirs away again.
    """
    deadline = time.monotonic() + 2 * _BORN_WITHIN
    while True:
        known = runs_named(root, project, run_id)
        live = _live_run(root, project, run_id)
        if live is not None:
            return Place(live, True, _name_of(live), _last_time(live))
        made = create_run(root, project, run_id, start=start)
        # A folder of another process may not hold its run yet; one that never came to is old.
        new = [
            path
            for path in folders_named(root, project, run_id)
            if path not in known and _is_young(path)
        ]
        if new[:1] == [made.path] or time.monotonic() > deadline:
            return Place(made, False, None, start)
        import shutil  # 2 ms of `init`, and hardly ever needed

        shutil.rmtree(made.path, ignore_errors=True)


def _live_run(root: Path, project: str, run_id: str) -> RunFolder | None:
    while named := runs_named(root, project, run_id):
        newest = named[-1]
        signs = list(_signs_of_life(newest))
        if any(signs):
            with contextlib.suppress(RunFolderError):
                return open_run(newest)
            return None
        if signs or not _is_young(newest):
            return None
        time.sleep(0.01)  # it has no writer yet: another process is about to be its first
    return None


def _signs_of_life(path: Path) -> list[bool]:
    """For each logging writer of a run whether it is alive."""
    signs = []
    for file in (path / "journal").glob("*.alive"):
        if not file.name.startswith(_ONLY_EDIT):
            seen = probe(file)
            signs.append(
                seen is Probe.HELD or (seen is Probe.UNKNOWN and _age(file) < _SILENT_AFTER)
            )
    return signs


def _is_young(path: Path) -> bool:
    return _age(path) < _BORN_WITHIN


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


def _name_of(run: RunFolder) -> str | None:
    """What the earliest ``run`` record calls it."""
    firsts = [
        loads(line.payload)
        for writer in writers(run.path)
        for line in read_lines(run.path, writer, 1, 1, uid=run.uid)
    ]
    named = [record for record in firsts if record.get("kind") == "run"]
    return str(min(named, key=lambda record: record["t"])["name"]) if named else None


def _last_time(run: RunFolder) -> float:
    """The greatest time that its records have, which a new writer's first must not go below."""
    last = run.start
    for writer in writers(run.path):
        reader = JournalReader(run.path, writer, uid=run.uid)
        while lines := reader.read():
            last = max(last, loads(lines[-1].payload).get("t", last))
    return last
