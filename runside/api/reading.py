"""What is read of a run: its registers and its rows. As columns where numpy is, record by record elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from runside.fold import FoldState
from runside.journal import Bad, RunFolder

if TYPE_CHECKING:
    from runside.api.column_reading import ColumnReading

Json = Any
Record = Mapping[str, Json]


class Reading(Protocol):
    """The journals of a run as they are now: what has been written since the last look is read too."""

    def fold(self) -> FoldState:
        """The registers: config, summary, name, state of its writers."""

    def records(self) -> Iterator[tuple[str, int, Record]]:
        """(writer, seq, record) of all records but rows, by writer and seq."""

    @property
    def bad(self) -> Sequence[Bad]:
        """The places that could not be read."""

    def count(self) -> int:
        """How many rows there are."""

    def paths(self) -> list[str]:
        """What was logged, in the order of the first time, with ``_step`` first and the times last."""

    def tell(
        self,
        keys: Sequence[str] | None = None,
        *,
        first: int | None = None,
        last: int | None = None,
        nested: bool = True,
    ) -> Iterator[dict[str, Json]]:
        """The rows of the steps ``first`` to ``last`` (both with them), by step.

        With ``keys``, which are paths, only the rows that hold all of these, and only these. ``nested`` makes trees of
        paths, as they were logged; else, and where there are keys, each path is a key.
        """


def read(folder: RunFolder) -> Reading:
    """Read a run, in the quickest way that there is here."""
    if has_numpy():
        return as_columns(folder)
    from runside.api.plain_reading import PlainReading

    return PlainReading(folder)


def as_columns(folder: RunFolder) -> ColumnReading:
    """Read a run as columns, for which numpy has to be installed."""
    from runside.api.column_reading import ColumnReading

    return ColumnReading(folder)


def has_numpy() -> bool:
    """Whether numpy is installed."""
    return find_spec("numpy") is not None
