"""Do POSIX locks work in a folder? Tried, with a file and a second process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from enum import Enum
from pathlib import Path

from runside.journal import platform

_OTHER = """
import fcntl, os, sys
try:
    fcntl.lockf(os.open(sys.argv[1], os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    sys.exit(3)
"""
"""Another process that takes the lock where nothing keeps it from it."""
_KEPT_OUT = 3


class Locks(Enum):
    WORK = "POSIX locks work"
    MISSING = "no POSIX locks"
    UNSEEN = "POSIX locks of one process are not seen by another"


def try_locks(folder: Path) -> Locks:
    """Make a file in a folder, lock it, and have another process try. The file is removed.

    Raises OSError where no file can be made there.
    """
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".runside-doctor-") as file:
        try:
            if not platform.lock(file.fileno()):
                return Locks.UNSEEN  # somebody else has what nobody else knows of
        except OSError:
            return Locks.MISSING
        other = subprocess.run([sys.executable, "-I", "-S", "-c", _OTHER, file.name], check=False)
    return Locks.WORK if other.returncode == _KEPT_OUT else Locks.UNSEEN
