"""The tables of the SQLite index.

Scalars are kept in column chunks: ``chunks`` holds what the rows of a stretch of one writer's
journal share (step, time, seq), ``columns`` the numbers of one path in it; no row stands for one
record. Blobs of numbers are in this machine's byte order, since the index never leaves it. Texts
of the user's are blobs of UTF-8, since they may hold lone surrogates, which SQLite's TEXT cannot.
"""

from __future__ import annotations

APPLICATION_ID = 0x52756E73  # "Runs"
SCHEMA = 3
"""Grows with every change of the tables, and of what is kept in them. An index of another schema is built again from the
journals.
"""

TABLES = f"""
PRAGMA application_id = {APPLICATION_ID};
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    dir BLOB NOT NULL,        -- as the file system has it
    open INTEGER NOT NULL,    -- some logging writer has not finished
    start REAL NOT NULL,
    kernel BLOB,
    notebook BLOB,
    facts TEXT NOT NULL,      -- JSON
    fold BLOB NOT NULL,       -- JSON
    changed INTEGER NOT NULL  -- number of the change that was its last
);
CREATE INDEX runs_by_change ON runs (changed);
CREATE INDEX runs_by_start ON runs (start);
CREATE INDEX runs_by_kernel ON runs (kernel) WHERE kernel IS NOT NULL;
CREATE INDEX runs_by_notebook ON runs (notebook) WHERE notebook IS NOT NULL;
CREATE INDEX open_runs ON runs (open) WHERE open;

-- Runs that were deleted, so that those who read the index can tell of it.
CREATE TABLE gone (
    uid TEXT PRIMARY KEY,
    changed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX gone_by_change ON gone (changed);

-- How far each writer is folded, and where its journal goes on after that.
CREATE TABLE writers (
    run INTEGER NOT NULL,
    writer TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    file INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    PRIMARY KEY (run, writer)
) WITHOUT ROWID;

CREATE TABLE keys (
    key INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    path BLOB NOT NULL,
    n INTEGER NOT NULL,
    numbers INTEGER NOT NULL,
    first_step INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    UNIQUE (run, path)
);

CREATE TABLE chunks (
    chunk INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    writer TEXT NOT NULL,
    n INTEGER NOT NULL,
    first_step INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    ascending INTEGER NOT NULL, -- each step is above the one before it
    steps BLOB NOT NULL,      -- int64
    times BLOB NOT NULL,      -- float64, Unix seconds
    seqs BLOB NOT NULL        -- int64
);
CREATE INDEX chunks_of_writer ON chunks (run, writer);
CREATE TABLE columns (
    chunk INTEGER NOT NULL,
    key INTEGER NOT NULL,
    places BLOB,              -- uint32 rows of the chunk; NULL: all of them
    numbers BLOB NOT NULL     -- float64
);
CREATE INDEX columns_of_key ON columns (key, chunk);
CREATE INDEX columns_of_chunk ON columns (chunk);

-- What is not a number.
CREATE TABLE logged (
    key INTEGER NOT NULL,
    step INTEGER NOT NULL,
    t REAL NOT NULL,
    writer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    value BLOB NOT NULL       -- JSON
);
CREATE INDEX logged_by_step ON logged (key, step);

CREATE TABLE bad_lines (
    run INTEGER NOT NULL,
    writer TEXT NOT NULL,
    file INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, writer, file, offset)
) WITHOUT ROWID;
PRAGMA user_version = {SCHEMA};
"""

LAST_CHANGE = """
SELECT max(coalesce((SELECT max(changed) FROM runs), 0), coalesce((SELECT max(changed) FROM gone), 0))
"""


def to_blob(text: str) -> bytes:
    """A text of the user's as it is stored. Its order is that of the texts' code points."""
    return text.encode("utf-8", "surrogatepass")


def from_blob(blob: bytes) -> str:
    return blob.decode("utf-8", "surrogatepass")
