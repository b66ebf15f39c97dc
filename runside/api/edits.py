"""Changing a run that is read: ``edit`` records of a writer of their own."""

from __future__ import annotations

import errno
import math
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from runside.errors import CommError
from runside.journal import JournalError, JournalWriter, RunFolder, new_writer, platform
from runside.places import overlay_of

Json = Any

_NOT_OURS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Why a run's folder cannot be written, where its overlay can. A full disk is not among these: to write elsewhere then
would hide what is wrong.
"""


def write_edit(folder: RunFolder, fields: Mapping[str, Json], latest: float) -> None:
    """Write an ``edit`` of a run, and bring it to the disk.

    It stands in the run's folder, or, where that cannot be written, in its overlay. ``latest`` is the greatest time of
    the run's records: an edit is later than what it changes. Raises CommError for a run of somebody else's, and for a disk
    that does not take it.
    """
    _refuse_what_is_not_ours(folder.path)
    record = {"kind": "edit", "t": max(time.time(), math.nextafter(latest, math.inf)), **fields}
    try:
        _append(folder.path, folder.uid, record)
    except JournalError as error:
        if getattr(error.__cause__, "errno", None) not in _NOT_OURS:
            raise CommError(f"the change could not be written: {error}") from error
    else:
        with suppress(OSError):  # tells those who watch the folders of projects
            os.utime(folder.path.parent)
        return
    overlay = overlay_of(folder.uid)
    try:
        overlay.mkdir(parents=True, exist_ok=True)
        _append(overlay, folder.uid, record)
        os.utime(overlay.parent)
    except OSError as error:
        raise CommError(f"the change could not be written: {error}") from error


def _refuse_what_is_not_ours(folder: Path) -> None:
    try:
        owner = folder.stat(follow_symlinks=False).st_uid
    except OSError as error:
        raise CommError(
            f"the run's folder {str(folder)!r} is not there any more: {error}"
        ) from None
    if hasattr(os, "geteuid") and owner != os.geteuid():
        raise CommError(
            f"the run in {str(folder)!r} belongs to {platform.account(owner)}: only they can change it"
        )


def _append(holder: Path, uid: str, record: Mapping[str, Json]) -> None:
    """Append one record. Raises JournalError; CommError where the disk does not take it."""
    writer = JournalWriter(holder, uid, new_writer("api-"))
    try:
        writer.append(record)
    finally:
        writer.close()
    if writer.held or writer.dropped:
        raise CommError(
            f"the change could not be written: the disk of {str(holder)!r} does not take it. Make room there, and try again"
        )
