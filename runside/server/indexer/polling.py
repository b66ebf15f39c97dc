"""A folder that is listed again when its time has changed."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

SETTLED_AFTER_S = 2.0
"""A folder that changed more recently is listed again: file systems keep times as coarsely as
that (FAT, NFS).
"""


@dataclass(slots=True)
class PolledFolder:
    """A folder of folders."""

    path: Path
    mtime: float | None = None
    entries: dict[str, int] = field(default_factory=dict)
    """The folders in it, with their inodes; those that begin with a dot hold no runs (artifacts do)."""

    def refresh(self) -> bool:
        """List the folder where it has changed; say whether it was listed. Raises OSError."""
        mtime = self.path.stat(follow_symlinks=False).st_mtime
        if mtime == self.mtime:
            return False
        with os.scandir(self.path) as found:
            self.entries = {
                entry.name: entry.inode()
                for entry in found
                if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
            }
        self.mtime = mtime if time.time() - mtime > SETTLED_AFTER_S else None
        return True
