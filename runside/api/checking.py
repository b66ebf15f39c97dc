"""One file of a journal, checked to its last byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from runside.api.journal_files import JournalFile
from runside.api.reading import has_numpy
from runside.fold.faults import fault_of
from runside.journal import Bad, BadLine, loads, parse
from runside.journal.bulk import chunks

Json = Any
Record = Mapping[str, Json]

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class CheckedFile:
    """What a journal file holds, as far as its being whole depends on it."""

    size: int = 0
    seqs: Sequence[int] = ()
    """Those of its good records."""
    others: list[tuple[int, Record]] = field(default_factory=list)
    """(seq, record) of what is no row."""
    blobs: set[str] = field(default_factory=set)
    """The SHA-256 of each blob that a value names."""
    bad: list[Bad] = field(default_factory=list)


def check_file(file: JournalFile, uid: str) -> CheckedFile:
    """Read a file of the journal of run ``uid``; what is wrong is among what is told."""
    try:
        checked = _by_columns(file, uid) if has_numpy() else _by_lines(file, uid)
        checked.size = file.path.stat(follow_symlinks=False).st_size
        if file.full:
            checked.bad += _torn_end(file, checked.size)
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        return CheckedFile(bad=[Bad(file.path, 0, reason)])
    for _, record in checked.others:
        checked.blobs.update(blobs_in(record))
    return checked


def _by_columns(file: JournalFile, uid: str) -> CheckedFile:
    from runside.api.parsing import parse_file

    read = parse_file(file.path, uid)
    blobs: set[str] = set()
    for column in read.logs.columns.values():
        if column.values.dtype == object:
            for value in column.values:
                blobs.update(blobs_in(value))
    seqs = read.logs.seq.tolist() + [seq for seq, _ in read.others]
    return CheckedFile(0, seqs, read.others, blobs, read.bad)


def _by_lines(file: JournalFile, uid: str) -> CheckedFile:
    checked = CheckedFile()
    seqs: list[int] = []
    for chunk in chunks(file.path):
        offset = chunk.offset
        for line in chunk.lines:
            try:
                seq, payload = parse(uid, line)
                record = loads(payload)
                fault = fault_of(record, payload) if seq > 0 else None
                if fault is not None:
                    raise BadLine(fault)
            except ValueError as error:
                checked.bad.append(Bad(file.path, offset, str(error)))
            else:
                if record["kind"] == "log":
                    checked.blobs.update(blobs_in(record["data"]))
                elif seq > 0:
                    checked.others.append((seq, record))
                if seq > 0:
                    seqs.append(seq)
            offset += len(line) + 1
    checked.seqs = seqs
    return checked


def _torn_end(file: JournalFile, size: int) -> Iterator[Bad]:
    """A last line without its newline, in a file that grows no more."""
    with file.path.open("rb") as opened:
        if size and opened.seek(size - 1) >= 0 and opened.read(1) != b"\n":
            yield Bad(file.path, size, "the file ends within a line")


def blobs_in(value: Json, *, medium: bool = False) -> Iterator[str]:
    """The SHA-256 of each blob that the media in a value name; a text of the user's own is none, whatever its key."""
    if isinstance(value, Mapping):
        inside = medium or isinstance(value.get("_type"), str)
        for key, item in value.items():
            if inside and key == "sha256" and isinstance(item, str) and _DIGEST.fullmatch(item):
                yield item
            else:
                yield from blobs_in(item, medium=inside)
    elif isinstance(value, list):
        for item in value:
            yield from blobs_in(item, medium=medium)
