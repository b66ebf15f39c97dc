"""One run's journals, read from where the index stands to where they end now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runside.fold import FoldState
from runside.fold.faults import fault_of
from runside.fold.state import Folded
from runside.journal.folder import RunFolder
from runside.journal.format import dumps, loads
from runside.journal.names import parse_log_name
from runside.journal.reader import JournalReader
from runside.server.indexer.batch import Batch
from runside.server.indexer.facts import facts_of, open_writers
from runside.server.store import BadLine, Place, RunChange

GIVE_UP_AFTER_S = 2.0
"""How long the lines after a missing one wait for it. A journal is appended in order, so that
what is missing was lost with a bad line; only what is written again, after a failed sync, may
still come, and that is taken in whenever it comes."""

BAD_LINES_KEPT = 1000
"""Bad lines of a run that are counted and listed; a file of rubbish has as many as one likes."""


@dataclass(slots=True)
class _Writer:
    reader: JournalReader
    bad_seen: int = 0
    waiting: dict[int, Place] = field(default_factory=dict)
    """Where the lines stand that are read and not folded: they are read again after a restart."""
    waiting_since: float | None = None

    @property
    def resume(self) -> Place:
        """The place from which on not everything has been folded."""
        position = Place(*self.reader.position)
        return min(position, *self.waiting.values()) if self.waiting else position


class RunTail:
    """The fold state of a run in memory, and its journals behind it. Times are those of
    ``time.monotonic()``.
    """

    def __init__(
        self,
        folder: RunFolder,
        fold: FoldState,
        resume: Mapping[str, Place],
        bad: list[BadLine],
        *,
        moved: bool = False,
        holder_of: Callable[[str], Path] | None = None,
    ) -> None:
        """Go on from what the index holds: the fold state, where reading goes on, the bad lines
        that are known.

        ``moved`` says that the index knows the run at another place; ``holder_of`` in which folder the files
        of a writer are, where that need not be the run's own.
        """
        self.folder = folder
        self._holder_of = holder_of or (lambda writer: folder.path)
        self.fold = fold
        self._writers = {writer: self._open(writer, place) for writer, place in resume.items()}
        self._known_bad = {(line.writer, line.place) for line in bad}
        self._batch = Batch()
        self._bad: list[BadLine] = []
        self._dirty = moved
        self._heard: set[str] = set()

    def _open(self, writer: str, place: Place | None = None) -> _Writer:
        position = (place.file, place.offset) if place else None
        return _Writer(
            JournalReader(self._holder_of(writer), writer, uid=self.folder.uid, position=position)
        )

    def read(self, ends: Mapping[str, Place], most: int, now: float) -> bool:
        """Read about ``most`` bytes of each writer's journal; ``ends`` says how far these go.

        Returns whether there is more before these ends.
        """
        more = False
        for name, end in ends.items():
            writer = self._writers.get(name)
            if writer is None:
                writer = self._writers[name] = self._open(name)
            before = writer.reader.position
            lines = writer.reader.read(most)
            for line in lines:
                self._take(name, writer, line.seq, line.payload, Place(line.file, line.offset))
            # A last line that is not whole keeps the reader from the end: it is not there yet.
            more = more or (bool(lines) and Place(*writer.reader.position) < end)
            self._dirty = self._dirty or writer.reader.position != before
            self._collect_bad(name, writer)
        self._give_up(now)
        return more

    @property
    def is_waiting(self) -> bool:
        """Whether lines wait for missing ones, so that :meth:`read` is to be called though
        nothing grows.
        """
        return any(writer.waiting for writer in self._writers.values())

    def _take(self, name: str, writer: _Writer, seq: int, payload: bytes, place: Place) -> None:
        try:
            record = loads(payload)
            fault = fault_of(record, payload)
        except ValueError as error:
            fault = str(error)
        if fault is None:
            folded = self.fold.add(name, seq, record)
            if not folded and seq > self.fold.writers[name].cursor:
                writer.waiting[seq] = place
        else:
            self._report(BadLine(name, place, fault))
            folded = self.fold.lose(name, seq, seq)
        self._add(folded)

    def _add(self, folded: list[Folded]) -> None:
        for name, seq, record in folded:
            self._batch.add(name, seq, record)
            self._heard.add(name)
            writer = self._writers.get(name)
            if writer is not None and writer.waiting:
                writer.waiting.pop(seq, None)

    def _give_up(self, now: float) -> None:
        for name, writer in self._writers.items():
            if not writer.waiting:
                writer.waiting_since = None
            elif writer.waiting_since is None:
                writer.waiting_since = now
            elif now - writer.waiting_since >= GIVE_UP_AFTER_S:
                for first, last in self.fold.waiting.get(name, []):
                    self._add(self.fold.lose(name, first, last))
                writer.waiting.clear()
                self._dirty = True

    def _collect_bad(self, name: str, writer: _Writer) -> None:
        for bad in writer.reader.bad[writer.bad_seen :]:
            parsed = parse_log_name(bad.path.name)
            file = parsed[1] if parsed else 0
            self._report(BadLine(name, Place(file, bad.offset), bad.reason))
        writer.bad_seen = len(writer.reader.bad)

    def _report(self, bad: BadLine) -> None:
        known = (bad.writer, bad.place)
        if known not in self._known_bad and len(self._known_bad) < BAD_LINES_KEPT:
            self._known_bad.add(known)
            self._bad.append(bad)
            self._dirty = True

    def take_heard(self) -> set[str]:
        """The writers of which new records were folded since the last call."""
        heard, self._heard = self._heard, set()
        return heard

    def change(self) -> RunChange | None:
        """What the index is to store since the last call; None where there is nothing."""
        if not self._dirty:
            return None
        facts = facts_of(self.fold, self.folder, self._writers, len(self._known_bad))
        change = RunChange(
            uid=self.folder.uid,
            dir=str(self.folder.path),
            open=bool(open_writers(facts)),
            facts=facts,
            fold=dumps(self.fold.to_json()),
            cursors=self.fold.cursors,
            resume={name: writer.resume for name, writer in self._writers.items()},
            chunks=self._batch.chunks,
            values=self._batch.values,
            counts=self._batch.counts(),
            bad=self._bad,
        )
        self._batch, self._bad, self._dirty = Batch(), [], False
        return change


def parse_fold(uid: str, fold: bytes | None) -> FoldState:
    """The fold state that the index holds; a new one where it holds none. Raises ValueError for
    one that is no good.
    """
    if fold is None:
        return FoldState(uid)
    data: dict[str, Any] = loads(fold)
    return FoldState.from_json(data)
