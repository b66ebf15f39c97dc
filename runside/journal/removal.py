"""Removing the folder of a run: that folder and nothing else, without following a link.

What names the run goes last, so that a removal that was cut off leaves a run that can be found, and deleted again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import RunFolderError
from .folder import RUN_FILE, open_run
from .names import JOURNAL_FOLDER, RUNS_FOLDER

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_LAST = (JOURNAL_FOLDER, RUN_FILE)


class NotRemovedError(Exception):
    """A folder is not to be removed, or could not be; the message says why, for people."""


def remove_run(folder: Path, uid: str) -> None:
    """Remove the folder of this run, which lies at ``…/runside-runs/<project>/<name>``. One that is not there is gone.

    Raises NotRemovedError.
    """
    if not os.path.lexists(folder):
        return
    runs = folder.parent.parent
    if runs.name != RUNS_FOLDER:
        raise NotRemovedError(f"{folder} does not lie in a project below {RUNS_FOLDER}")
    try:
        if open_run(folder).uid != uid:
            raise NotRemovedError(f"{folder} holds another run now")
    except RunFolderError as error:
        # An empty one is what a removal leaves that was cut off at the very end.
        if not _is_empty(folder):
            raise NotRemovedError(f"{folder} is no folder of a run any more") from error
    if not os.access(folder.parent, os.W_OK | os.X_OK):
        raise NotRemovedError(f"{folder.parent} cannot be written")
    _remove_below(runs, (folder.parent.name,), folder.name)


def remove_overlay(overlay: Path) -> None:
    """Remove the overlay of a run, where it has one. Raises NotRemovedError."""
    if os.path.lexists(overlay):
        _remove_below(overlay.parent, (), overlay.name)


def _is_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False


def _remove_below(top: Path, between: tuple[str, ...], name: str) -> None:
    try:
        with _opened(top) as outer:
            _remove(outer, between, name)
    except OSError as error:
        at = f"{error.filename}: " if error.filename else ""
        raise NotRemovedError(
            f"not all files of {top.joinpath(*between, name)} could be removed ({at}{error.strerror}); it "
            "can be deleted again"
        ) from error


def _remove(outer: int, between: tuple[str, ...], name: str) -> None:
    if between:
        with _opened(between[0], outer) as inner:
            _remove(inner, between[1:], name)
        return
    with _opened(name, outer) as folder:
        _empty(folder)
    os.rmdir(name, dir_fd=outer)


def _empty(folder: int) -> None:
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    found.sort(key=lambda entry: _LAST.index(entry[0]) if entry[0] in _LAST else -1)
    for name, is_folder in found:
        if is_folder:
            with _opened(name, folder) as inner:
                _empty(inner)
        # It may be gone already: another server deletes the same run.
        with suppress(FileNotFoundError):
            os.rmdir(name, dir_fd=folder) if is_folder else os.unlink(name, dir_fd=folder)


@contextmanager
def _opened(path: str | Path, at: int | None = None) -> Iterator[int]:
    """A folder, never through a link."""
    descriptor = os.open(path, _FOLDER, dir_fd=at)
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise NotADirectoryError(20, "it is no folder", str(path))
        yield descriptor
    finally:
        os.close(descriptor)
