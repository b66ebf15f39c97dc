"""The index behind one interface, and SQLite as the store that is built in."""

from runside.server.store.chunk import Chunk, Column
from runside.server.store.interface import (
    BadLine,
    IndexBrokenError,
    IndexUnusableError,
    KeyCount,
    Place,
    RunChange,
    Snapshot,
    Store,
    StoredRun,
    StoreReader,
    StoreWriter,
    Value,
)
from runside.server.store.sqlite import SqliteStore
from runside.server.store.unplaced import Unplaced

__all__ = [
    "BadLine",
    "Chunk",
    "Column",
    "IndexBrokenError",
    "IndexUnusableError",
    "KeyCount",
    "Place",
    "RunChange",
    "Snapshot",
    "SqliteStore",
    "Store",
    "StoreReader",
    "StoreWriter",
    "StoredRun",
    "Unplaced",
    "Value",
]
