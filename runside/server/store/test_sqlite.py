"""The SQLite index: whole changes or none, one writer, and nothing that a damaged file can do to it."""

from __future__ import annotations

from array import array
from pathlib import Path

import apsw
import pytest

from runside.server.store import (
    Chunk,
    IndexBrokenError,
    IndexUnusableError,
    KeyCount,
    Place,
    RunChange,
    SqliteStore,
    StoreWriter,
)
from runside.server.store.sqlite_schema import SCHEMA
from runside.server.store.sqlite_write import ROWS_IN_CHUNK

UID = "0123456789abcdef0123456789abcdef"
KEY = "loss \ud800 \0 ."


def opened(store: SqliteStore) -> StoreWriter:
    writer = store.try_writer()
    assert writer is not None
    return writer


def rows_change(first: int, n: int, key: str = KEY) -> RunChange:
    """A change that adds the steps first..first+n of one series."""
    chunk = Chunk()
    for step in range(first, first + n):
        chunk.append(step, float(step), step + 1, [(key, step / 2)])
    return RunChange(
        uid=UID,
        dir="/runs/p/r",
        open=True,
        facts={"start": 1.0, "name": "r"},
        fold=b"{}",
        cursors={"w": first + n},
        resume={"w": Place(1, 100 * (first + n))},
        chunks={"w": chunk},
        counts={key: KeyCount(n, n, first, first + n - 1)},
    )


