from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runside import places
from runside.doctor import Finding, Status
from runside.doctor import folders as folders_module
from runside.doctor.folders import look_at_folders
from runside.doctor.index import look_at_index
from runside.doctor.locks import Locks, try_locks
from runside.journal.platform import Place


def find(id: str) -> Finding:  # noqa: A002
    (found,) = [finding for finding in look_at_folders() if finding.id == id]
    return found


def test_new_runs_are_told_with_their_folder_and_who_chose_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = find("runs-folder")
    assert found.seen.startswith(f"go to {tmp_path}/runside-runs (the working directory): ")
    monkeypatch.setenv("RUNSIDE_DIR", str(tmp_path / "named" / "later"))
    found = find("runs-folder")
    assert found.seen.startswith(f"go to {tmp_path}/named/later/runside-runs (RUNSIDE_DIR): ")
    assert "POSIX locks work" in found.seen
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_problem_with_another_to_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RUNSIDE_DIR", "/proc/1")
    found = find("runs-folder")
    assert found.status is Status.PROBLEM
    assert found.means.startswith("It cannot be written (")
    assert found.type == (f"export RUNSIDE_DIR={os.environ['HOME']}",)


def test_a_folder_that_no_file_system_takes_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNSIDE_DIR", f"/var/tmp/{'x' * 300}")
    found = find("runs-folder")
    assert found.status is Status.PROBLEM
    assert "File name too long" in found.means


def test_a_working_directory_that_is_gone_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    found = find("runs-folder")
    assert (found.status, found.seen) == (Status.PROBLEM, "nowhere")
    assert "Set RUNSIDE_DIR" in found.means
    assert found.type[0].startswith("export RUNSIDE_DIR=")


def test_a_network_file_system_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders_module, "place_of", lambda _: Place.NETWORK)
    found = find("runs-folder")
    assert found.status is Status.NOTE
    assert "network file system" in found.seen
    assert "log() waits for that file system" in found.means


@pytest.mark.parametrize("locks", [Locks.MISSING, Locks.UNSEEN])
def test_missing_locks_are_a_note(locks: Locks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders_module, "try_locks", lambda _: locks)
    found = find("runs-folder")
    assert found.status is Status.NOTE
    assert locks.value in found.seen
    assert "'not heard from' after 30 s" in found.means


def test_a_full_disk_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders_module, "LITTLE_SPACE", 1 << 60)
    assert find("runs-folder").status is Status.PROBLEM


def test_locks_are_tried_and_nothing_stays(tmp_path: Path) -> None:
    assert try_locks(tmp_path) is Locks.WORK
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match="No such file"):
        try_locks(tmp_path / "missing")


def test_a_noted_folder_is_told_with_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "runside-runs" / "digits").mkdir(parents=True)
    places.register_root(tmp_path)
    found = find("root")
    assert found.status is Status.OK
    assert found.seen.startswith(f"{tmp_path}/runside-runs: 1 project, ")


def test_a_noted_folder_that_is_gone_can_be_forgotten_by_the_command(tmp_path: Path) -> None:
    places.register_root(tmp_path / "gone")
    found = find("root-gone")
    assert found.status is Status.NOTE
    assert found.seen == f"{tmp_path}/gone/runside-runs is not there"
    subprocess.run(found.type[0], shell=True, check=True)
    assert "root-gone" not in {finding.id for finding in look_at_folders()}


def test_a_note_that_cannot_be_read_can_be_removed_by_the_command(tmp_path: Path) -> None:
    places.register_root(tmp_path)
    (entry,) = (places.data_dir() / "roots").glob("*.json")
    entry.write_text("{")
    found = find("root-unreadable")
    subprocess.run(found.type[0], shell=True, check=True)
    assert not entry.exists()


def test_the_index_is_told_with_its_size_and_who_writes_it() -> None:
    (found,) = look_at_index()
    path = places.index_path()
    assert found.seen.startswith(f"{path}: not made yet, ")
    assert found.seen.endswith("nobody writes it")
    path.write_bytes(b"x" * 2**20)
    code = (
        "import fcntl, os, sys; fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT);"
        "fcntl.lockf(fd, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, f"{path}.lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        (found,) = look_at_index()
        writer.communicate()
    assert "index.sqlite: 1.0 MiB, " in found.seen
    assert found.seen.endswith(f"written by process {writer.pid}")


def test_an_index_that_was_set_aside_can_be_removed_by_the_command() -> None:
    path = places.index_path()
    aside = path.with_name(f"{path.name}.set-aside")
    aside.write_text("")
    aside.with_name(f"{aside.name}-wal").write_text("")
    _, found = look_at_index()
    assert found.status is Status.NOTE
    subprocess.run(found.type[0], shell=True, check=True)
    assert list(path.parent.iterdir()) == []


def test_an_index_on_a_network_file_system_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNSIDE_INDEX", str(tmp_path / "index.sqlite"))
    monkeypatch.setattr(places, "place_of", lambda _: Place.NETWORK)
    (found,) = look_at_index()
    assert found.status is Status.PROBLEM
    assert "lies on a network file system" in found.means
    assert found.type == ("export RUNSIDE_INDEX=/var/tmp/runside-index.sqlite",)


def test_roots_of_the_registry_are_what_places_says(tmp_path: Path) -> None:
    # The doctor reads the files itself, to name them; `places` alone decides what they mean.
    places.register_root(tmp_path)
    (entry,) = (places.data_dir() / "roots").glob("*.json")
    assert [Path(json.loads(entry.read_text())["path"])] == places.registered_roots()
    assert entry.stat().st_mtime <= time.time()
