"""Which run folders there are: below the roots, and nowhere else.

Folders are polled by their modification time. The system could tell instead (inotify and its
like), but it tells of every one of 10,000 appended lines a second, has no word for network file
systems, and is another thing on each platform; while the stat of a root and of its projects costs
some microseconds twice a second. Journals of finished runs are not watched at all: whoever adds a
file to a run's journal sets the time of the project's folder, which says "look here again".
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from runside.journal.names import RUNS_FOLDER

SETTLED_AFTER_S = 2.0
"""A folder that changed more recently is listed again: file systems keep times as coarsely as
that (FAT, NFS).
"""


@dataclass(slots=True)
class _Folder:
    """A folder whose entries are listed when its time has changed."""

    path: Path
    mtime: float | None = None
    entries: dict[str, int] = field(default_factory=dict)
    """The folders in it, with their inodes."""

    def refresh(self) -> bool:
        """List the folder where it has changed; say whether it was listed. Raises OSError."""
        mtime = self.path.stat(follow_symlinks=False).st_mtime
        if mtime == self.mtime:
            return False
        with os.scandir(self.path) as found:
            self.entries = {
                entry.name: entry.inode() for entry in found if entry.is_dir(follow_symlinks=False)
            }
        self.mtime = mtime if time.time() - mtime > SETTLED_AFTER_S else None
        return True


@dataclass(slots=True)
class _Root:
    runs: _Folder
    projects: dict[str, _Folder] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A folder that may hold a run. Another inode at the same path is another run."""

    path: Path
    inode: int


class Roots:
    """The roots that are watched. A root that is missing is kept: its disk may come back."""

    def __init__(self) -> None:
        self._roots: dict[Path, _Root] = {}

    def set(self, roots: Iterable[Path]) -> None:
        """Watch these and no others. One folder that goes by several names is one root."""
        wanted = {Path(os.path.realpath(root)) for root in roots}
        self._roots = {
            root: self._roots.get(root) or _Root(_Folder(root / RUNS_FOLDER))
            for root in sorted(wanted)
        }

    def forget(self) -> None:
        """Find everything anew."""
        self._roots = {root: _Root(_Folder(root / RUNS_FOLDER)) for root in self._roots}

    @property
    def problems(self) -> list[str]:
        return [root.problem for root in self._roots.values() if root.problem]

    def scan(self) -> Iterator[Found]:
        """The folders in projects that changed since the last scan; at first all."""
        for root in self._roots.values():
            yield from _scan_safely(root)


def _scan_safely(root: _Root) -> Iterator[Found]:
    try:
        yield from _scan(root)
        root.problem = None
    except FileNotFoundError:
        # Nothing was logged below this root, or its disk is not there now.
        root.runs.mtime = None
        root.problem = None
    except OSError as error:
        root.runs.mtime = None
        root.problem = f"{root.runs.path} cannot be read ({error.strerror}): its runs are not shown"


def _scan(root: _Root) -> Iterator[Found]:
    if root.runs.refresh():
        path = root.runs.path
        root.projects = {
            name: root.projects.get(name) or _Folder(path / name) for name in root.runs.entries
        }
    for project in root.projects.values():
        try:
            changed = project.refresh()
        except FileNotFoundError:
            continue
        if changed:
            for name, inode in project.entries.items():
                yield Found(project.path / name, inode)
