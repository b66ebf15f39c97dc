"""Whether the journals of a run have grown, for the price of some stats."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from runside.journal.names import JOURNAL_FOLDER, log_name, parse_log_name
from runside.server.indexer.polling import SETTLED_AFTER_S
from runside.server.store import Place


class _Journal:
    """One folder of journal files: for each writer the number of its last file."""

    def __init__(self, holder: Path) -> None:
        self.holder = holder
        self.folder = holder / JOURNAL_FOLDER
        self.files: dict[str, int] = {}
        self.is_denied = False
        self._mtime: float | None = None

    def look(self) -> None:
        """List the files, where the folder has changed. Leaves all as it is where the folder
        cannot be read.
        """
        try:
            mtime = self.folder.stat(follow_symlinks=False).st_mtime
            if mtime == self._mtime:
                return
            with os.scandir(self.folder) as entries:
                found = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        except OSError as error:
            self.is_denied = isinstance(error, PermissionError)
            return
        self.is_denied = False
        self._mtime = mtime if time.time() - mtime > SETTLED_AFTER_S else None
        files: dict[str, int] = {}
        for name in found:
            parsed = parse_log_name(name)
            if parsed is not None:
                writer, file = parsed
                files[writer] = max(file, files.get(writer, 0))
        self.files = files


class Growth:
    """The ends of a run's journals, which lie in its folder and in its overlay: for each writer
    its last file, and how long that is.
    """

    def __init__(self, folder: Path, *overlays: Path) -> None:
        self._own = _Journal(folder)
        self._journals = [self._own, *map(_Journal, overlays)]
        self._taken: dict[str, Place] = {}

    @property
    def is_denied(self) -> bool:
        """Whether the journals in the run's folder may not be read."""
        return self._own.is_denied

    def look(self) -> None:
        """List the files, where a folder has changed."""
        for journal in self._journals:
            journal.look()

    def holder_of(self, writer: str) -> Path:
        """The folder of a writer: the run's, or its overlay."""
        return next((j.holder for j in self._journals if writer in j.files), self._own.holder)

    def grown(self) -> bool:
        """Whether there is more, or something else, than when :meth:`take` was last called."""
        return self._ends() != self._taken

    def grown_since(self, read: Mapping[str, Place]) -> bool:
        """Whether there is more than a reader that got to these places has read."""
        return any(end != read.get(writer) for writer, end in self._ends().items())

    def take(self) -> Mapping[str, Place]:
        """What is there now is being read: for each writer the end of its journal."""
        self._taken = self._ends()
        return self._taken

    def _ends(self) -> dict[str, Place]:
        ends: dict[str, Place] = {}
        for journal in reversed(self._journals):
            for writer, file in journal.files.items():
                path = journal.folder / log_name(writer, file)
                try:
                    size = os.stat(path, follow_symlinks=False).st_size
                except OSError:
                    continue
                ends[writer] = Place(file, size)
        return ends
