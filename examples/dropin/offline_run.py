"""What the W&B SDK left of an offline run, as JSON. It is run with the Python that has the real package.

``python offline_run.py FOLDER`` prints ``{"run", "config", "summary", "history", "artifacts"}`` of the only run there.
The file is a LevelDB log (github.com/google/leveldb, doc/log_format.md) of protobuf records, after a header of seven bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wandb.proto import wandb_internal_pb2

HEADER = b":W&B\xe1\xbe\x00"
BLOCK = 32 * 1024
CHUNK_HEADER = 7
FULL, FIRST, LAST = 1, 2, 4


def records_in(data: bytes) -> Iterator[bytes]:
    """The records of a file: their chunks, put together."""
    assert data.startswith(HEADER), "not a W&B run"
    at, record = len(HEADER), b""
    while at < len(data):
        left = BLOCK - at % BLOCK
        if left < CHUNK_HEADER:
            at += left  # the end of a block that is too small for a chunk is padding
            continue
        size = int.from_bytes(data[at + 4 : at + 6], "little")
        kind = data[at + 6]
        chunk = data[at + CHUNK_HEADER : at + CHUNK_HEADER + size]
        record = chunk if kind in (FULL, FIRST) else record + chunk
        if kind in (FULL, LAST):
            yield record
        at += CHUNK_HEADER + size


def put(tree: dict[str, Any], path: list[str], value: Any) -> None:
    """Set a value in nested dicts."""
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
    tree[path[-1]] = value


def take(tree: dict[str, Any], change: Any) -> None:
    """Bring a dict up to date with a record's items."""
    for item in change.update:
        put(tree, list(item.nested_key) or [item.key], json.loads(item.value_json))
    for item in change.remove:
        tree.pop(item.key, None)


def run_in(folder: Path) -> dict[str, Any]:
    """The run, its config and summary as last written, all rows and the artifacts that it logged."""
    (file,) = folder.glob("wandb/offline-run-*/*.wandb")
    found: dict[str, Any] = {"run": {}, "config": {}, "summary": {}, "history": [], "artifacts": []}
    for data in records_in(file.read_bytes()):
        record = wandb_internal_pb2.Record.FromString(data)
        kind = record.WhichOneof("record_type")
        if kind == "run":
            run = record.run
            found["run"] = {
                "id": run.run_id,
                "name": run.display_name,
                "project": run.project,
                "group": run.run_group,
                "job_type": run.job_type,
                "notes": run.notes,
                "tags": list(run.tags),
            }
            take(found["config"], run.config)
        elif kind == "config":
            take(found["config"], record.config)
        elif kind == "summary":
            take(found["summary"], record.summary)
        elif kind == "history":
            row: dict[str, Any] = {}
            for item in record.history.item:
                put(row, list(item.nested_key) or [item.key], json.loads(item.value_json))
            found["history"].append(row)
        elif kind == "artifact":
            artifact = record.artifact
            found["artifacts"].append(
                {
                    "name": artifact.name,
                    "type": artifact.type,
                    "aliases": sorted(artifact.aliases),
                    "metadata": json.loads(artifact.metadata or "{}"),
                    "files": {entry.path: entry.size for entry in artifact.manifest.contents},
                }
            )
    return found


if __name__ == "__main__":
    print(json.dumps(run_in(Path(sys.argv[1]))))
