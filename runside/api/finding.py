"""Where runs are: from what people call one to its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from runside.errors import CommError
from runside.journal import (
    RUNS_FOLDER,
    RunFolder,
    RunFolderError,
    folders_named,
    open_run,
    runs_below,
    runs_named,
    runs_of_project,
)
from runside.journal.names import encode_name
from runside.places import registered_roots

NO_PROJECT = "uncategorized"
"""The project of runs that were given none."""
_UID = re.compile(r"[0-9a-f]{32}")


class RunPath(NamedTuple):
    """What people call a run."""

    project: str | None
    """None where it was not said."""
    id: str


def parse_run_path(path: str) -> RunPath:
    """Read ``id``, ``project/id`` or ``entity/project/id``, also with ``runs/`` before the id. Raises CommError."""
    parts = [part for part in path.strip().split("/") if part]
    if len(parts) >= 3 and parts[-2] == "runs":
        del parts[-2]
    if not 1 <= len(parts) <= 3:
        raise CommError(
            f"{path!r} names no run: a run is 'project/id', 'entity/project/id' or 'id'"
        )
    return RunPath(parts[-2] if len(parts) > 1 else None, parts[-1])


def parse_project_path(path: str) -> str:
    """Read ``project`` or ``entity/project``; give the project. Raises CommError."""
    parts = [part for part in path.strip().split("/") if part]
    if not 1 <= len(parts) <= 2:
        raise CommError(f"{path!r} names no project: it is 'project' or 'entity/project'")
    return parts[-1]


def named_project() -> str | None:
    """The project that the environment names, if it does."""
    return os.environ.get("RUNSIDE_PROJECT") or os.environ.get("WANDB_PROJECT") or None


def find_run(root: Path, path: str, project: str) -> RunFolder:
    """The newest run of a name, or the one of a uid, below ``root``.

    ``project`` is that of a bare id; where it has no such run, the only project that has one is meant.
    Raises CommError, which says what was looked for, where, and where else one is.
    """
    wanted = parse_run_path(path)
    found = _newest(root, wanted.project or project, wanted.id)
    if found is None and wanted.project is None:
        found = _of_uid(root, wanted.id) or _only_one(root, path, wanted.id)
    if found is None:
        raise CommError(_missing(root, path, wanted, project))
    return found


def runs_in(root: Path, project: str | None) -> Iterator[RunFolder]:
    """The runs of a project, or of all."""
    folders = (
        runs_below(root)
        if project is None
        else runs_of_project(root / RUNS_FOLDER / encode_name(project))
    )
    for folder in folders:
        with suppress(RunFolderError, OSError):
            yield open_run(folder)


def projects_in(root: Path) -> list[str]:
    """The names of the projects that have runs."""
    return sorted({folder.project for folder in runs_in(root, None)})


def _newest(root: Path, project: str, run_id: str) -> RunFolder | None:
    for folder in reversed(runs_named(root, project, run_id)):
        with suppress(RunFolderError, OSError):
            return open_run(folder)
    return None


def _of_uid(root: Path, uid: str) -> RunFolder | None:
    if _UID.fullmatch(uid) is None:
        return None
    return next((folder for folder in runs_in(root, None) if folder.uid == uid), None)


def _only_one(root: Path, path: str, run_id: str) -> RunFolder | None:
    """The newest run of an id, where only one project has such runs. Raises CommError where several have."""
    found: dict[str, RunFolder] = {}
    for project in projects_in(root):
        newest = _newest(root, project, run_id)
        if newest is not None:
            found[project] = newest
    if len(found) > 1:
        several = ", ".join(f"'{project}/{run_id}'" for project in found)
        raise CommError(f"{path!r} may be any of {several}: name the project too")
    return next(iter(found.values()), None)


def _missing(root: Path, path: str, wanted: RunPath, project: str) -> str:
    searched = root / RUNS_FOLDER
    where = f" of project {wanted.project!r}" if wanted.project else ""
    text = f"there is no run {wanted.id!r}{where} in {str(searched)!r} (asked for as {path!r})"
    for folder in folders_named(root, wanted.project or project, wanted.id):
        if not os.access(folder, os.R_OK | os.X_OK):
            return (
                f"{text}; its folder {str(folder)!r} is there, and may not be read: ask whose it is"
            )
    others = [
        other
        for other in registered_roots()
        if other != root and runs_named(other, wanted.project or project, wanted.id)
    ]
    if others:
        return f"{text}; there is one in {str(others[0])!r}: Api(dir={str(others[0])!r}) reads it"
    if not searched.is_dir():
        return f"{text}, which does not exist: Api(dir=...) or RUNSIDE_DIR says where runs are"
    known = projects_in(root)
    if wanted.project and wanted.project not in known:
        return f"{text}; the projects there are {', '.join(map(repr, known)) or 'none'}"
    return text
