"""What the journal promises across processes: kills, forks, imports."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .alive import Probe, probe
from .errors import WriterTakenError
from .folder import RunFolder
from .format import loads
from .reader import JournalReader, Line, writers
from .writer import JournalWriter

PATIENCE = 30.0


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def python() -> Iterator[Start]:
    """Start programs, none of which outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, *arguments: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # its forked children too
        child.communicate()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def read_all(run: RunFolder, writer: str) -> list[Line]:
    reader = JournalReader(run.path, writer)
    lines: list[Line] = []
    while more := reader.read():
        lines += more
    assert reader.bad_count == 0
    return lines


LOG_FOR_EVER = """
import sys
from pathlib import Path
from runside.journal import JournalWriter
writer = JournalWriter(Path(sys.argv[1]), sys.argv[2], "w1", file_limit=100_000)
step = 0
while True:
    seq = writer.append({"kind": "log", "t": 0.0, "step": step, "data": {"x": step / 3}})
    sys.stdout.write(f"{seq}\\n")
    step += 1
"""


def test_a_record_that_was_appended_survives_sigkill(run: RunFolder, python: Start) -> None:
    child = python(LOG_FOR_EVER, str(run.path), run.uid)
    assert child.stdout is not None
    for _ in range(5000):
        child.stdout.readline()
    child.kill()
    told = [5000, *map(int, child.stdout.read().split("\n")[:-1])]
    child.communicate()
    reader = JournalReader(run.path, "w1")
    lines: list[Line] = []
    while more := reader.read():
        lines += more
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) >= told[-1]
    assert loads(lines[-1].payload)["step"] == len(lines) - 1
    assert probe(run.path / "journal" / "w1.alive") is Probe.FREE


def test_a_writer_of_another_process_is_not_opened_twice(run: RunFolder, python: Start) -> None:
    child = python(LOG_FOR_EVER, str(run.path), run.uid)
    assert child.stdout is not None
    child.stdout.readline()
    with pytest.raises(WriterTakenError):
        JournalWriter(run.path, run.uid, "w1")
    child.kill()
    child.communicate()
    writer = JournalWriter(run.path, run.uid, "w1")
    assert writer.append({"kind": "log"}) > 1
    writer.close()


FORK = """
import json, os, sys, threading
from pathlib import Path
from runside.journal import JournalWriter, JournalError, probe
folder, uid = Path(sys.argv[1]), sys.argv[2]
parent = JournalWriter(folder, uid, "parent")
parent.append({"kind": "log", "step": 0})
held, forked = threading.Event(), threading.Event()
def hold():
    with parent._lock:
        held.set()
        forked.wait()
threading.Thread(target=hold).start()
held.wait()
child = os.fork()
if child == 0:
    said = {"threads": threading.active_count()}
    try:
        parent.append({"kind": "log", "step": 1})
    except JournalError as error:
        said["error"] = str(error)
    own = JournalWriter(folder, uid, "child")
    own.append({"kind": "log", "step": 2})
    parent.close()
    own.close()
    said["parent"] = probe(folder / "journal" / "parent.alive").value
    print(json.dumps(said), flush=True)
    os._exit(0)
forked.set()
os.waitpid(child, 0)
parent.append({"kind": "log", "step": 3})
parent.close()
"""


def test_a_forked_child_has_a_journal_of_its_own(run: RunFolder, python: Start) -> None:
    child = python(FORK, str(run.path), run.uid)
    out, _ = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0
    said = json.loads(out)
    assert "open a writer of its own" in said["error"]
    assert said["parent"] == "held"
    assert said["threads"] == 1
    assert writers(run.path) == ["child", "parent"]
    assert [loads(line.payload)["step"] for line in read_all(run, "parent")] == [0, 3]
    assert [loads(line.payload)["step"] for line in read_all(run, "child")] == [2]


def test_a_writer_is_synced_and_stays_alive_by_itself(
    run: RunFolder, tmp_path: Path, python: Start
) -> None:
    program = """
import shutil, sys
from pathlib import Path
from runside.journal import JournalWriter, platform
folder, uid, copy = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
real = platform.sync
platform.sync = lambda fd: print("synced", flush=True) or real(fd)
writer = JournalWriter(folder, uid, "w1")
writer.append({"kind": "log"})
sys.stdin.readline()
shutil.copytree(folder, copy)
print("copied", flush=True)
sys.stdin.readline()
"""
    alive = run.path / "journal" / "w1.alive"
    child = python(program, str(run.path), run.uid, str(tmp_path / "copy"))
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "synced\n"
    child.stdin.write("\n")
    child.stdin.flush()
    assert child.stdout.readline() == "copied\n"
    until(lambda: probe(alive) is Probe.HELD)
    child.kill()
    child.communicate()


def test_a_stopped_writer_is_alive_and_goes_on(run: RunFolder, python: Start) -> None:
    child = python(LOG_FOR_EVER, str(run.path), run.uid)
    assert child.stdout is not None
    child.stdout.readline()
    os.kill(child.pid, signal.SIGSTOP)
    assert probe(run.path / "journal" / "w1.alive") is Probe.HELD
    os.kill(child.pid, signal.SIGCONT)
    for _ in range(1000):
        assert child.stdout.readline()
    child.kill()
    child.communicate()


def test_importing_loads_only_the_standard_library_and_starts_nothing(python: Start) -> None:
    program = """
import sys, threading
before = set(sys.modules)
import runside.journal, runside.places
print(threading.active_count(), "ctypes" in set(sys.modules) - before)
foreign = {name.split(".")[0] for name in set(sys.modules) - before} - sys.stdlib_module_names
print(*sorted(foreign))
"""
    child = python(program)
    out, _ = child.communicate(timeout=PATIENCE)
    assert out.split("\n")[:2] == ["1 False", "runside"]


def test_the_interpreter_ends_with_an_open_writer(run: RunFolder, python: Start) -> None:
    program = """
import sys
from pathlib import Path
from runside.journal import JournalWriter
writer = JournalWriter(Path(sys.argv[1]), sys.argv[2], "w1")
writer.append({"kind": "log"})
"""
    child = python(program, str(run.path), run.uid)
    child.communicate(timeout=PATIENCE)
    assert child.returncode == 0
    assert len(read_all(run, "w1")) == 1
