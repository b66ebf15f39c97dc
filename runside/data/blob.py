"""Bytes that are kept beside the journal, named by their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Blob:
    """The bytes of one medium."""

    data: bytes
    format: str
    """What they are, as the extension of a file that holds them: ``png``, ``jpg``, …"""

    @cached_property
    def sha256(self) -> str:
        """Their SHA-256, 64 hex digits: their name."""
        return hashlib.sha256(self.data).hexdigest()
