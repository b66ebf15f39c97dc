"""Reading a run record by record, with nothing but the standard library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from runside.fold import FoldState, History
from runside.fold.faults import fault_of
from runside.fold.paths import flat
from runside.journal import Bad, JournalReader, RunFolder, loads, writers
from runside.places import overlay_of

Json = Any
Record = Mapping[str, Json]

_TIMES = ("_timestamp", "_runtime")


class PlainReading:
    """The journals of one run; a :class:`runside.api.reading.Reading`."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder
        self._readers: dict[str, JournalReader] = {}
        self._history = History()
        self._state = FoldState(folder.uid)
        self._others: dict[tuple[str, int], Record] = {}

    def fold(self) -> FoldState:
        self._look()
        return self._state

    def records(self) -> Iterator[tuple[str, int, Record]]:
        self._look()
        for writer, seq in sorted(self._others):
            yield writer, seq, self._others[writer, seq]

    @property
    def bad(self) -> list[Bad]:
        self._look()
        return [bad for reader in self._readers.values() for bad in reader.bad]

    def count(self) -> int:
        self._look()
        return len(self._history.rows())

    def paths(self) -> list[str]:
        found: dict[str, None] = {}
        for row in self._rows():
            found.update(dict.fromkeys(row))
        logged = [path for path in found if path != "_step" and path not in _TIMES]
        return ["_step", *logged, *(path for path in _TIMES if path in found)]

    def tell(
        self,
        keys: Sequence[str] | None = None,
        *,
        first: int | None = None,
        last: int | None = None,
        nested: bool = True,
    ) -> Iterator[dict[str, Json]]:
        self._look()
        for row in self._history.rows():
            if (first is not None and row["_step"] < first) or (
                last is not None and row["_step"] > last
            ):
                continue
            if keys is None:
                yield row if nested else flat(row)
                continue
            values = flat(row)
            if all(key in values for key in keys):
                yield {key: values[key] for key in keys}

    def _rows(self) -> Iterator[dict[str, Json]]:
        self._look()
        return (flat(row) for row in self._history.rows())

    def _look(self) -> None:
        """Read what is new. What is missing is given up as lost: all that there is has been read."""
        for holder in (self._folder.path, overlay_of(self._folder.uid)):
            for writer in writers(holder):
                if writer not in self._readers:
                    uid = self._folder.uid
                    self._readers[writer] = JournalReader(holder, writer, uid=uid)
        for writer, reader in self._readers.items():
            while lines := reader.read():
                for line in lines:
                    record = loads(line.payload)
                    if fault_of(record, line.payload) is None:
                        self._take(writer, line.seq, record)

    def _take(self, writer: str, seq: int, record: Record) -> None:
        expected = self._state.cursors.get(writer, 0) + 1
        if expected < seq:
            self._state.lose(writer, expected, seq - 1)
        self._state.add(writer, seq, record)
        self._history.add(writer, seq, record)
        if record["kind"] != "log":
            self._others[writer, seq] = record
