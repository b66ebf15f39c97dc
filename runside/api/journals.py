"""All that is in the journals of a run: those in its folder, and those in its overlay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from runside.api import column_file
from runside.api.journal_files import JournalFile, journal_files
from runside.api.parsing import FileRecords, parse_file
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
        changed = False
        files: dict[str, list[FileRecords]] = {}
        present = journal_files(self.folder)
        for file in present:
            is_new, read = self._read_file(file)
            changed = changed or is_new
            files.setdefault(file.writer, []).append(read)
        gone = self._read.keys() - {file.path for file in present}
        for path in gone:
            del self._read[path]
        if changed or gone:
            self.writers = [_of_writer(writer, found) for writer, found in files.items()]
        return changed or bool(gone)

    @property
    def bad(self) -> list[Bad]:
        """The places that could not be read."""
        return [bad for _, read in self._read.values() for bad in read.bad]

    def _read_file(self, file: JournalFile) -> tuple[bool, FileRecords]:
        """What a file holds, and whether that is new."""
        try:
            seen = _look_at(file.path)
            known = self._read.get(file.path)
            if known is not None and known[0] == seen:
                return False, known[1]
            read = self._parse(file, seen)
        except OSError as error:
            seen = _UNREADABLE
            reason = f"the file cannot be read: {error.strerror or error}"
            read = FileRecords(bad=[Bad(file.path, 0, reason)])
        self._read[file.path] = (seen, read)
        return True, read

    def _parse(self, file: JournalFile, seen: _Seen) -> FileRecords:
        """Take what was kept of a file, else parse it, and keep that where it grows no more."""
        source = column_file.Source(file.path, self.folder.uid, seen.size, seen.mtime_ns)
        kept = column_file.load(source)
        if kept is not None:
            return kept
        read = parse_file(file.path, self.folder.uid)
        if file.full or read.is_finished:
            column_file.keep(source, read)
        return read


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
