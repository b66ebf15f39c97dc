"""A place for runs, and what is on disk there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from runside.fold import FoldState, History
from runside.journal import JournalReader, Line, loads, writers
from runside.sdk import active
from runside.sdk.run import Run

Record = dict[str, Any]

BEGIN = (
    "import runside, sys, os\n"
    "run = runside.init(project='p', id='r', name='calm', notes='why', tags=['a', 'b'], group='g',\n"
    "    job_type='train', total_steps=9, config={'lr': 0.1, 'net': {'depth': 2}})\n"
    "run.define_metric('acc', summary='max')\n"
    "for i in range(3): run.log({'acc': i / 10})\n"
    "run.summary['best'] = 7\n"
)
"""A program that begins a run and logs three rows to it, to be followed by how it ends."""

ENDS = {
    "finished": "run.finish()\n",
    "crashed": "raise ValueError('bad batch')\n",
    "killed": "os.kill(os.getpid(), 9)\n",
}
"""How it may end."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working directory of a test; its runs are finished afterwards."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("WANDB_", "JPY_")):
            monkeypatch.delenv(name)
    yield tmp_path
    for run in list(active.runs):
        run.finish()


def all_lines(folder: Path, writer: str) -> list[Line]:
    """The lines that a writer has on disk, each of which is good."""
    reader = JournalReader(folder, writer)
    lines: list[Line] = []
    while more := reader.read():
        lines += more
    assert reader.bad_count == 0
    return lines


class Kept:
    """What is on disk of a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.by_writer = {
            writer: [(line.seq, loads(line.payload)) for line in all_lines(folder, writer)]
            for writer in writers(folder)
        }

    @property
    def records(self) -> list[Record]:
        """The records of its only writer."""
        (records,) = self.by_writer.values()
        return [record for _, record in records]

    def of_kind(self, kind: str) -> list[Record]:
        """All records of a kind."""
        return [
            record
            for records in self.by_writer.values()
            for _, record in records
            if record["kind"] == kind
        ]

    @property
    def rows(self) -> list[Record]:
        """The rows, without time."""
        history = History()
        for writer, records in self.by_writer.items():
            for seq, record in records:
                history.add(writer, seq, record)
        return [
            {key: value for key, value in row.items() if key not in ("_timestamp", "_runtime")}
            for row in history.rows()
        ]

    @property
    def fold(self) -> FoldState:
        """What it holds."""
        state = FoldState("0" * 32)
        for writer, records in self.by_writer.items():
            for seq, record in records:
                state.add(writer, seq, record)
        return state


@pytest.fixture
def kept() -> Callable[[Run | Path], Kept]:
    """Reads what is on disk of a run, or in a run's folder."""

    def read(run: Run | Path) -> Kept:
        return Kept(run if isinstance(run, Path) else Path(str(run.folder)))

    return read


@pytest.fixture
def script(here: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a script in an interpreter of its own."""

    def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = here / "train.py"
        path.write_text(code)
        return subprocess.run(
            [sys.executable, str(path)],
            cwd=here,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def runs(here: Path) -> Path:
    """The folder of that program's project."""
    return here / "runside-runs" / "p"


@pytest.fixture
def live(here: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has begun the run and goes on until it is killed."""
    (here / "live.py").write_text(BEGIN + "print('ready', flush=True)\nsys.stdin.readline()\n")
    process = subprocess.Popen(
        [sys.executable, "live.py"],
        cwd=here,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines on stderr beside that which ``init`` prints."""
    return [line for line in done.stderr.splitlines() if not line.startswith("runside: run ")]
