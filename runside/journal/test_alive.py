"""Locks are between processes, and so are these tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .alive import Alive, Probe, probe
from .errors import WriterTakenError

Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "w1.alive"


@pytest.fixture
def start(path: Path) -> Iterator[Start]:
    """Start programs that have `path` and `Alive`; each line that one prints is a step done."""
    started: list[subprocess.Popen[str]] = []

    def start_one(program: str) -> subprocess.Popen[str]:
        program = (
            "import os, shutil, sys, time\nfrom pathlib import Path\n"
            "from runside.journal.alive import Alive, Probe, probe\n"
            f"path = Path(sys.argv[1])\n{program}"
        )
        child = subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(child)
        return child

    yield start_one
    for child in started:
        child.kill()
        child.communicate()


def said(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def go_on(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


HOLD = "alive = Alive(path); print('holds', flush=True); sys.stdin.readline()\n"


def test_a_live_writer_is_seen_and_a_killed_one_is_not(path: Path, start: Start) -> None:
    child = start(HOLD)
    assert said(child) == "holds"
    assert probe(path) is Probe.HELD
    assert probe(path) is Probe.HELD
    child.kill()
    child.wait()
    assert probe(path) is Probe.FREE
    assert path.exists()


def test_a_writer_that_closes_is_free(path: Path, start: Start) -> None:
    child = start(HOLD + "alive.close(); print('closed', flush=True); sys.stdin.readline()")
    said(child)
    go_on(child)
    assert said(child) == "closed"
    assert probe(path) is Probe.FREE


def test_a_second_process_is_refused_and_drops_nothing(path: Path, start: Start) -> None:
    child = start(HOLD)
    said(child)
    with pytest.raises(WriterTakenError, match="another process"):
        Alive(path)
    assert probe(path) is Probe.HELD


def test_a_copy_of_the_folder_drops_the_lock_and_refresh_takes_it_again(
    path: Path, start: Start
) -> None:
    child = start(
        HOLD + "shutil.copy(path, path.with_suffix('.copy')); print('copied', flush=True)\n"
        "sys.stdin.readline(); print(alive.refresh(), flush=True); sys.stdin.readline()"
    )
    said(child)
    go_on(child)
    assert said(child) == "copied"
    assert probe(path) is Probe.FREE
    go_on(child)
    assert said(child) == "True"
    assert probe(path) is Probe.HELD


def test_a_forked_child_does_not_keep_a_dead_writer_alive(path: Path, start: Start) -> None:
    child = start(
        "alive = Alive(path)\n"
        "fork = os.fork()\n"
        "if fork == 0:\n"
        "    os.write(1, b'%a\\n' % alive.refresh())\n"
        "    time.sleep(600)\n"
        "os.write(1, b'%d\\n' % fork); sys.stdin.readline()"
    )
    words = [said(child), said(child)]
    pid = int(words[words.index("False") - 1])
    try:
        assert probe(path) is Probe.HELD
        child.kill()
        child.wait()
        assert probe(path) is Probe.FREE
        os.kill(pid, 0)
    finally:
        os.kill(pid, 9)


def test_a_reader_in_the_writers_process_sees_and_drops_nothing(path: Path, start: Start) -> None:
    child = start(HOLD + "print(probe(path), flush=True); sys.stdin.readline()")
    said(child)
    go_on(child)
    assert said(child) == "Probe.HELD"
    assert probe(path) is Probe.HELD


def test_a_file_that_was_deleted_is_made_again(path: Path, start: Start) -> None:
    child = start(HOLD + "print(alive.refresh(), flush=True); sys.stdin.readline()")
    said(child)
    path.unlink()
    assert probe(path) is Probe.UNKNOWN
    go_on(child)
    assert said(child) == "True"
    assert probe(path) is Probe.HELD


def test_what_is_no_file_says_nothing_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.alive")
    (tmp_path / "folder.alive").mkdir()
    (tmp_path / "link.alive").symlink_to(tmp_path / "target")
    for name in ("pipe.alive", "folder.alive", "link.alive", "missing.alive"):
        assert probe(tmp_path / name) is Probe.UNKNOWN


def test_touch_sets_the_time_of_the_file(path: Path) -> None:
    alive = Alive(path)
    os.utime(path, (1.0, 1.0))
    alive.touch()
    assert path.stat().st_mtime > 1.0
    alive.close()
    os.utime(path, (1.0, 1.0))
    alive.touch()
    assert path.stat().st_mtime == 1.0
    assert not alive.refresh()


def test_without_locks_the_writer_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runside.journal.platform.fcntl", None)
    alive = Alive(path)
    assert not alive.refresh()
    alive.close()
    assert probe(path) is Probe.UNKNOWN