def test_a_series_of_many_small_changes_lies_in_few_chunks(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    writer = opened(store)
    n = 0
    while n < 2 * ROWS_IN_CHUNK:
        writer.commit(rows_change(n, 37))
        n += 37
    with store.reader().snapshot() as index:
        pieces = index.pieces(UID, KEY)
        assert len(pieces) < 2 + 15
        assert [step for piece in pieces for step in piece.steps] == list(range(n))
        assert [v for piece in pieces for v in piece.values] == [s / 2 for s in range(n)]
        assert index.keys(UID) == {KEY: KeyCount(n, n, 0, n - 1)}
        part = index.pieces(UID, KEY, 100, 120)
        assert [step for piece in part for step in piece.steps] == list(range(100, 121))


def test_keys_that_are_not_in_every_row_keep_their_places(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    writer = opened(store)
    for first in range(0, 60, 3):
        change = rows_change(first, 3, "all")
        change.chunks["w"].append(first + 2, 0.0, 1000 + first, [("some", float(first))])
        change.counts = {**change.counts, "some": KeyCount(1, 1, first + 2, first + 2)}
        writer.commit(change)
    with store.reader().snapshot() as index:
        found = [
            (step, value)
            for piece in index.pieces(UID, "some")
            for step, value in zip(piece.steps, piece.values, strict=True)
        ]
    assert found == [(first + 2, float(first)) for first in range(0, 60, 3)]


def test_a_change_that_cannot_be_stored_leaves_nothing_behind(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    writer = opened(store)
    writer.commit(rows_change(0, 10))
    bad = rows_change(10, 10, "new")
    bad.bad = ["not a bad line"]  # type: ignore[list-item]
    with pytest.raises(AttributeError):
        writer.commit(bad)
    with store.reader().snapshot() as index:
        assert index.resume(UID) == {"w": Place(1, 1000)}
        assert list(index.keys(UID)) == [KEY]
    writer.commit(rows_change(10, 10, "new"))
    with store.reader().snapshot() as index:
        assert [list(piece.steps) for piece in index.pieces(UID, "new")] == [list(range(10, 20))]


def test_a_snapshot_does_not_move(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    writer = opened(store)
    writer.commit(rows_change(0, 10))
    with store.reader().snapshot() as index:
        before = index.run(UID)
        writer.commit(rows_change(10, 10))
        assert index.run(UID) == before
        assert index.keys(UID)[KEY].n == 10
    with store.reader().snapshot() as index:
        assert index.changed_since(1) == [UID]
        assert index.changed_since(index.change()) == []


def test_a_second_connection_of_this_process_or_another_may_not_write(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    opened(store)
    connection = apsw.Connection(str(store.path), flags=apsw.SQLITE_OPEN_READONLY)
    with pytest.raises(apsw.ReadOnlyError):
        connection.execute("DELETE FROM runs")


@pytest.mark.parametrize(
    "content",
    [
        b"rubbish" * 1000,
        b"SQLite format 3\0" + b"\xff" * 5000,
    ],
)
def test_a_damaged_index_is_told_and_set_aside(tmp_path: Path, content: bytes) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    store.path.write_bytes(content)
    with pytest.raises(IndexBrokenError, match="index"):
        store.try_writer()
    assert "built again" in store.set_aside("the index is damaged")
    opened(store).commit(rows_change(0, 1))
    assert (tmp_path / "index.sqlite.set-aside").read_bytes() == content


@pytest.mark.parametrize("schema", [SCHEMA + 1, SCHEMA - 1])
def test_an_index_of_another_version_is_not_touched(tmp_path: Path, schema: int) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    opened(store).close()
    connection = apsw.Connection(str(store.path))
    connection.pragma("user_version", schema)
    connection.close()
    with pytest.raises(IndexBrokenError, match=f"of schema {schema}"):
        store.try_writer()
    with pytest.raises(IndexBrokenError):
        store.reader()


def test_another_program_s_database_is_no_index(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    apsw.Connection(str(store.path)).execute("CREATE TABLE theirs (a)")
    with pytest.raises(IndexBrokenError, match="no index of runside"):
        store.try_writer()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = SqliteStore(tmp_path / "file" / "index.sqlite")
    with pytest.raises(IndexUnusableError, match="RUNSIDE_INDEX"):
        store.try_writer()


def test_a_reader_knows_when_the_index_was_replaced(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    opened(store).close()
    reader = store.reader()
    assert reader.is_current()
    store.set_aside("it was deleted")
    assert not reader.is_current()
    with pytest.raises(IndexUnusableError, match="no index"):
        store.reader()


def test_nobody_else_may_read_the_index(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    opened(store).commit(rows_change(0, 1))
    for path in tmp_path.glob("index.sqlite*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_columns_are_of_the_widths_that_the_schema_says() -> None:
    assert [array(code).itemsize for code in "qdI"] == [8, 8, 4]


def test_a_run_that_was_dropped_leaves_nothing_behind_and_is_told_of(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    writer = opened(store)
    writer.commit(rows_change(0, 100))
    other = rows_change(0, 3)
    other.uid = "f" * 32
    writer.commit(other)
    reader = store.reader()
    with reader.snapshot() as index:
        before = index.change()
    writer.drop(UID)
    with reader.snapshot() as index:
        assert (index.run(UID), index.keys(UID), index.pieces(UID, KEY)) == (None, {}, [])
        assert index.change() > before
        assert index.gone_since(before) == [UID]
        assert index.changed_since(before) == []
        assert len(index.pieces("f" * 32, KEY)[0].steps) == 3
    left = apsw.Connection(str(store.path))
    assert left.execute("SELECT count(*) FROM chunks").get == 1
    assert left.execute("SELECT count(*) FROM columns").get == 1
    # It is stored anew where it turns up again.
    writer.commit(rows_change(0, 5))
    with reader.snapshot() as index:
        assert len(index.pieces(UID, KEY)[0].steps) == 5
        assert index.gone_since(before) == []
        assert index.changed_since(before) == [UID]


def test_steps_are_known_to_ascend_only_where_they_do(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    writer = opened(store)
    writer.commit(rows_change(10, 5))
    with store.reader().snapshot() as index:
        assert [piece.ascending for piece in index.pieces(UID, KEY)] == [True]
    back = rows_change(14, 1)
    writer.commit(back)
    writer.commit(rows_change(12, 40))
    with store.reader().snapshot() as index:
        assert [piece.ascending for piece in index.pieces(UID, KEY)] == [False]


def test_the_keys_of_many_runs_are_counted(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "index.sqlite")
    writer = opened(store)
    writer.commit(rows_change(0, 2))
    other = rows_change(0, 2)
    other.uid = "f" * 32
    other.counts = {**other.counts, "text": KeyCount(3, 0, 0, 2), "a": KeyCount(1, 1, 0, 0)}
    writer.commit(other)
    with store.reader().snapshot() as index:
        assert index.common_keys([UID, "f" * 32], 10) == [(KEY, 2), ("a", 1)]
        assert index.common_keys([UID, "f" * 32], 1) == [(KEY, 2)]
        assert index.common_keys([UID], 10) == [(KEY, 1)]
        assert index.common_keys([], 10) == []
