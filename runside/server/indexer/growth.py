"""Whether a run's journal has grown, for the price of some stats."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from runside.journal.names import JOURNAL_FOLDER, log_name, parse_log_name
from runside.server.indexer.roots import SETTLED_AFTER_S
from runside.server.store import Place


class Growth:
    """The ends of a run's journal: for each writer its last file, and how long that is."""

    def __init__(self, folder: Path) -> None:
        self._journal = folder / JOURNAL_FOLDER
        self._mtime: float | None = None
        self._files: dict[str, int] = {}
        self._taken: dict[str, Place] = {}

    def look(self) -> None:
        """List the files, where the folder has changed. Leaves all as it is where the folder
        cannot be read.
        """
        try:
            mtime = self._journal.stat(follow_symlinks=False).st_mtime
            if mtime == self._mtime:
                return
            with os.scandir(self._journal) as entries:
                found = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        except OSError:
            return
        self._mtime = mtime if time.time() - mtime > SETTLED_AFTER_S else None
        files: dict[str, int] = {}
        for name in found:
            parsed = parse_log_name(name)
            if parsed is not None:
                writer, file = parsed
                files[writer] = max(file, files.get(writer, 0))
        self._files = files

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
        for writer, file in self._files.items():
            try:
                size = os.stat(
                    self._journal / log_name(writer, file), follow_symlinks=False
                ).st_size
            except OSError:
                continue
            ends[writer] = Place(file, size)
        return ends
