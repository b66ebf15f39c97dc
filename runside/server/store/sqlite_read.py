"""A connection that reads the SQLite index."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import compress
from pathlib import Path
from typing import Any

import apsw

from runside.fold.paths import ancestors
from runside.server.points import Piece
from runside.server.store.interface import BadLine, KeyCount, Place, StoredRun, Value
from runside.server.store.sqlite_errors import told
from runside.server.store.sqlite_schema import LAST_CHANGE, from_blob, to_blob


class SqliteReader:
    """Implements :class:`runside.server.store.interface.StoreReader`."""

    def __init__(self, connection: apsw.Connection, path: Path, inode: int) -> None:
        self._connection = connection
        self._path = path
        self._inode = inode

    @contextmanager
    def snapshot(self) -> Iterator[SqliteSnapshot]:
        with told(self._connection.filename):
            self._connection.execute("BEGIN")
            try:
                yield SqliteSnapshot(self._connection)
            finally:
                self._connection.execute("ROLLBACK")

    def is_current(self) -> bool:
        try:
            return self._path.stat().st_ino == self._inode
        except OSError:
            return False

    def close(self) -> None:
        self._connection.close()


class SqliteSnapshot:
    """Implements :class:`runside.server.store.interface.Snapshot` within one read transaction."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._execute = connection.execute

    def change(self) -> int:
        number = self._execute(LAST_CHANGE).get
        assert isinstance(number, int)
        return number

    def changed_since(self, change: int) -> list[str]:
        return [
            uid for (uid,) in self._execute("SELECT uid FROM runs WHERE changed > ?", (change,))
        ]

    def gone_since(self, change: int) -> list[str]:
        return [
            uid for (uid,) in self._execute("SELECT uid FROM gone WHERE changed > ?", (change,))
        ]

    def runs(
        self, *, kernel: str | None = None, notebooks: Sequence[str] = (), only_open: bool = False
    ) -> list[StoredRun]:
        wanted: list[str] = ["TRUE"]
        bound: list[bytes] = []
        if kernel is not None:
            wanted.append("kernel = ?")
            bound.append(to_blob(kernel))
        if notebooks:
            wanted.append(f"notebook IN ({', '.join('?' * len(notebooks))})")
            bound.extend(map(to_blob, notebooks))
        if only_open:
            wanted.append("open")
        return self._stored(f"WHERE {' AND '.join(wanted)} ORDER BY start DESC, run DESC", bound)

    def run(self, uid: str) -> StoredRun | None:
        stored = self._stored("WHERE uid = ?", [uid])
        return stored[0] if stored else None

    def _stored(self, clause: str, bound: Sequence[str | bytes]) -> list[StoredRun]:
        return [
            StoredRun(
                uid, os.fsdecode(folder), bool(is_open), json.loads(facts), json.loads(cursors)
            )
            for uid, folder, is_open, facts, cursors in self._execute(
                "SELECT uid, dir, open, facts, (SELECT json_group_object(writer, cursor) FROM writers"
                f" WHERE writers.run = runs.run) FROM runs {clause}",
                tuple(bound),
            )
        ]

    def fold(self, uid: str) -> bytes | None:
        fold = self._execute("SELECT fold FROM runs WHERE uid = ?", (uid,)).get
        return fold if isinstance(fold, bytes) else None

    def resume(self, uid: str) -> dict[str, Place]:
        return {
            writer: Place(file, offset)
            for writer, file, offset in self._execute(
                "SELECT writer, file, offset FROM writers JOIN runs USING (run) WHERE uid = ?",
                (uid,),
            )
        }

    def keys(self, uid: str) -> dict[str, KeyCount]:
        return {
            from_blob(path): KeyCount(*counted)
            for path, *counted in self._execute(
                "SELECT path, n, numbers, first_step, last_step FROM keys JOIN runs USING (run)"
                " WHERE uid = ? ORDER BY key",
                (uid,),
            )
        }

    def common_keys(self, uids: Sequence[str], most: int) -> list[tuple[str, int]]:
        marks = ", ".join("?" * len(uids))
        return [
            (from_blob(path), runs)
            for path, runs in self._execute(
                "SELECT path, count(*) AS runs FROM keys JOIN runs USING (run)"
                f" WHERE uid IN ({marks}) AND numbers > 0 GROUP BY path ORDER BY runs DESC, path LIMIT ?",
                (*uids, most),
            )
        ]

    def relatives(self, uid: str, path: str) -> list[str]:
        # What is below a path sorts between "path." and "path/", the character after the dot.
        above = [to_blob(ancestor) for ancestor in ancestors(path)]
        marks = ", ".join("?" * len(above))
        return [
            from_blob(relative)
            for (relative,) in self._execute(
                "SELECT path FROM keys JOIN runs USING (run) WHERE uid = ?"
                f" AND ((path > ? AND path < ?) OR path IN ({marks}))",
                (uid, to_blob(path + "."), to_blob(path + "/"), *above),
            )
        ]

    def pieces(
        self, uid: str, path: str, first: int | None = None, last: int | None = None
    ) -> list[Piece]:
        low, high = _bounds(first, last)
        found = self._execute(
            """
            SELECT writer, ascending, chunks.first_step, chunks.last_step, steps, times, seqs, places, columns.numbers
            FROM runs JOIN keys USING (run) JOIN columns USING (key) JOIN chunks USING (chunk)
            WHERE uid = ? AND path = ? AND chunks.last_step >= ? AND chunks.first_step <= ?
            ORDER BY chunk
            """,
            (uid, to_blob(path), low, high),
        )
        pieces: list[Piece] = []
        for writer, ascending, least, greatest, *columns in found:
            piece = _piece(writer, bool(ascending), *columns)
            if least < low or greatest > high:
                piece = _within(piece, low, high)
            if piece.steps:
                pieces.append(piece)
        return pieces

    def values(self, uid: str, path: str) -> list[Value]:
        return [
            Value(path, *row)
            for row in self._execute(
                "SELECT step, t, writer, seq, value FROM runs JOIN keys USING (run) JOIN logged USING (key)"
                " WHERE uid = ? AND path = ? ORDER BY step, t, writer, seq",
                (uid, to_blob(path)),
            )
        ]

    def bad_lines(self, uid: str) -> list[BadLine]:
        return [
            BadLine(writer, Place(file, offset), reason)
            for writer, file, offset, reason in self._execute(
                "SELECT writer, file, offset, reason FROM bad_lines JOIN runs USING (run) WHERE uid = ?"
                " ORDER BY writer, file, offset",
                (uid,),
            )
        ]


def _bounds(first: int | None, last: int | None) -> tuple[int, int]:
    return -(2**63) if first is None else first, 2**63 - 1 if last is None else last


def _piece(
    writer: str,
    ascending: bool,
    steps: bytes,
    times: bytes,
    seqs: bytes,
    places: bytes | None,
    numbers: bytes,
) -> Piece:
    all_steps, all_times, all_seqs = array("q", steps), array("d", times), array("q", seqs)
    values = array("d", numbers)
    if places is None:
        return Piece(writer, all_steps, all_times, all_seqs, values, ascending)
    rows = array("I", places)
    return Piece(
        writer,
        _at(all_steps, rows),
        _at(all_times, rows),
        _at(all_seqs, rows),
        values,
        ascending,
    )


def _at(column: array[Any], rows: array[int]) -> array[Any]:
    return array(column.typecode, map(column.__getitem__, rows))


def _within(piece: Piece, low: int, high: int) -> Piece:
    inside = [low <= step <= high for step in piece.steps]
    return Piece(
        piece.writer,
        array("q", compress(piece.steps, inside)),
        array("d", compress(piece.times, inside)),
        array("q", compress(piece.seqs, inside)),
        array("d", compress(piece.values, inside)),
        piece.ascending,
    )
