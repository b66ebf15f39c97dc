"""Everything that is particular to a platform: locks, appends, syncs, file systems.

Linux and macOS are supported; what another system lacks is answered with "unknown", and the
journal goes on without it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import struct
import sys
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # a system without POSIX locks
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    import ctypes

Append = Callable[[int, bytes], int]
"""Appends bytes to a descriptor, gives how many went in, raises `OSError`: like `os.write`."""


class Place(Enum):
    """Where a file system keeps its bytes."""

    LOCAL = "local"
    NETWORK = "network"
    UNKNOWN = "unknown"


# The first word of Linux' `struct statfs`, from linux/magic.h and statfs(2).
_LINUX_LOCAL = {
    0xEF53: "ext4",
    0x58465342: "xfs",
    0x9123683E: "btrfs",
    0x01021994: "tmpfs",
    0x858458F6: "ramfs",
    0x794C7630: "overlayfs",
    0x2FC12FC1: "zfs",
    0xF2F52010: "f2fs",
    0xCA451A4E: "bcachefs",
}
_LINUX_NETWORK = {
    0x6969: "nfs",
    0xFF534D42: "cifs",
    0xFE534D42: "smb2",
    0x517B: "smb",
    0x01021997: "9p",
    0x00C36400: "ceph",
    0x0BD00BD0: "lustre",
    0x47504653: "gpfs",
    0x19830326: "beegfs",
    0x5346414F: "afs",
    0x6B414653: "afs",
    0x73757245: "coda",
    0x564C: "ncp",
    0x20030528: "orangefs",
}
_DARWIN_LOCAL = {"apfs", "hfs"}
_DARWIN_NETWORK = {"nfs", "smbfs", "afpfs", "webdav", "ftp"}
_DARWIN_TYPE_NAME = slice(72, 88)
"""Where `f_fstypename` lies in macOS' 64-bit-inode `struct statfs`."""

_LARGEST_C_INT = 2**31 - 1
_NOT_SUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def place_of(path: Path) -> Place:
    """Say where the file system of an existing path keeps its bytes.

    UNKNOWN where it cannot be told, as with FUSE, which may be anything.
    """
    answer = _statfs(path)
    if answer is None:
        return Place.UNKNOWN
    if sys.platform == "darwin":
        name = answer[_DARWIN_TYPE_NAME].split(b"\0", 1)[0].decode("ascii", "replace")
        local, network = name in _DARWIN_LOCAL, name in _DARWIN_NETWORK
    else:
        (word,) = struct.unpack_from("@L", answer)
        kind = word & 0xFFFFFFFF
        local, network = kind in _LINUX_LOCAL, kind in _LINUX_NETWORK
    return Place.LOCAL if local else Place.NETWORK if network else Place.UNKNOWN


def appender(path: Path) -> Append:
    """Choose how to append to the file at `path`.

    `os.write` gives the GIL away, and beside one busy Python thread it waits up to a switch
    interval (5 ms) to have it back. A call through `ctypes.PyDLL` keeps it, at 0.2 µs a call. But
    a write that stalls then stalls every thread, so it is for local file systems, whose writes
    end in the page cache; any other gets `os.write`. Measured by `bench/` and in docs/journal.md.
    """
    if place_of(path) is not Place.LOCAL:
        return os.write
    return _keeping_append() or os.write


def lock(fd: int) -> bool:
    """Take the POSIX lock of a whole file, or take it again. False: another process has it.

    Raises `OSError` where the file system has no locks.
    """
    if fcntl is None:
        raise OSError(errno.ENOLCK, "this system has no POSIX locks")
    try:
        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            return False
        raise
    return True


def is_locked(fd: int) -> bool | None:
    """Say whether another process holds the POSIX lock of a file; None where it cannot be told.

    It only asks (`F_GETLK`), so that a reader never stands in a writer's way.
    """
    answer = _ask_lock(fd)
    return None if answer is None else answer[0]


def lock_holder(fd: int) -> int | None:
    """Give the number of the process that holds the POSIX lock of a file.

    None where no other does, and where it has no number here (another machine or container).
    """
    answer = _ask_lock(fd)
    return answer[1] if answer is not None and answer[0] and answer[1] > 0 else None


