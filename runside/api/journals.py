"""All that is in the journals of a run: those in its folder, and those in its overlay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from runside.api import column_file
from runside.api.journal_files import JournalFile, journal_files
from runside.api.parsing import FileRecords
from runside.api.parts import parse_files
from runside.api.table import LogTable, behind_each_other
from runside.journal import Bad, RunFolder

Json = Any
Record = Mapping[str, Json]


class _Seen(NamedTuple):
    """By what a file is known again."""

    size: int
    mtime_ns: int
    inode: int


_UNREADABLE = _Seen(-1, -1, -1)


@dataclass(slots=True)
class WriterRecords:
    """What one writer wrote."""

    writer: str
    others: list[tuple[int, Record]]
    """(seq, record) of what is no row, by seq."""
    logs: LogTable


class Journals:
    """Reads the journals of a run, and again only the files that have changed since."""

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder
        self.writers: list[WriterRecords] = []
        """What each writer wrote, by name, as of the last `refresh`."""
        self._read: dict[Path, tuple[_Seen, FileRecords]] = {}

    def refresh(self) -> bool:
        """Read what is new; say whether anything was."""
        present = journal_files(self.folder)
        changed = self._read_new(present)
        gone = self._read.keys() - {file.path for file in present}
        for path in gone:
            del self._read[path]
        if changed or gone:
            files: dict[str, list[FileRecords]] = {}
            for file in present:
                files.setdefault(file.writer, []).append(self._read[file.path][1])
            self.writers = [_of_writer(writer, found) for writer, found in files.items()]
        return changed or bool(gone)

    @property
    def bad(self) -> list[Bad]:
        """The places that could not be read."""
        return [bad for _, read in self._read.values() for bad in read.bad]

    def _read_new(self, present: Sequence[JournalFile]) -> bool:
        """Read the files that have changed; say whether any had."""
        unread: dict[Path, tuple[JournalFile, _Seen]] = {}
        changed = False
        for file in present:
            try:
                seen = _look_at(file.path)
            except OSError as error:
                self._read[file.path] = (_UNREADABLE, _unreadable(file.path, error))
                changed = True
                continue
            known = self._read.get(file.path)
            if known is not None and known[0] == seen:
                continue
            changed = True
            kept = column_file.load(self._source(file, seen))
            if kept is not None:
                self._read[file.path] = (seen, kept)
            else:
                unread[file.path] = (file, seen)
        sources = [self._source(file, seen) for file, seen in unread.values()]
        for path, read in parse_files(sources).items():
            file, seen = unread[path]
            if isinstance(read, OSError):
                self._read[path] = (_UNREADABLE, _unreadable(path, read))
                continue
            self._read[path] = (seen, read)
            if file.full or read.is_finished:
                column_file.keep(self._source(file, seen), read)
        return changed

    def _source(self, file: JournalFile, seen: _Seen) -> column_file.Source:
        return column_file.Source(file.path, self.folder.uid, seen.size, seen.mtime_ns)


def _unreadable(path: Path, error: OSError) -> FileRecords:
    reason = f"the file cannot be read: {error.strerror or error}"
    return FileRecords(bad=[Bad(path, 0, reason)])


def _look_at(path: Path) -> _Seen:
    status = path.stat(follow_symlinks=False)
    return _Seen(status.st_size, status.st_mtime_ns, status.st_ino)


def _of_writer(writer: str, files: list[FileRecords]) -> WriterRecords:
    others: dict[int, Record] = {}
    for file in files:
        for seq, record in file.others:
            others.setdefault(seq, record)
    logs = behind_each_other([file.logs for file in files])
    return WriterRecords(writer, sorted(others.items()), logs)
