"""The folder that a run is kept in: a new one, that of a live run which this process joins, or one that it resumes."""

from __future__ import annotations

import contextlib
import math
import time
from pathlib import Path
from typing import NamedTuple

from runside.errors import UsageError
from runside.journal import (
    RUNS_FOLDER,
    RunFolder,
    RunFolderError,
    create_run,
    folders_named,
    open_run,
    runs_named,
)
from runside.sdk.resuming import Held, read_back, unfinished
from runside.sdk.settings import RunSettings
from runside.sdk.signs_of_life import age, signs_of_life
from runside.sdk.whereabouts import whereabouts

_BORN_WITHIN = 5.0
"""Seconds that a run may take from its folder to its first writer."""


class Place(NamedTuple):
    """Where a process writes."""

    folder: RunFolder
    joined: bool
    """Whether another writer of the run is alive."""
    held: Held | None = None
    """What the run holds already; None for a new one."""


def find_place(root: Path, settings: RunSettings, start: float) -> Place:
    """The place of the run that these settings describe; one that is new begins at ``start`` (Unix seconds).

    Raises UsageError where ``resume`` wants another than there is, RunFolderError where no folder can be made.
    """
    if settings.resume == "auto" and not settings.named:
        here = whereabouts()
        left = unfinished(root, settings.project, here.program, here.notebook)
        if left is not None:
            there, held = left
            return Place(there, False, held)
    if not settings.named:
        return new_run(root, settings.project, settings.id, start)
    check_resume(root, settings)
    if settings.resume is not None:
        place = _resumable(root, settings.project, settings.id)
        if place is not None:
            return place
        if settings.resume == "must":
            raise UsageError(
                f"resume='must': {_meant(settings)} is in the trash; take it out of there first, or begin another"
            )
    return join_or_new_run(root, settings.project, settings.id, start)


def check_resume(root: Path, settings: RunSettings) -> None:
    """Raise UsageError where ``must`` names no run, or ``never`` one that is there: before anything is done."""
    how = settings.resume
    if how == "must" and not settings.named:
        raise UsageError("resume='must' needs the id of a run: init(id=..., resume='must')")
    if how not in ("must", "never") or not settings.named:
        return
    there = runs_named(root, settings.project, settings.id)
    if how == "must" and not there:
        raise UsageError(
            f"resume='must': there is no {_meant(settings)} in {str(root / RUNS_FOLDER)!r}; "
            "resume='allow' begins it, and dir= or RUNSIDE_DIR names another place to look"
        )
    if how == "never" and there:
        raise UsageError(
            f"resume='never': {_meant(settings)} is there already, in {str(there[-1])!r}; "
            "resume='allow' goes on with it, and another id= begins another"
        )


def new_run(root: Path, project: str, run_id: str, start: float) -> Place:
    """Make the folder of a new run. Raises RunFolderError where that cannot be."""
    return Place(create_run(root, project, run_id, start=start), False)


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
            return Place(live, True, read_back(live))
        made = create_run(root, project, run_id, start=start)
        # A folder of another process may not hold its run yet; one that never came to is old.
        new = [
            path
            for path in folders_named(root, project, run_id)
            if path not in known and _is_young(path)
        ]
        if new[:1] == [made.path] or time.monotonic() > deadline:
            return Place(made, False)
        import shutil  # 2 ms of `init`, and hardly ever needed

        shutil.rmtree(made.path, ignore_errors=True)


def _meant(settings: RunSettings) -> str:
    return f"run {settings.id!r} of project {settings.project!r}"


def _resumable(root: Path, project: str, run_id: str) -> Place | None:
    """The newest run of this name, to go on with; None where all are in the trash, or there is none."""
    live = _live_run(root, project, run_id)
    if live is not None:
        return Place(live, True, read_back(live))
    for path in reversed(runs_named(root, project, run_id)):
        with contextlib.suppress(RunFolderError):
            there = open_run(path)
            held = read_back(there)
            if any(signs_of_life(path)):  # another process was faster
                return Place(there, True, held)
            # One without writers is about to be begun, or taken away again, by another process.
            if held.writers and not held.told.get("trash"):
                return Place(there, False, held)
    return None


def _live_run(root: Path, project: str, run_id: str) -> RunFolder | None:
    while named := runs_named(root, project, run_id):
        newest = named[-1]
        signs = signs_of_life(newest)
        if any(signs):
            with contextlib.suppress(RunFolderError):
                return open_run(newest)
            return None
        if signs or _BORN_WITHIN <= age(newest) < math.inf:
            return None
        # It has no writer yet: another process is about to be its first, or has just taken it away again.
        time.sleep(0.01)
    return None


def _is_young(path: Path) -> bool:
    return age(path) < _BORN_WITHIN
