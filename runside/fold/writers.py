"""What the fold keeps of each writer: how far it was folded, what waits, what is lost, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from runside.fold.visit import Visit

Json = Any
Range = tuple[int, int]


def is_logging(writer: str) -> bool:
    """Whether this writer decides the run's state: all do but those that only edit."""
    return not writer.startswith(("api-", "server-"))


@dataclass(slots=True)
class WriterState:
    """One writer. ``cursor`` is the seq up to which its records are folded (or given up as lost)."""

    cursor: int = 0
    last: float | None = None
    highest: int | None = None
    visit: Visit | None = None
    run: dict[str, Json] | None = None
    finish: dict[str, Json] | None = None
    exception: dict[str, Json] | None = None
    lost: list[Range] = field(default_factory=list)
    waiting: dict[int, dict[str, Json]] = field(default_factory=dict)

    def covered(self, seq: int) -> bool:
        """Whether this record is one that was given up as lost."""
        return any(first <= seq <= last for first, last in self.lost)

    def pass_lost(self) -> None:
        """Move the cursor over what is lost, up to a record that waits: in one step, since a gap may claim any length."""
        end = next(last for first, last in self.lost if first <= self.cursor + 1 <= last)
        self.cursor = min(end, min(self.waiting, default=end + 1) - 1)

    def lose(self, first: int, last: int) -> None:
        """Give up what is not there yet of these seqs."""
        first = max(first, self.cursor + 1)
        if first <= last and not any(a <= first and last <= b for a, b in self.lost):
            self.lost = _merged([*self.lost, (first, last)])

    def found(self, seq: int) -> None:
        """Withdraw the loss of one record, which came after all."""
        kept: list[Range] = []
        for first, last in self.lost:
            if first <= seq <= last:
                kept += [part for part in ((first, seq - 1), (seq + 1, last)) if part[0] <= part[1]]
            else:
                kept.append((first, last))
        self.lost = kept

    def missing(self) -> list[Range]:
        """The ranges of seqs that hold up the records that wait."""
        ranges: list[Range] = []
        expected = self.cursor + 1
        for seq in sorted(self.waiting):
            if seq > expected:
                ranges.append((expected, seq - 1))
            expected = seq + 1
        return ranges

    def to_json(self) -> dict[str, Json]:
        return {
            "cursor": self.cursor,
            "last": self.last,
            "highest": self.highest,
            "visit": self.visit.to_json() if self.visit else None,
            "run": self.run,
            "finish": self.finish,
            "exception": self.exception,
            "lost": [list(pair) for pair in self.lost],
        }

    @classmethod
    def from_json(cls, writer: str, data: dict[str, Json]) -> WriterState:
        latest = (data["last"] or 0.0, writer, data["cursor"])
        return cls(
            cursor=data["cursor"],
            last=data["last"],
            highest=data["highest"],
            visit=Visit.from_json(data["visit"], latest) if data["visit"] else None,
            run=data["run"],
            finish=data["finish"],
            exception=data["exception"],
            lost=[(first, last) for first, last in data["lost"]],
        )


def _merged(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
