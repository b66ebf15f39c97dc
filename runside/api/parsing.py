"""One file of a journal to its records: rows as columns, all else as they are, and what could not be read."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from runside.api.decoding import decode
from runside.api.flat_rows import are_steps, are_times, flat_rows
from runside.api.good_lines import good_lines
from runside.api.table import LogTable, Rows, TableBuilder
from runside.fold.faults import fault_of
from runside.journal import Bad, BadLine, loads, parse
from runside.journal.bulk import Chunk, chunks
from runside.journal.format import FORMAT, parse_header

Json = Any
Record = Mapping[str, Json]

_FEW_BRACKETS = 50
_BRACE = ord("{")


@dataclass(slots=True)
class FileRecords:
    """What a journal file holds."""

    others: list[tuple[int, Record]] = field(default_factory=list)
    """(seq, record) of each record that is no row, as they lie in the file."""
    logs: LogTable = field(default_factory=lambda: TableBuilder().build())
    bad: list[Bad] = field(default_factory=list)
    """The places that could not be read."""

    @property
    def is_finished(self) -> bool:
        """Whether its last record says that the writer is done."""
        if not self.others or self.others[-1][1]["kind"] != "finish":
            return False
        return not len(self.logs) or bool(self.logs.seq[-1] < self.others[-1][0])


def parse_file(path: Path, uid: str, begin: int = 0, end: int | None = None) -> FileRecords:
    """Read a file of the journal of run ``uid``, or of its lines those that begin in a range of its bytes.

    A last line without its newline is not there yet. Raises OSError where the file cannot be read.
    """
    with _no_collecting():
        return _parse(path, uid, begin, end)


def _parse(path: Path, uid: str, begin: int, end: int | None) -> FileRecords:
    file = FileRecords()
    builder = TableBuilder()
    for chunk in chunks(path, begin, end):
        if chunk.offset == 0:
            first = chunk.data[: chunk.data.index(b"\n")]
            refused = _refusal(first, uid)
            if refused is not None:
                file.bad.append(Bad(path, 0, refused))
                return file
            if _is_header(first):
                chunk = Chunk(len(first) + 1, chunk.data[len(first) + 1 :])
        if chunk.data and not _add_together(uid, chunk.data, builder, file):
            _add_one_by_one(path, uid, chunk, builder, file)
    file.logs = builder.build()
    return file


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the search for cycles, of which there are none here: it took a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _add_together(uid: str, data: bytes, builder: TableBuilder, file: FileRecords) -> bool:
    """Take lines that are all good and as plain as they nearly always are; False, and none taken, where they are not."""
    lines = good_lines(uid, data)
    if lines is None:
        return False
    flat = flat_rows(lines)
    if flat is not None:
        builder.add_flat(flat)
        return True
    together = lines.together()
    records = decode(together, lines.payloads)
    if records is None or len(records) != len(lines):
        return False
    rows = None if _may_be_deep(together, len(lines)) else _plain_rows(lines.seqs, records)
    if rows is not None:
        builder.add(rows)
        return True
    if any(map(fault_of, records, lines.payloads())):
        return False
    _add(lines.seqs, records, builder, file)
    return True


def _may_be_deep(together: bytes, records: int) -> bool:
    """Whether there are so many brackets, beside the two objects that each row is, that some may be nested deeply."""
    found = np.frombuffer(together, np.uint8)
    # Four times as fast as bytes.count, where there are some.
    braces = int(np.count_nonzero(found == _BRACE))
    return braces - 2 * records + together.count(b"[") > _FEW_BRACKETS


def _plain_rows(seqs: Sequence[int], records: Sequence[Record]) -> Rows | None:
    """Rows of which a look at the types shows that nothing is wrong with them: each in its 5 fields."""
    if set(map(len, records)) != {5}:
        return None
    try:
        if [record["kind"] for record in records].count("log") < len(records):
            return None
        rows = _rows(seqs, records, None)
    except KeyError:
        return None
    plain = (
        are_times(rows.t)
        and are_steps(rows.step)
        and set(map(type, rows.commit)) == {bool}
        and set(map(type, rows.data)) == {dict}
    )
    return rows if plain else None


def _add_one_by_one(
    path: Path, uid: str, chunk: Chunk, builder: TableBuilder, file: FileRecords
) -> None:
    """Take those of the lines that are good, and note the others."""
    seqs: list[int] = []
    records: list[Record] = []
    offset = chunk.offset
    for line in chunk.lines:
        try:
            seq, payload = parse(uid, line)
            if seq > 0:
                record = loads(payload)
                fault = fault_of(record, payload)
                if fault is not None:
                    raise BadLine(fault)
                seqs.append(seq)
                records.append(record)
        except ValueError as error:
            file.bad.append(Bad(path, offset, str(error)))
        offset += len(line) + 1
    _add(seqs, records, builder, file)


def _add(
    seqs: Sequence[int], records: Sequence[Record], builder: TableBuilder, file: FileRecords
) -> None:
    """Take good records: rows to the table, the others to their list."""
    logs = []
    for seq, record in zip(seqs, records, strict=True):
        if record["kind"] == "log":
            logs.append((seq, record))
        else:
            file.others.append((seq, record))
    sync = [bool(record.get("sync")) for _, record in logs]
    builder.add(_rows([seq for seq, _ in logs], [record for _, record in logs], sync))


def _rows(seqs: Sequence[int], records: Sequence[Record], sync: list[bool] | None) -> Rows:
    return Rows(
        seqs,
        [record["t"] for record in records],
        [record["step"] for record in records],
        [record["commit"] for record in records],
        sync,
        [record["data"] for record in records],
    )


def _is_header(line: bytes) -> bool:
    try:
        parse_header(line)
    except BadLine:
        return False
    return True


def _refusal(line: bytes, uid: str) -> str | None:
    """Why a file is not to be read at all, by its first line; None where it is, also where that line is damaged."""
    try:
        header = parse_header(line)
    except BadLine:
        return None
    if header.format > FORMAT:
        return f"the file is of journal format {header.format}, and this Runside reads up to {FORMAT}: upgrade it"
    if header.uid != uid:
        return f"the file is of run {header.uid}, and this is run {uid}"
    return None
