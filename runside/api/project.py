"""A project: what runs belong to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Project(NamedTuple):
    """A project by name."""

    name: str
    folder: Path
    """Where its runs are."""

    @property
    def id(self) -> str:
        """Its name."""
        return self.name

    @property
    def path(self) -> list[str]:
        """``[name]``."""
        return [self.name]
