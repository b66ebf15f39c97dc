"""Column chunks: some rows of one writer whose scalars share step, time and seq."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Column:
    """The numbers of one path in a chunk: ``values[i]`` (float64) belongs to the chunk's row
    ``rows[i]`` (uint32).
    """

    rows: array[int] = field(default_factory=lambda: array("I"))
    values: array[float] = field(default_factory=lambda: array("d"))


@dataclass(slots=True)
class Chunk:
    """Rows in the order of seq: ``steps`` and ``seqs`` int64, ``times`` float64 (Unix seconds),
    and a column per path.
    """

    steps: array[int] = field(default_factory=lambda: array("q"))
    times: array[float] = field(default_factory=lambda: array("d"))
    seqs: array[int] = field(default_factory=lambda: array("q"))
    columns: dict[str, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.steps)

    def append(self, step: int, t: float, seq: int, numbers: Iterable[tuple[str, float]]) -> None:
        """Add a row."""
        row = len(self.steps)
        self.steps.append(step)
        self.times.append(t)
        self.seqs.append(seq)
        columns = self.columns
        for path, value in numbers:
            column = columns.get(path)
            if column is None:
                column = columns[path] = Column()
            column.rows.append(row)
            column.values.append(value)

    def extend(self, later: Chunk) -> None:
        """Add the rows of a chunk that comes after this one."""
        shift = len(self.steps)
        self.steps += later.steps
        self.times += later.times
        self.seqs += later.seqs
        for path, added in later.columns.items():
            column = self.columns.setdefault(path, Column())
            column.rows.extend(row + shift for row in added.rows)
            column.values += added.values
