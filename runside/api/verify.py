"""Whether a run is whole: its journals line by line, its blobs and files by their hashes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from runside.api.checking import CheckedFile, check_file
from runside.api.journal_files import journal_files
from runside.journal import BLOBS_FOLDER, RunFolder, platform

Json = Any
Kind = Literal[
    "bad line",
    "gap",
    "missing records",
    "missing blob",
    "changed blob",
    "missing file",
    "changed file",
]
Progress = Callable[[int, int], None]
"""Is told from time to time how many bytes have been read, and of how many."""

_AT_A_TIME = 1 << 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of a run that is not there, or not as it was written."""

    kind: Kind
    message: str
    """What is wrong, for people."""
    path: str
    """The file that it is about, or the folder where it is missing."""
    offset: int | None = None
    """Bytes from the beginning of a journal file."""
    writer: str | None = None
    first: int | None = None
    """The first seq that is missing."""
    last: int | None = None
    """The last seq that is missing."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what was found."""

    records: int
    blobs: int
    files: int
    findings: list[Finding]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass(slots=True)
class _Journals:
    """What the journals say that there should be."""

    records: int = 0
    seqs: dict[str, list[int]] = field(default_factory=dict)
    lost: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    blobs: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)
    """Blobs for which others stand, and which need not be there."""
    files: dict[str, tuple[tuple[float, str, int], Mapping[str, Json]]] = field(
        default_factory=dict
    )
    """For each path the stamp and the fields of the latest ``file`` record."""


def verify_run(folder: RunFolder, progress: Progress | None = None) -> Verified:
    """Check all that a run has on disk, without changing anything.

    A last line that a live writer is just writing is not there yet, and no finding.
    """
    done = _Done(progress, _size_of(folder) if progress else 0)
    findings: list[Finding] = []
    journals = _Journals()
    for file in journal_files(folder):
        checked = check_file(file, folder.uid)
        findings += [
            Finding("bad line", bad.reason, str(bad.path), bad.offset, file.writer)
            for bad in checked.bad
        ]
        _note(journals, file.writer, checked, findings, file.path)
        done.add(checked.size)
    for writer, seqs in sorted(journals.seqs.items()):
        for first, last in _missing(seqs, journals.lost.get(writer, [])):
            message = f"records {first} to {last} of writer {writer} are not there, and no gap record tells why"
            findings.append(
                Finding("missing records", message, str(folder.journal), None, writer, first, last)
            )
    blobs = _check_blobs(folder, journals, findings, done)
    files = _check_files(folder, journals, findings, done)
    return Verified(journals.records, blobs, files, findings)


def _note(
    journals: _Journals, writer: str, checked: CheckedFile, findings: list[Finding], path: Path
) -> None:
    journals.records += len(checked.seqs)
    journals.seqs.setdefault(writer, []).extend(checked.seqs)
    journals.blobs |= checked.blobs
    for seq, record in checked.others:
        kind = record["kind"]
        if kind == "gap":
            first, last = record["from"], record["to"]
            journals.lost.setdefault(record["writer"], []).append((first, last))
            message = (
                f"records {first} to {last} of writer {record['writer']} were lost when they were written: "
                f"{record.get('reason') or 'no reason is told'}"
            )
            findings.append(Finding("gap", message, str(path), None, record["writer"], first, last))
        elif kind == "blob":
            journals.replaced.add(str(record.get("from")))
            journals.blobs.add(str(record.get("to")))
        elif kind == "file" and isinstance(record.get("path"), str):
            stamp = (record["t"], writer, seq)
            known = journals.files.get(record["path"])
            if known is None or known[0] < stamp:
                journals.files[record["path"]] = (stamp, record)


def _missing(seqs: Iterable[int], lost: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges between 1 and the highest seq that are neither there nor told to be lost."""
    expected = 1
    spans = [(seq, seq) for seq in set(seqs)] + lost
    for first, last in sorted(spans):
        if first > expected:
            yield expected, first - 1
        expected = max(expected, last + 1)


def _check_blobs(
    folder: RunFolder, journals: _Journals, findings: list[Finding], done: _Done
) -> int:
    there: set[str] = set()
    count = 0
    for path in _files_in(folder.path / BLOBS_FOLDER):
        count += 1
        named = path.name.split(".", 1)[0]
        there.add(named)
        digest = _digest(path, done)
        if digest is None:
            findings.append(Finding("changed blob", "the blob cannot be read", str(path)))
        elif digest != named:
            message = f"the SHA-256 of the blob is {digest}: it is not what was written"
            findings.append(Finding("changed blob", message, str(path)))
    for digest in sorted(journals.blobs - journals.replaced - there):
        message = f"the blob {digest} is not there, and what was logged needs it"
        findings.append(Finding("missing blob", message, str(folder.path / BLOBS_FOLDER)))
    return count


def _check_files(
    folder: RunFolder, journals: _Journals, findings: list[Finding], done: _Done
) -> int:
    for name, (_, record) in sorted(journals.files.items()):
        path = folder.files / name
        digest = _digest(path, done) if _is_inside(name) else None
        if digest is None:
            message = (
                f"the file {name!r} that was kept with the run is not there, or cannot be read"
            )
            findings.append(Finding("missing file", message, str(path)))
        elif digest != record.get("sha256"):
            message = (
                f"the file {name!r} is not what was kept with the run: its SHA-256 is {digest}"
            )
            findings.append(Finding("changed file", message, str(path)))
    return len(journals.files)


def _is_inside(name: str) -> bool:
    """Whether a path that a record names stays within the files of its run."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _digest(path: Path, done: _Done) -> str | None:
    """The SHA-256 of a regular file; None where it cannot be read."""
    hashed = sha256()
    try:
        with os.fdopen(platform.open_regular(path), "rb") as file:
            while data := file.read(_AT_A_TIME):
                hashed.update(data)
                done.add(len(data))
    except OSError:
        return None
    return hashed.hexdigest()


def _files_in(folder: Path) -> list[Path]:
    """The regular files below a folder, sorted; links are not followed, and what is half written is left out."""
    found = []
    for at, _, names in os.walk(folder):
        paths = [Path(at) / name for name in names if not name.endswith(".tmp")]
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return sorted(found)


def _size(path: Path) -> int:
    try:
        return path.stat(follow_symlinks=False).st_size
    except OSError:
        return 0


def _size_of(folder: RunFolder) -> int:
    """How many bytes there are to read, about."""
    paths = [file.path for file in journal_files(folder)]
    paths += [*_files_in(folder.path / BLOBS_FOLDER), *_files_in(folder.files)]
    return sum(_size(path) for path in paths)


class _Done:
    """Counts the bytes that were read."""

    def __init__(self, progress: Progress | None, of: int) -> None:
        self._progress = progress
        self._bytes = 0
        self._of = of

    def add(self, count: int) -> None:
        self._bytes += count
        if self._progress is not None:
            self._progress(self._bytes, max(self._bytes, self._of))
