"""The embedded index: one SQLite file, one writing connection on the machine, any number that
read.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL that two connections write and checkpoint at once. So
exactly one connection writes and checkpoints: who holds the lock beside the index; readers are
opened read-only. The library is apsw, which brings a SQLite of its own.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import apsw

from runside.server.store.interface import IndexBrokenError, IndexUnusableError
from runside.server.store.sqlite_errors import told
from runside.server.store.sqlite_lock import IndexLock
from runside.server.store.sqlite_read import SqliteReader
from runside.server.store.sqlite_schema import APPLICATION_ID, SCHEMA, TABLES
from runside.server.store.sqlite_write import SqliteWriter

BUSY_MS = 5_000
_FILES = ("", "-wal", "-shm")


class SqliteStore:
    """Implements :class:`runside.server.store.interface.Store`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def place(self) -> str:
        return str(self.path)

    def try_writer(self) -> SqliteWriter | None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = IndexLock.take(self.path.with_name(self.path.name + ".lock"))
        except OSError as error:
            raise IndexUnusableError(
                f"the index {self.path} cannot be written ({error.strerror}): make its folder writable, or name "
                "another place with RUNSIDE_INDEX"
            ) from error
        if lock is None:
            return None
        try:
            return SqliteWriter(self._open_for_writing(), lock)
        except BaseException:
            lock.release()
            raise

    def _open_for_writing(self) -> apsw.Connection:
        # What is indexed may be private, and a umask does not say so: nobody else may read the
        # file.
        self.path.touch(mode=0o600)
        with told(str(self.path)):
            connection = apsw.Connection(
                str(self.path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_NOFOLLOW
            )
            try:
                connection.set_busy_timeout(BUSY_MS)
                if _schema(connection) is None:
                    connection.execute("PRAGMA journal_mode = WAL")
                    with connection:
                        connection.execute(TABLES)
                _check(connection)
                # The index is derived: what a power failure takes from it is read again.
                connection.execute("PRAGMA synchronous = NORMAL")
                return connection
            except BaseException:
                connection.close()
                raise

    def reader(self) -> SqliteReader:
        with told(str(self.path)):
            try:
                # Before it is opened: where it is replaced in between, the connection counts as
                # old.
                inode = self.path.stat().st_ino
            except OSError as error:
                raise IndexUnusableError(f"there is no index at {self.path} yet") from error
            connection = apsw.Connection(str(self.path), flags=apsw.SQLITE_OPEN_READONLY)
            try:
                connection.set_busy_timeout(BUSY_MS)
                _check(connection)
                return SqliteReader(connection, self.path, inode)
            except BaseException:
                connection.close()
                raise

    def set_aside(self, why: str) -> str:
        aside = self.path.with_name(self.path.name + ".set-aside")
        for suffix in _FILES:
            with contextlib.suppress(FileNotFoundError):
                self.path.with_name(self.path.name + suffix).replace(
                    aside.with_name(aside.name + suffix)
                )
        return f"{why}: it was set aside as {aside} and is being built again from the journals"


def _schema(connection: apsw.Connection) -> int | None:
    """The schema of an index; None for a file that holds nothing yet."""
    if connection.execute("SELECT count(*) FROM sqlite_schema").get == 0:
        return None
    number = connection.pragma("user_version")
    ours = connection.pragma("application_id") == APPLICATION_ID
    return number if ours and isinstance(number, int) else -1


def _check(connection: apsw.Connection) -> None:
    found = _schema(connection)
    if found is None:
        raise IndexUnusableError(
            f"the index {connection.filename} is empty: no Jupyter server writes it yet"
        )
    if found != SCHEMA:
        what = (
            "no index of runside" if found < 0 else f"of schema {found}, this version has {SCHEMA}"
        )
        raise IndexBrokenError(f"the index {connection.filename} is {what}")
