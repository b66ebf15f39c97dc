"""The index that Jupyter servers of this user keep of their runs."""

from __future__ import annotations

import os
from pathlib import Path

from runside import places
from runside.doctor import commands
from runside.doctor.finding import FILES, Finding, Status
from runside.doctor.folders import kind_of
from runside.doctor.library import has_jupyter_server
from runside.doctor.locks import Locks, try_locks
from runside.journal import platform

_FILES = ("", "-wal", "-shm")


def look_at_index() -> list[Finding]:
    """Where it is, how large, and who writes it. Nothing where only a kernel can run and there is
    none.
    """
    try:
        path = places.index_path()
    except (OSError, ValueError) as error:
        return [
            Finding(
                "index",
                FILES,
                "index",
                "nowhere",
                Status.PROBLEM,
                f"Jupyter servers cannot show runs. {error}. Set it where Jupyter is started.",
                (_elsewhere(),),
            )
        ]
    if not path.exists() and not has_jupyter_server():
        return []
    return [_index(path), *_set_aside(path)]


def _index(path: Path) -> Finding:
    seen = f"{path}: {_size(path)}{kind_of(path.parent)}"
    try:
        locks = try_locks(path.parent)
    except OSError as error:
        means = (
            f"It cannot be written ({error.strerror or error}): Jupyter servers cannot show runs."
        )
        return Finding("index", FILES, "index", seen, Status.PROBLEM, means, (_elsewhere(),))
    if locks is not Locks.WORK:
        means = "Two Jupyter servers could write it at once and break it. Put it on another disk."
        return Finding(
            "index",
            FILES,
            "index",
            f"{seen}, {locks.value}",
            Status.PROBLEM,
            means,
            (_elsewhere(),),
        )
    return Finding("index", FILES, "index", f"{seen}, {locks.value}, {_writer(path)}")


def _elsewhere() -> str:
    return commands.export("RUNSIDE_INDEX", "/var/tmp/runside-index.sqlite")


def _size(path: Path) -> str:
    if not path.exists():
        return "not made yet, "
    files = (path.with_name(path.name + suffix) for suffix in _FILES)
    size = sum(file.stat().st_size for file in files if file.exists())
    return f"{size / 2**20:.1f} MiB, "


def _writer(path: Path) -> str:
    """Who holds the lock beside the index, that is, who writes it."""
    lock = path.with_name(path.name + ".lock")
    try:
        fd = platform.open_regular(lock)
    except OSError:
        return "nobody writes it"
    try:
        if not platform.is_locked(fd):
            return "nobody writes it"
        pid = platform.lock_holder(fd)
    finally:
        os.close(fd)
    return f"written by process {pid}" if pid else "written by a process that is not seen from here"


def _set_aside(path: Path) -> list[Finding]:
    aside = path.with_name(path.name + ".set-aside")
    files = [aside.with_name(aside.name + suffix) for suffix in _FILES]
    there = [file for file in files if file.exists()]
    if not there:
        return []
    return [
        Finding(
            "index-set-aside",
            FILES,
            "index",
            f"an earlier one in {aside}",
            Status.NOTE,
            "It could not be read, or was of another version; the runs were indexed anew from their "
            "own files. Nothing needs it.",
            (commands.remove(there),),
        )
    ]
