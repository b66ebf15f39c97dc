"""The store where no place for an index can be had."""

from __future__ import annotations

from typing import NoReturn

from runside.server.store.interface import IndexUnusableError


class Unplaced:
    """Implements :class:`runside.server.store.interface.Store` by saying why there is none."""

    def __init__(self, why: str) -> None:
        self._why = why

    @property
    def place(self) -> None:
        return None

    def try_writer(self) -> NoReturn:
        raise IndexUnusableError(self._why)

    def reader(self) -> NoReturn:
        raise IndexUnusableError(self._why)

    def set_aside(self, why: str) -> str:
        return why
