from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import runside as library
from runside.cli.conftest import runside
from runside.server.store import SqliteStore


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three runs, and an index of its own."""
    monkeypatch.setenv("RUNSIDE_INDEX", str(tmp_path / "index" / "index.sqlite"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for number in range(3):
        with library.init(project="digits", name=f"run {number}", dir=tmp_path / "work") as run:
            run.log({"loss": 1.0 / (number + 1)})
    return tmp_path / "work"


def names(index: str) -> list[str]:
    reader = SqliteStore(Path(index)).reader()
    try:
        with reader.snapshot() as snapshot:
            return sorted(run.facts["name"] for run in snapshot.runs())
    finally:
        reader.close()


def test_the_index_is_made_from_the_journals(folder: Path) -> None:
    done = runside("reindex", "--dir", str(folder), "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["runs"], told["problems"]) == (0, 3, [])
    assert names(told["index"]) == ["run 0", "run 1", "run 2"]


def test_a_broken_index_is_set_aside_and_runs_that_only_it_knew_are_found_again(
    folder: Path,
) -> None:
    index = json.loads(runside("reindex", "--dir", str(folder), "--json").stdout)["index"]
    shutil.rmtree(Path(os.environ["XDG_DATA_HOME"]))  # the registry of folders
    done = runside("reindex", "--json")
    assert json.loads(done.stdout)["runs"] == 3
    Path(index).write_bytes(b"no index at all" * 1000)
    done = runside("reindex", "--dir", str(folder))
    assert done.returncode == 0
    assert names(index) == ["run 0", "run 1", "run 2"]
    assert Path(index + ".set-aside").read_bytes().startswith(b"no index at all")


def test_where_another_process_writes_the_index_that_one_makes_it(folder: Path) -> None:
    told = json.loads(runside("reindex", "--dir", str(folder), "--json").stdout)
    holder = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            "import sys, pathlib; from runside.server.store import SqliteStore\n"
            "writer = SqliteStore(pathlib.Path(sys.argv[1])).try_writer()\n"
            "print('writes', flush=True); sys.stdin.read()",
            told["index"],
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "writes\n"
    done = runside("reindex", "--dir", str(folder), "--json")
    holder.communicate("")
    assert (done.returncode, json.loads(done.stdout)["by"]) == (0, "server"), done.stderr