def _ask_lock(fd: int) -> tuple[bool, int] | None:
    """Whether another process holds the lock, and which."""
    if fcntl is None:
        return None
    if sys.platform == "darwin":
        layout = "@qqihh"  # start, length, pid, type, whence
        query = struct.pack(layout, 0, 0, 0, fcntl.F_WRLCK, os.SEEK_SET)
        pid_at, kind_at = 2, 3
    elif sys.platform == "linux":
        layout = "@hhqqi0q"  # type, whence, start, length, pid
        query = struct.pack(layout, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        pid_at, kind_at = 4, 0
    else:
        return None
    try:
        answer = struct.unpack(layout, fcntl.fcntl(fd, fcntl.F_GETLK, query))
    except OSError:
        return None
    return answer[kind_at] != fcntl.F_UNLCK, answer[pid_at]


def sync(fd: int) -> bool:
    """Bring a file to the disk. False: this file system has no such thing. Raises `OSError`."""
    try:
        getattr(os, "fdatasync", os.fsync)(fd)
    except OSError as error:
        if error.errno in _NOT_SUPPORTED:
            return False
        raise
    return True


def sync_folder(path: Path) -> None:
    """Bring the names in a folder to the disk, where that can be done."""
    with contextlib.suppress(OSError):
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def open_regular(path: Path) -> int:
    """Open a regular file to read it; a symlink, pipe or device is refused with `OSError`."""
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return fd


def open_append(path: Path, *, new: bool) -> int:
    """Open a file to append to it; `new` refuses one that is there. Never through a symlink."""
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, flags | (os.O_CREAT | os.O_EXCL if new else 0), 0o666)


def user() -> str:
    """Give a short name for the user of this process, safe in the name of a file."""
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


@lru_cache(maxsize=1024)
def account(uid: int) -> str:
    """Give the name of an account of this machine; its number as text where it has none."""
    try:
        import pwd  # Unix alone has it, and only a Jupyter server asks

        return pwd.getpwuid(uid).pw_name
    except (ImportError, KeyError):
        return str(uid)


def make_private(path: Path) -> bool:
    """Make a folder that nobody else can write in, or see that it is one.

    False where it cannot be made, or somebody else got there first: in a temporary directory
    anybody may make a folder, or a symlink, of any name.
    """
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        status = path.stat(follow_symlinks=False)
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != getattr(os, "getuid", int)():
            return False
        path.chmod(0o700)
    except OSError:
        return False
    return True


def create_whole(path: Path, data: bytes) -> bool:
    """Make a file that is never seen in part. False: there is one, which stays as it is."""
    temporary = _write_temporary(path, data)
    try:
        try:
            os.link(temporary, path)
        except FileExistsError:
            return False
        except OSError:
            # A file system without hard links: two makers in the same instant could both
            # succeed, and the later one's file stays.
            if path.exists():
                return False
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def replace_whole(path: Path, data: bytes) -> None:
    """Make a file, or put another in its place, so that it is never seen in part."""
    temporary = _write_temporary(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write_temporary(path: Path, data: bytes) -> Path:
    temporary = path.with_name(f".{path.name[:100]}-{os.urandom(6).hex()}.tmp")
    try:
        temporary.write_bytes(data)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@lru_cache(maxsize=1)
def _libc() -> ctypes.CDLL | None:
    """The C library, called with the GIL held; None where this Python cannot."""
    try:
        import ctypes

        return ctypes.PyDLL(None)
    except (ImportError, AttributeError, OSError, TypeError):
        return None


@lru_cache(maxsize=1)
def _keeping_append() -> Append | None:
    libc = _libc()
    if libc is None:
        return None
    import ctypes

    # Without `argtypes`, bytes go as a pointer and an int as a C int, which a register holds
    # sign-extended: right for a size_t of up to 2 GiB. Converting each argument to a declared type
    # takes 0.35 µs in a burst of calls and 10 µs in a call that finds its code in no cache.
    write = libc.write
    write.restype = ctypes.c_ssize_t

    def append(fd: int, data: bytes) -> int:
        size = len(data)
        if size <= _LARGEST_C_INT and (written := write(fd, data, size)) >= 0:
            return written  # type: ignore[no-any-return]
        return os.write(fd, data)  # goes on after a signal, and tells what is wrong

    return append


def _statfs(path: Path) -> bytes | None:
    """The bytes of `struct statfs`, None where it cannot be had."""
    if sys.platform not in ("linux", "darwin"):
        return None
    libc = _libc()
    if libc is None:
        return None
    import ctypes

    answer = ctypes.create_string_buffer(4096)
    statfs = getattr(libc, "statfs$INODE64", None) or libc.statfs
    if statfs(ctypes.c_char_p(os.fsencode(path)), answer) != 0:
        return None
    return answer.raw
