"""What every medium is: a value that is more than numbers, whose bytes are blobs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from runside.data.blob import Blob


class Medium(ABC):
    """A logged value whose bytes are kept beside the journal.

    The record holds its descriptor alone: an object with a ``_type``, as ``protocol/README.md`` ("Media") has it.
    """

    @abstractmethod
    def blobs(self) -> Sequence[Blob]:
        """The bytes that must be kept before the descriptor is."""

    @abstractmethod
    def descriptor(self) -> dict[str, Any]:
        """What the row holds for one medium under its key."""

    @classmethod
    @abstractmethod
    def batch(cls, media: Sequence[Any]) -> dict[str, Any]:
        """What the row holds for several media of this type under one key; there is at least one."""
