"""What the threads of the index process know together.

Each attribute is replaced whole, never changed in place, so that any thread may read it at any
time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Situation:
    """What the Jupyter server told, and what is wrong."""

    root_dirs: tuple[Path, ...] = ()
    """Its root folder, by the names that it goes by."""
    roots: tuple[Path, ...] = ()
    """Its root folder, the folders of running sessions, those of its configuration."""
    idle_kernels: frozenset[str] = frozenset()
    notebooks: Mapping[str, str] = field(default_factory=dict)
    """For kernels of a single notebook where that is now, an absolute path."""
    writes: bool = False
    """Whether this process writes the index; it reads it where another does."""
    problems: tuple[str, ...] = ()
    """What is wrong, in sentences for people."""

    def hear(self, message: dict[str, Any]) -> None:
        """Take in what the Jupyter server says."""
        self.root_dirs = tuple(map(Path, message.get("root_dirs", ())))
        self.roots = tuple(map(Path, message.get("roots", ())))
        self.idle_kernels = frozenset(message.get("idle_kernels", ()))
        self.notebooks = dict(message.get("notebooks", {}))
