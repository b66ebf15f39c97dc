"""Which run folders there are: below the roots, and nowhere else.

Folders are polled by their modification time. The system could tell instead (inotify and its
like), but it tells of every one of 10,000 appended lines a second, has no word for network file
systems, and is another thing on each platform; while the stat of a root and of its projects costs
some microseconds twice a second. Journals of finished runs are not watched at all: whoever adds a
file to a run's journal sets the time of the project's folder, which says "look here again".
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from runside.journal.names import RUNS_FOLDER
from runside.server.indexer.owners import denied
from runside.server.indexer.polling import PolledFolder


@dataclass(slots=True)
class _Root:
    runs: PolledFolder
    projects: dict[str, PolledFolder] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A folder that may hold a run. Another inode at the same path is another run."""

    path: Path
    inode: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A folder that was there at the last scan."""

    path: Path


class Roots:
    """The roots that are watched. A root that is missing is kept: its disk may come back."""

    def __init__(self) -> None:
        self._roots: dict[Path, _Root] = {}

    def set(self, roots: Iterable[Path]) -> None:
        """Watch these and no others. One folder that goes by several names is one root."""
        wanted = {Path(os.path.realpath(root)) for root in roots}
        self._roots = {
            root: self._roots.get(root) or _Root(PolledFolder(root / RUNS_FOLDER))
            for root in sorted(wanted)
        }

    @property
    def problems(self) -> list[str]:
        return [problem for root in self._roots.values() for problem in root.problems]

    def scan(self) -> Iterator[Found | Gone]:
        """What there is in projects that changed since the last scan, at first in all; and what is there no more."""
        for root in self._roots.values():
            root.problems.clear()
            try:
                yield from _scan(root)
            except FileNotFoundError:
                # Nothing was logged below this root, or its disk is not there now.
                root.runs.mtime = None
            except OSError as error:
                root.runs.mtime = None
                root.problems.append(_hidden(root.runs.path, error))


def _scan(root: _Root) -> Iterator[Found | Gone]:
    if root.runs.refresh():
        path = root.runs.path
        root.projects = {
            name: root.projects.get(name) or PolledFolder(path / name) for name in root.runs.entries
        }
    for project in root.projects.values():
        before = project.entries
        try:
            changed = project.refresh()
        except FileNotFoundError:
            continue
        except OSError as error:
            # One project that cannot be read hides no other.
            project.mtime = None
            root.problems.append(_hidden(project.path, error))
            continue
        if changed:
            for name, inode in project.entries.items():
                yield Found(project.path / name, inode)
            for name in before.keys() - project.entries.keys():
                yield Gone(project.path / name)


def _hidden(folder: Path, error: OSError) -> str:
    why = denied(folder) if isinstance(error, PermissionError) else None
    return f"{why or f'{folder} cannot be read ({error.strerror})'}: its runs are not shown"
