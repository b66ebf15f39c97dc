"""Which files the journals of a run are: those in its folder, and those in its overlay."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from runside.journal import RunFolder
from runside.journal.logs import log_path, logs_in
from runside.places import overlay_of


class JournalFile(NamedTuple):
    """A file of a journal."""

    writer: str
    number: int
    path: Path
    full: bool
    """Whether the writer has gone on in another: it grows no more."""


def journal_files(folder: RunFolder) -> list[JournalFile]:
    """The files that there are now, by writer and number."""
    found: list[JournalFile] = []
    for holder in (folder.path, overlay_of(folder.uid)):
        logs = sorted(logs_in(holder))
        last = dict(logs)
        found += [
            JournalFile(writer, number, log_path(holder, writer, number), number < last[writer])
            for writer, number in logs
        ]
    return sorted(found)
