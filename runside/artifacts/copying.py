"""Copying and hashing files in one pass, however large they are, so that no copy is ever seen in part."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

_CHUNK = 1 << 20
_BEING_MADE = re.compile(r"\..{1,50}-[0-9a-f]{12}\.tmp")

Take = Callable[[bytes], object]
"""Is given each piece of a file."""


class Content(NamedTuple):
    """What a file holds."""

    sha256: str
    """64 hex digits."""
    size: int
    """Bytes."""


class Mark(NamedTuple):
    """What tells, without reading it, whether a file is still what it was."""

    inode: int
    size: int
    changed: int
    """Its modification time, in nanoseconds."""


def mark(path: Path) -> Mark:
    """The mark of a file; symlinks are followed. Raises OSError."""
    found = path.stat()
    return Mark(found.st_ino, found.st_size, found.st_mtime_ns)


def copy_file(source: Path, target: Path) -> Content:
    """Copy a regular file, and put it in the place of `target` when it is whole; the folder is made where missing.

    What is returned describes the copy, also where somebody writes to the source meanwhile. Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name[:50]}-{os.urandom(6).hex()}.tmp")
    try:
        with temporary.open("xb") as copy:
            content = _read(source, copy.write)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return content


def hash_file(path: Path) -> Content:
    """Say what a regular file holds. Raises OSError."""
    return _read(path, len)


def link_or_copy(source: Path, target: Path) -> None:
    """Make `target` hold what `source` holds, without taking room where the file system can. Raises OSError.

    Only for files that nobody writes to: both may be one file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileExistsError:
        pass
    except OSError:  # another disk, or a file system without links
        copy_file(source, target)


def files_below(folder: Path) -> Iterator[Path]:
    """Give the regular files below a folder, in the order of their names.

    A link to a file counts as that file; one to a folder is not followed: it may lead back. Copies that are being made
    by `copy_file` are left out. Raises OSError where the folder cannot be listed.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(Path(entry.path))
        elif entry.is_file() and _BEING_MADE.fullmatch(entry.name) is None:
            yield Path(entry.path)


def _read(path: Path, take: Take) -> Content:
    # Without O_NONBLOCK the opening of a pipe waits for somebody who writes to it.
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(fd, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", str(path))
        digest, size = sha256(), 0
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            take(chunk)
            size += len(chunk)
    return Content(digest.hexdigest(), size)
