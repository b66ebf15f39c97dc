"""The connection that writes the SQLite index: each change in one transaction."""

from __future__ import annotations

import json
import operator
import os
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import apsw

from runside.server.store.chunk import Chunk, Column
from runside.server.store.interface import RunChange
from runside.server.store.sqlite_errors import told
from runside.server.store.sqlite_lock import IndexLock
from runside.server.store.sqlite_schema import LAST_CHANGE, from_blob, to_blob

ROWS_IN_CHUNK = 16_384
"""A chunk of this many rows is not added to any more: 128 KiB for each of its columns."""

KEYS_KNOWN = 100_000
"""Numbers of keys that are remembered between changes."""

CHANGES_TOLD = 100_000
"""How many changes later it is still told that a run was dropped."""

_DROP = (
    "DELETE FROM columns WHERE chunk IN (SELECT chunk FROM chunks WHERE run = ?)",
    "DELETE FROM chunks WHERE run = ?",
    "DELETE FROM logged WHERE key IN (SELECT key FROM keys WHERE run = ?)",
    "DELETE FROM keys WHERE run = ?",
    "DELETE FROM bad_lines WHERE run = ?",
    "DELETE FROM writers WHERE run = ?",
    "DELETE FROM runs WHERE run = ?",
)


class SqliteWriter:
    """Implements :class:`runside.server.store.interface.StoreWriter`."""

    def __init__(self, connection: apsw.Connection, lock: IndexLock) -> None:
        self._connection = connection
        self._lock = lock
        self._keys: dict[tuple[int, str], int] = {}

    def commit(self, change: RunChange) -> None:
        try:
            with told(self._connection.filename), self._transaction():
                run = self._store_run(change)
                self._store_writers(run, change)
                self._count(run, change)
                for writer, chunk in change.chunks.items():
                    if len(chunk):
                        self._store_chunk(run, writer, chunk)
                self._store_values(run, change)
                self._store_bad_lines(run, change)
            if len(self._keys) > KEYS_KNOWN:
                self._keys.clear()
        except BaseException:
            # Keys that this transaction made are gone with it.
            self._keys.clear()
            raise

    def drop(self, uid: str) -> None:
        try:
            with told(self._connection.filename), self._transaction():
                execute = self._connection.execute
                execute(f"INSERT OR REPLACE INTO gone VALUES (?, ({LAST_CHANGE}) + 1)", (uid,))
                execute(
                    "DELETE FROM gone WHERE changed <= (SELECT max(changed) FROM gone) - ?",
                    (CHANGES_TOLD,),
                )
                for run in [
                    row[0] for row in execute("SELECT run FROM runs WHERE uid = ?", (uid,))
                ]:
                    for statement in _DROP:
                        execute(statement, (run,))
        finally:
            # The next run may be given the same number.
            self._keys.clear()

    def close(self) -> None:
        self._connection.close()
        self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _store_run(self, change: RunChange) -> int:
        facts = change.facts
        row = self._connection.execute(
            f"""
            INSERT INTO runs (uid, dir, open, start, kernel, notebook, facts, fold, changed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ({LAST_CHANGE}) + 1)
            ON CONFLICT (uid) DO UPDATE SET dir = excluded.dir, open = excluded.open, start = excluded.start,
                kernel = excluded.kernel, notebook = excluded.notebook, facts = excluded.facts, fold = excluded.fold,
                changed = excluded.changed
            RETURNING run
            """,
            (
                change.uid,
                os.fsencode(change.dir),
                change.open,
                facts["start"],
                _blob(facts.get("kernel")),
                _blob(facts.get("notebook")),
                json.dumps(facts),
                change.fold,
            ),
        ).get
        assert isinstance(row, int)
        self._connection.execute("DELETE FROM gone WHERE uid = ?", (change.uid,))
        return row

    def _store_writers(self, run: int, change: RunChange) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO writers VALUES (?, ?, ?, ?, ?)",
            (
                (run, writer, change.cursors.get(writer, 0), place.file, place.offset)
                for writer, place in change.resume.items()
            ),
        )

    def _count(self, run: int, change: RunChange) -> None:
        for path, count in change.counts.items():
            key = self._connection.execute(
                """
                INSERT INTO keys (run, path, n, numbers, first_step, last_step) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (run, path) DO UPDATE SET n = n + excluded.n, numbers = numbers + excluded.numbers,
                    first_step = min(first_step, excluded.first_step), last_step = max(last_step, excluded.last_step)
                RETURNING key
                """,
                (run, to_blob(path), count.n, count.numbers, count.first_step, count.last_step),
            ).get
            self._keys[run, path] = key

    def _store_chunk(self, run: int, writer: str, chunk: Chunk) -> None:
        """Store rows, together with the last chunks of this writer where those are small.

        Chunks are joined like the digits of a binary counter: while the last one is no longer
        than what comes after it. So a row is written about log2(ROWS_IN_CHUNK / rows in a change)
        times, and a series of n rows lies in n / ROWS_IN_CHUNK chunks and a few small ones,
        whatever the pace of the changes.
        """
        rows = len(chunk)
        joined: list[int] = []
        for number, n in self._connection.execute(
            "SELECT chunk, n FROM chunks WHERE run = ? AND writer = ? ORDER BY chunk DESC",
            (run, writer),
        ):
            if n > rows or n + rows > ROWS_IN_CHUNK:
                break
            joined.append(number)
            rows += n
        if joined:
            earlier = self._load_chunk(joined.pop())
            for number in reversed(joined):
                earlier.extend(self._load_chunk(number))
            earlier.extend(chunk)
            chunk = earlier
        number = self._connection.execute(
            "INSERT INTO chunks (run, writer, n, first_step, last_step, ascending, steps, times, seqs)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING chunk",
            (
                run,
                writer,
                len(chunk),
                min(chunk.steps),
                max(chunk.steps),
                _is_ascending(chunk.steps),
                chunk.steps.tobytes(),
                chunk.times.tobytes(),
                chunk.seqs.tobytes(),
            ),
        ).get
        self._connection.executemany(
            "INSERT INTO columns VALUES (?, ?, ?, ?)",
            (
                (
                    number,
                    self._key(run, path),
                    None if len(column.rows) == len(chunk) else column.rows.tobytes(),
                    column.values.tobytes(),
                )
                for path, column in chunk.columns.items()
            ),
        )

    def _load_chunk(self, number: int) -> Chunk:
        """Take a chunk out of the index."""
        run, steps, times, seqs = self._connection.execute(
            "DELETE FROM chunks WHERE chunk = ? RETURNING run, steps, times, seqs", (number,)
        ).get
        chunk = Chunk(array("q", steps), array("d", times), array("q", seqs))
        for stored, key, places, numbers in self._connection.execute(
            "SELECT path, key, places, columns.numbers FROM columns JOIN keys USING (key) WHERE chunk = ?",
            (number,),
        ):
            path = from_blob(stored)
            rows = array("I", range(len(chunk)) if places is None else places)
            chunk.columns[path] = Column(rows, array("d", numbers))
            self._keys[run, path] = key
        self._connection.execute("DELETE FROM columns WHERE chunk = ?", (number,))
        return chunk

    def _store_values(self, run: int, change: RunChange) -> None:
        self._connection.executemany(
            "INSERT INTO logged VALUES (?, ?, ?, ?, ?, ?)",
            (
                (self._key(run, v.path), v.step, v.t, v.writer, v.seq, v.value)
                for v in change.values
            ),
        )

    def _store_bad_lines(self, run: int, change: RunChange) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO bad_lines VALUES (?, ?, ?, ?, ?)",
            ((run, b.writer, b.place.file, b.place.offset, b.reason) for b in change.bad),
        )

    def _key(self, run: int, path: str) -> int:
        key = self._keys.get((run, path))
        if key is None:
            key = self._connection.execute(
                "SELECT key FROM keys WHERE run = ? AND path = ?", (run, to_blob(path))
            ).get
            assert isinstance(key, int)
            self._keys[run, path] = key
        return key


def _blob(text: str | None) -> bytes | None:
    return None if text is None else to_blob(text)


def _is_ascending(steps: array[int]) -> bool:
    return all(map(operator.lt, steps, islice(steps, 1, None)))
