"""Edits as they are written down: ``edit`` records of writers that only edit."""

from __future__ import annotations

import errno
import math
import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from runside.journal import (
    JournalError,
    JournalWriter,
    last_seq,
    loads,
    new_writer,
    read_lines,
    writers,
)
from runside.journal.names import JOURNAL_FOLDER
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.owners import owner_of

Json = Any

_NOT_OURS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Why a run's folder cannot be written, where its overlay can. A full disk is not among these: to write elsewhere
then would hide what is wrong.
"""


class EditFailed(Exception):  # noqa: N818 - its message is told to people
    """An edit could not be written; nothing of it is there."""


class Written(NamedTuple):
    """Where an edit stands."""

    writer: str
    seq: int


class Edits:
    """Writes edits, for one process. Each is on disk when it is written, and no file stays open."""

    def __init__(self, overlays: Overlays) -> None:
        self._overlays = overlays
        # Two, so that a run of which the folder can be written only sometimes has no seq twice.
        self._writer = new_writer("server-")
        self._overlay_writer = new_writer("server-")

    def write(self, uid: str, folder: Path, fields: Mapping[str, Json]) -> Written:
        """Write an ``edit`` of a run: into its folder where that is ours to write, else into its overlay.

        Raises EditFailed.
        """
        # At an equal time the names of the writers would decide, and "server-…" is among the first of them.
        t = max(time.time(), math.nextafter(self._latest_t(uid, folder), math.inf))
        record = {"kind": "edit", "t": t, **fields}
        owner = owner_of(folder)
        if owner is not None and owner.is_me and _has_journal(folder):
            try:
                written = _append(folder, uid, self._writer, record)
            except JournalError as error:
                if getattr(error.__cause__, "errno", None) not in _NOT_OURS:
                    raise _failed(error) from error
            else:
                self._tell_of_folder(uid, folder)
                return written
        try:
            written = _append(self._overlays.of(uid), uid, self._overlay_writer, record)
        except JournalError as error:
            raise _failed(error) from error
        self._overlays.tell(uid)
        return written

    def _tell_of_folder(self, uid: str, folder: Path) -> None:
        """Say to the process that writes the index, which may be another, that a journal has grown: those of runs
        that have ended are not watched.
        """
        try:
            os.utime(folder.parent)
        except OSError:
            self._overlays.tell(uid)

    def _latest_t(self, uid: str, folder: Path) -> float:
        """The greatest time among the last records of the run's writers: no edit is before what it was made of."""
        latest = 0.0
        for holder in (folder, self._overlays.of(uid)):
            for writer in writers(holder):
                last = last_seq(holder, writer, uid=uid)
                for line in read_lines(holder, writer, last, last, uid=uid):
                    latest = max(latest, _t_of(line.payload))
        return latest


def _t_of(payload: bytes) -> float:
    try:
        t = loads(payload).get("t")
    except ValueError:
        return 0.0
    return float(t) if isinstance(t, float | int) and math.isfinite(t) else 0.0


def _has_journal(folder: Path) -> bool:
    """Whether the journal of a run is a folder, and no link to one elsewhere."""
    try:
        return stat.S_ISDIR((folder / JOURNAL_FOLDER).stat(follow_symlinks=False).st_mode)
    except OSError:
        return False


def _append(holder: Path, uid: str, name: str, record: Mapping[str, Json]) -> Written:
    """Append one record and bring it to the disk. Raises JournalError; EditFailed where the disk does not take it."""
    writer = JournalWriter(holder, uid, name)
    try:
        seq = writer.append(record)
    finally:
        writer.close()
    if writer.held or writer.dropped:
        raise EditFailed(
            f"the edit could not be written: the disk of {holder} does not take it. Make room there, and edit again"
        )
    return Written(name, seq)


def _failed(error: JournalError) -> EditFailed:
    cause = error.__cause__
    reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error)
    where = getattr(cause, "filename", None) or "the journal"
    return EditFailed(f"the edit could not be written ({where}: {reason})")
