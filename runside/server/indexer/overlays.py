"""Where the edits lie that cannot lie with their run: overlay journals below the data directory.

An overlay is laid out like the folder of a run (``overlays/<uid>/journal/``), and its journals are read as
if they stood in it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from runside.journal.logs import files_of
from runside.places import OVERLAYS_FOLDER
from runside.server.indexer.polling import PolledFolder


class Overlays:
    """The overlays of one account. Whoever adds a file to one sets the time of the folder that they are in."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / OVERLAYS_FOLDER
        self._polled = PolledFolder(self.path)

    def of(self, uid: str) -> Path:
        """The overlay of a run, whether there is one or not."""
        return self.path / uid

    def holder_of(self, writer: str, uid: str, folder: Path) -> Path:
        """Where a writer's files are: in the run's folder or in its overlay."""
        return folder if files_of(folder, writer) else self.of(uid)

    def scan(self) -> Iterator[str]:
        """The uids of runs in whose overlay something may have been added since the last scan; at first all."""
        with contextlib.suppress(OSError):
            if self._polled.refresh():
                yield from self._polled.entries

    def tell(self, uid: str) -> None:
        """Say to whoever follows these overlays that something was added to a run."""
        with contextlib.suppress(OSError):
            self.of(uid).mkdir(parents=True, exist_ok=True)
            os.utime(self.path)
