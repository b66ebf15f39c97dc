"""What a run holds, folded from its journal when it is asked for, and not before."""

from __future__ import annotations

from typing import Any

from runside.fold import FoldState
from runside.journal import JournalReader, RunFolder, loads, writers

Json = Any


class FoldedRun:
    """Reads on where it stopped, so that `log` never pays for a summary that nobody reads."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder
        self._state = FoldState(folder.uid)
        self._readers: dict[str, JournalReader] = {}
        self._summary: dict[str, Json] | None = None

    def summary(self) -> dict[str, Json]:
        """The summary of all writers' records that are on disk now, as a tree, which must not be changed.

        Made once for what is read: ``dict(run.summary)`` asks for it again with each of its names.
        """
        self._catch_up()
        if self._summary is None:
            self._summary = self._state.summary()
        return self._summary

    def _catch_up(self) -> None:
        for writer in writers(self._folder.path):
            if writer not in self._readers:
                uid = self._folder.uid
                self._readers[writer] = JournalReader(self._folder.path, writer, uid=uid)
            reader = self._readers[writer]
            while lines := reader.read():
                for line in lines:
                    if line.seq:  # the header has none
                        self._state.add(writer, line.seq, loads(line.payload))
                        self._summary = None
