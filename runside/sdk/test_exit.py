"""How processes leave that have a run: nothing is lost that had returned, and nothing printed that helps nobody."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from runside.sdk.conftest import Kept, told

Script = Callable[..., "subprocess.CompletedProcess[str]"]
Read = Callable[..., Kept]
BEGIN = "import runside\nrun = runside.init(project='p', id='r')\n"


@pytest.fixture
def folder(here: Path) -> Path:
    return here / "runside-runs" / "p" / "r"


def test_os_exit_loses_nothing_and_prints_nothing(script: Script, folder: Path, kept: Read) -> None:
    done = script(
        BEGIN + "import os\nfor n in range(1000): run.log({'n': n})\n"
        "run.log({'open': 1}, commit=False)\nos._exit(0)\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    assert [row.get("n") for row in kept(folder).rows] == [*range(1000), None]
    assert kept(folder).of_kind("finish") == []


def test_a_run_that_nobody_holds_any_more_is_still_there(
    script: Script, folder: Path, kept: Read
) -> None:
    done = script(
        BEGIN + "import gc\nrun.log({'a': 1}, commit=False)\ndel run\ngc.collect()\n"
        "runside.log({'b': 2})\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    assert kept(folder).rows == [{"_step": 0, "a": 1, "b": 2}]
    assert kept(folder).records[-1]["reason"] == "ended"


def test_daemon_threads_that_log_to_the_end_print_nothing_and_lose_nothing(
    script: Script, folder: Path, kept: Read
) -> None:
    done = script(
        BEGIN + "import os, threading\n"
        "begun = threading.Semaphore(0)\n"
        "def work(fd):\n"
        "    for n in range(10_000_000):\n"
        "        run.log({f'thread {fd}': n})\n"
        "        os.write(fd, b'%d\\n' % n)\n"
        "        begun.release()\n"
        "for number in range(3):\n"
        "    fd = os.open(f'said-{number}', os.O_WRONLY | os.O_CREAT)\n"
        "    threading.Thread(target=work, args=(fd,), daemon=True).start()\n"
        "for _ in range(3000): begun.acquire()\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    rows = kept(folder).rows
    names = {name for row in rows for name in row if name.startswith("thread")}
    said = sorted(folder.parents[2].glob("said-*"))
    assert len(names) == len(said) == 3
    returned = sorted(len(path.read_text().splitlines()) for path in said)
    there = sorted(sum(name in row for row in rows) for name in names)
    # Python may cut a thread off after a row and before it said so.
    assert all(0 <= a - b <= 1 for a, b in zip(there, returned, strict=True))
    assert kept(folder).records[-1]["reason"] == "ended"


def test_threads_that_are_waited_for_log_to_their_end(
    script: Script, folder: Path, kept: Read
) -> None:
    done = script(
        BEGIN + "import threading, time\n"
        "def work():\n"
        "    threading.main_thread().join()\n"
        "    for n in range(500): run.log({'n': n})\n"
        "threading.Thread(target=work).start()\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    assert [row["n"] for row in kept(folder).rows] == list(range(500))


def test_functions_of_atexit_may_log(script: Script, folder: Path, kept: Read) -> None:
    done = script(
        BEGIN + "import atexit\natexit.register(lambda: run.log({'last': 1}))\nrun.log({'a': 1})\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    assert kept(folder).rows == [{"_step": 0, "a": 1}, {"_step": 1, "last": 1}]


def test_an_object_that_logs_when_it_goes_is_kept_and_one_that_fails_there_does_no_harm(
    script: Script, folder: Path, kept: Read
) -> None:
    done = script(
        BEGIN + "class Timer:\n    def __del__(self): run.log({'gone': 1})\n"
        "class Bad:\n    def __del__(self): run.log({'bad': object()})\n"
        "timer, bad = Timer(), Bad()\n"
        "del timer, bad\n"
        "run.log({'after': 1})\n"
    )
    assert done.returncode == 0
    assert "cannot keep 'bad': it is object" in done.stderr
    assert kept(folder).rows == [{"_step": 0, "gone": 1}, {"_step": 1, "after": 1}]


def test_a_row_within_a_garbage_collection_within_a_row_loses_neither(
    script: Script, folder: Path, kept: Read
) -> None:
    done = script(
        BEGIN + "import gc\n"
        "class Timer:\n"
        "    def __init__(self): self.itself = self\n"
        "    def __del__(self): run.log({'gone': 1})\n"
        "gc.set_threshold(1, 1, 1)\n"
        "for n in range(300):\n    Timer()\n    run.log({'n': n, 'list': [n, [n]]})\n"
        "gc.set_threshold(700, 10, 10)\ngc.collect()\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    rows = kept(folder).rows
    assert [row["n"] for row in rows if "n" in row] == list(range(300))
    assert sum("gone" in row for row in rows) == 300
    assert [row["_step"] for row in rows] == list(range(len(rows)))


def test_a_signal_handler_may_log_in_the_middle_of_a_row_and_of_itself(
    script: Script, folder: Path, kept: Read
) -> None:
    done = script(
        BEGIN + "import itertools, signal\n"
        "ticks, returned = itertools.count(), 0\n"
        "def tick(*_):\n    global returned\n    run.log({'tick': next(ticks)})\n    returned += 1\n"
        "signal.signal(signal.SIGALRM, tick)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.0003, 0.0003)\n"
        "n = 0\n"
        "while returned < 200:\n    run.log({'n': n})\n    n += 1\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "run.summary.update({'n': n, 'tick': next(ticks)})\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    rows = kept(folder).rows
    summary = kept(folder).fold.summary()
    for name in ("n", "tick"):
        assert sorted(row[name] for row in rows if name in row) == list(range(summary[name]))


def test_an_interpreter_that_ends_while_values_are_read_leaves_whole_rows(
    script: Script, folder: Path, kept: Read
) -> None:
    done = script(
        BEGIN + "import threading\n"
        "reading = threading.Event()\n"
        "class Slow:\n"
        "    def __float__(self):\n        reading.set()\n        threading.Event().wait()\n"
        "threading.Thread(target=run.log, args=({'slow': Slow()},), daemon=True).start()\n"
        "reading.wait()\nrun.log({'a': 1})\n"
    )
    assert (done.returncode, told(done)) == (0, [])
    assert kept(folder).rows == [{"_step": 0, "a": 1}]
    assert kept(folder).records[-1]["reason"] == "ended"


def test_the_module_goes_away_under_an_object_that_logs_at_the_very_end(script: Script) -> None:
    """It is told once, by Python, that the run is finished: what there is to know."""
    done = script(
        BEGIN + "class Late:\n    def __del__(self): run.log({'late': 1})\n"
        "import sys\nsys.late = Late()\n"
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr or "is finished" in done.stderr
