"""What an index can do, whatever keeps it.

An index is derived: all of it can be had again from the journals. So a store has two duties only:
a change of a run (what a stretch of its journals added, and how far they were read) is there
wholly or not at all, and a snapshot is consistent. SQLite is the embedded store
(:mod:`runside.server.store.sqlite`); nothing here names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from runside.server.points import Piece
from runside.server.store.chunk import Chunk

Json = Any


class IndexUnusableError(Exception):
    """The index cannot be read or written as it stands; its message says why and what to do."""


class IndexBrokenError(IndexUnusableError):
    """The index is corrupt, or of a schema that this version does not know: set it aside and
    build it again.
    """


@dataclass(frozen=True, slots=True)
class Value:
    """A logged value that is not a number: text, bool, null, list, media descriptor.

    ``value`` is its JSON, in the encoding of journals.
    """

    path: str
    step: int
    t: float
    writer: str
    seq: int
    value: bytes


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a writer's journal: the number of its file (from 1) and the offset in it, in
    bytes.
    """

    file: int
    offset: int


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read, where it stands, and why."""

    writer: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class KeyCount:
    """How many values a path has, how many of them are numbers, and the least and the highest
    step.
    """

    n: int
    numbers: int
    first_step: int
    last_step: int

    def __add__(self, other: KeyCount) -> KeyCount:
        return KeyCount(
            self.n + other.n,
            self.numbers + other.numbers,
            min(self.first_step, other.first_step),
            max(self.last_step, other.last_step),
        )


@dataclass(slots=True)
class RunChange:
    """What one transaction stores of a run.

    ``facts`` are what lists show of the run, ``fold`` is its fold state as JSON, ``cursors`` and
    ``resume`` say for each writer how far it is folded and where reading goes on after a restart.
    The rest is added to what is there.
    """

    uid: str
    dir: str
    open: bool
    facts: Mapping[str, Json]
    fold: bytes
    cursors: Mapping[str, int]
    resume: Mapping[str, Place]
    chunks: Mapping[str, Chunk] = field(default_factory=dict)
    values: Sequence[Value] = ()
    counts: Mapping[str, KeyCount] = field(default_factory=dict)
    bad: Sequence[BadLine] = ()


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as lists need it: ``facts`` as they were stored, and the cursor of each writer."""

    uid: str
    dir: str
    open: bool
    facts: dict[str, Json]
    cursors: dict[str, int]


class Snapshot(Protocol):
    """The index as it was at one moment. Unknown runs and paths are empty answers, not errors."""

    def change(self) -> int:
        """The number of the last change: it grows with every transaction."""
        ...

    def changed_since(self, change: int) -> list[str]:
        """The uids of the runs that changed after this change."""
        ...

    def gone_since(self, change: int) -> list[str]:
        """The uids of the runs that were dropped after this change."""
        ...

    def runs(
        self, *, kernel: str | None = None, notebooks: Sequence[str] = (), only_open: bool = False
    ) -> list[StoredRun]:
        """The runs, latest start first; of one kernel, or of a notebook that goes by any of these
        names.
        """
        ...

    def run(self, uid: str) -> StoredRun | None: ...

    def fold(self, uid: str) -> bytes | None:
        """The fold state as JSON."""
        ...

    def resume(self, uid: str) -> dict[str, Place]:
        """For each writer the place from which on its journal has not been folded."""
        ...

    def keys(self, uid: str) -> dict[str, KeyCount]:
        """The paths that were logged, first seen first."""
        ...

    def common_keys(self, uids: Sequence[str], most: int) -> list[tuple[str, int]]:
        """The paths with numbers of these runs, and how many of them have each: those of most runs first, then by
        path; at most so many.
        """
        ...

    def relatives(self, uid: str, path: str) -> list[str]:
        """The logged paths that are ancestors or descendants of this one."""
        ...

    def pieces(
        self, uid: str, path: str, first: int | None = None, last: int | None = None
    ) -> list[Piece]:
        """The numbers logged to a path, at the steps first..last."""
        ...

    def values(self, uid: str, path: str) -> list[Value]:
        """What was logged to a path and is not a number, by step and stamp."""
        ...

    def bad_lines(self, uid: str) -> list[BadLine]: ...


class StoreReader(Protocol):
    """A connection that reads; for one thread."""

    def snapshot(self) -> AbstractContextManager[Snapshot]: ...

    def is_current(self) -> bool:
        """Whether this is still the index at its place: it may have been deleted or set aside."""
        ...

    def close(self) -> None: ...


class StoreWriter(Protocol):
    """The connection that writes. There is one for an index, on the whole machine."""

    def commit(self, change: RunChange) -> None:
        """Store a change wholly or not at all. Raises IndexUnusableError; IndexBrokenError where nothing
        but a new index helps.
        """
        ...

    def drop(self, uid: str) -> None:
        """Forget a run, wholly or not at all. It is stored anew if it turns up again."""
        ...

    def close(self) -> None: ...


class Store(Protocol):
    """An index at its place."""

    @property
    def place(self) -> str | None:
        """Where it is, for people; None where there is no place for one."""
        ...

    def try_writer(self) -> StoreWriter | None:
        """The writing connection, or None while another process has it. Makes the index where
        there is none.
        """
        ...

    def reader(self) -> StoreReader:
        """A reading connection of its own. Raises IndexUnusableError, also where no writer has made
        the index yet.
        """
        ...

    def set_aside(self, why: str) -> str:
        """Move a broken index out of the way. Returns a sentence that says what was done, for
        people.
        """
        ...
