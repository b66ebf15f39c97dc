"""What the tests of reading share: runs that are written record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from runside.journal import RunFolder, create_run, dumps, frame
from runside.journal.format import header
from runside.journal.logs import log_path

Json = Any
Records = Iterable[tuple[str, int, Mapping[str, Json]]]
"""(writer, seq, record)"""

WriteRun = Callable[..., RunFolder]


def write_file(run: RunFolder, writer: str, number: int, records: Records) -> Path:
    """Write one file of a journal, with the lines of its writer by seq."""
    lines = {seq: frame(run.uid, seq, dumps(r)) for w, seq, r in records if w == writer}
    path = log_path(run.path, writer, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header(run.uid, writer, number) + b"".join(lines[n] for n in sorted(lines)))
    return path


def write_records(
    root: Path, project: str, run_id: str, records: Records, start: float = 1.0
) -> RunFolder:
    """Make a run whose writers wrote these records."""
    run = create_run(root, project, run_id, start=start)
    found = list(records)
    for writer in {writer for writer, _, _ in found}:
        write_file(run, writer, 1, found)
    return run


def run_record(t: float = 1.0, **fields: Json) -> dict[str, Json]:
    """The first record of a writer."""
    named = {"project": "p", "id": "r", "name": "calm-owl-1", "start": t}
    return {"kind": "run", "t": t, **named, **fields}


def logged(step: int, data: Mapping[str, Json], t: float = 2.0, **fields: Json) -> dict[str, Json]:
    """A row."""
    return {"kind": "log", "t": t, "step": step, "commit": True, "data": dict(data), **fields}


FINISH = {"kind": "finish", "t": 1e9, "exit": 0, "reason": "finish"}


def numbered(*records: Mapping[str, Json], writer: str = "w1") -> Records:
    """The records of one writer, with their seqs."""
    return [(writer, seq, record) for seq, record in enumerate(records, 1)]


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data and cache of a user of its own, and no variables that name a project or a folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    for name in ("RUNSIDE_DIR", "WANDB_DIR", "RUNSIDE_PROJECT", "WANDB_PROJECT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def write_run(tmp_path: Path) -> WriteRun:
    """Make a finished run of project ``p`` that logged these rows, one for each step."""

    def write(
        run_id: str = "r", rows: Iterable[Mapping[str, Json]] = (), *more: Json, **fields: Json
    ) -> RunFolder:
        t = float(fields.pop("t", 1.0))
        project = str(fields.setdefault("project", "p"))
        logs = [logged(step, data, t + 1 + step) for step, data in enumerate(rows)]
        records = [run_record(t, **{"id": run_id, **fields}), *logs, *more, FINISH]
        return write_records(tmp_path, project, run_id, numbered(*records), t)

    return write
