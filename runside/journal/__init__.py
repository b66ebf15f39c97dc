"""The journal of a run: append-only files of checked lines, and nothing else.

`docs/journal.md` gives the format to the byte. Nothing here knows what a record means.
"""

from .alive import Alive, Probe, probe
from .errors import BadLine, JournalError, RunFolderError, WriterClosedError, WriterTakenError
from .folder import (
    RunFolder,
    blob_path,
    create_run,
    folders_named,
    open_run,
    runs_below,
    runs_named,
    runs_of_project,
    write_blob,
)
from .format import decode_value, dumps, encode_value, frame, loads, parse, to_json
from .names import (
    BLOBS_FOLDER,
    FILES_FOLDER,
    JOURNAL_FOLDER,
    RUNS_FOLDER,
    alive_name,
    new_uid,
    new_writer,
)
from .reader import Bad, JournalReader, Line, Position, last_seq, read_lines, writers
from .writer import JournalWriter

__all__ = [
    "BLOBS_FOLDER",
    "FILES_FOLDER",
    "JOURNAL_FOLDER",
    "RUNS_FOLDER",
    "Alive",
    "Bad",
    "BadLine",
    "JournalError",
    "JournalReader",
    "JournalWriter",
    "Line",
    "Position",
    "Probe",
    "RunFolder",
    "RunFolderError",
    "WriterClosedError",
    "WriterTakenError",
    "alive_name",
    "blob_path",
    "create_run",
    "decode_value",
    "dumps",
    "encode_value",
    "folders_named",
    "frame",
    "last_seq",
    "loads",
    "new_uid",
    "new_writer",
    "open_run",
    "parse",
    "probe",
    "read_lines",
    "runs_below",
    "runs_named",
    "runs_of_project",
    "to_json",
    "write_blob",
    "writers",
]
