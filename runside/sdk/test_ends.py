"""How runs end with the process that writes them: each in an interpreter of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runside.sdk.conftest import Kept

Script = Callable[..., "subprocess.CompletedProcess[str]"]
BEGIN = "import runside\nrun = runside.init(project='p', id='r')\nrun.log({'a': 1})\n"


@pytest.fixture
def folder(here: Path) -> Path:
    return here / "runside-runs" / "p" / "r"


def last_of(kept: Callable[[Path], Kept], folder: Path) -> list[dict[str, Any]]:
    return [records[-1][1] for records in kept(folder).by_writer.values()]


def test_a_script_that_ends_leaves_a_run_that_ended(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(BEGIN)
    assert ended.returncode == 0
    (last,) = last_of(kept, folder)
    assert last.items() >= {"kind": "finish", "exit": None, "reason": "ended"}.items()
    assert kept(folder).records[0]["program"].endswith("train.py")


def test_sys_exit_keeps_its_code_inside_with_and_has_just_ended_outside(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    assert script(BEGIN + "import sys\nwith run: sys.exit(3)\n").returncode == 3
    (last,) = last_of(kept, folder)
    assert (last["exit"], last["reason"]) == (3, "exception")
    assert script(BEGIN + "import sys\nsys.exit(3)\n").returncode == 3
    (last,) = last_of(kept, folder.with_name("r~2"))
    assert (last["exit"], last["reason"]) == (None, "ended")


def test_an_exception_that_ends_a_script_is_kept_and_told_as_ever(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        "import sys\nthen = sys.excepthook\n"
        "sys.excepthook = lambda *a: (print('hook of the user'), then(*a))\n"
        + BEGIN
        + "raise ValueError('bad batch')\n"
    )
    assert ended.returncode == 1
    assert "hook of the user" in ended.stdout
    assert ended.stderr.rstrip().endswith("ValueError: bad batch")
    (last,) = last_of(kept, folder)
    assert last.items() >= {"kind": "finish", "exit": 1, "reason": "exception"}.items()
    assert last["traceback"][-1] == "ValueError: bad batch"


@pytest.mark.parametrize("hands_on", ["then(*a)", "None"])
def test_a_hook_that_came_after_ours_is_called_and_hides_nothing(
    script: Script, kept: Callable[[Path], Kept], folder: Path, hands_on: str
) -> None:
    ended = script(
        BEGIN + "import sys\nthen = sys.excepthook\n"
        f"sys.excepthook = lambda *a: (print('hook of the user'), {hands_on})\n"
        "raise ValueError('bad batch')\n"
    )
    assert "hook of the user" in ended.stdout
    (last,) = last_of(kept, folder)
    assert last.items() >= {"kind": "finish", "exit": 1, "reason": "exception"}.items()
    assert last["traceback"][-1] == "ValueError: bad batch"


def test_a_keyboard_interrupt_does_not_end_a_run_by_itself(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    script(
        BEGIN + "import os, signal, time\ntry:\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "    time.sleep(60)\nexcept KeyboardInterrupt:\n    run.log({'a': 2})\nrun.finish()\n"
    )
    assert [r["kind"] for r in kept(folder).records] == ["run", "log", "log", "finish"]
    assert kept(folder).records[-1]["exit"] == 0


def test_a_keyboard_interrupt_that_ends_the_script_is_how_the_run_ended(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        BEGIN + "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(60)\n"
    )
    assert ended.stderr.rstrip().endswith("KeyboardInterrupt")
    (last,) = last_of(kept, folder)
    assert (last["exit"], last["reason"]) == (1, "exception")
    assert last["traceback"][-1] == "KeyboardInterrupt"


def test_an_exception_of_a_thread_is_told_as_ever_and_ends_no_run(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        "import threading\nhook = threading.excepthook\n" + BEGIN + "def work(): 1 / 0\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()\n"
        "assert threading.excepthook is hook\nrun.log({'a': 2})\n"
    )
    assert ended.returncode == 0
    assert "ZeroDivisionError" in ended.stderr
    (last,) = last_of(kept, folder)
    assert last["reason"] == "ended"


def test_an_exception_that_was_caught_and_looked_at_is_no_end(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    """As a test runner does, which keeps the last one for a debugger."""
    script(
        BEGIN + "import sys, types\nrunner = types.ModuleType('runner')\n"
        "exec('def call(f):\\n  try: f()\\n  except Exception as error: return error', vars(runner))\n"
        "sys.last_value = runner.call(lambda: 1 / 0)\n"
        "sys.last_traceback = sys.last_value.__traceback__\n"
    )
    (last,) = last_of(kept, folder)
    assert last["reason"] == "ended"


@pytest.mark.parametrize("end", ["import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)"])
def test_a_process_that_is_cut_off_leaves_all_its_rows_and_no_finish(
    script: Script, kept: Callable[[Path], Kept], folder: Path, end: str
) -> None:
    script(BEGIN + "for i in range(1000): run.log({'a': i})\n" + end)
    records = kept(folder).records
    assert [record["kind"] for record in records] == ["run"] + ["log"] * 1001


def test_a_forked_child_writes_as_itself_and_the_parent_goes_on(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        BEGIN + "import os\npid = os.fork()\n"
        "if pid == 0:\n    run.log({'child': 1}); run.summary['seen'] = run.summary['a']\n"
        "else:\n    os.waitpid(pid, 0); run.log({'parent': 1})\n"
    )
    assert ended.returncode == 0, ended.stderr
    parent, child = sorted(kept(folder).by_writer.values(), key=lambda r: r[0][1]["t"])
    assert [r["kind"] for _, r in parent] == ["run", "log", "log", "finish"]
    assert [r["kind"] for _, r in child] == ["run", "log", "summary", "finish"]
    assert child[0][1]["t"] >= parent[1][1]["t"]
    assert child[0][1]["name"] == parent[0][1]["name"]
    assert child[0][1]["start"] == parent[0][1]["start"]
    assert kept(folder).fold.summary()["seen"] == 1


def test_a_forked_child_that_logs_nothing_leaves_no_trace(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    script(BEGIN + "import os, sys\nif os.fork() == 0:\n    sys.exit(0)\nos.wait()\n")
    (last,) = last_of(kept, folder)
    assert last["reason"] == "ended"


def test_a_worker_of_multiprocessing_that_logs_ends_cleanly(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        BEGIN + "import multiprocessing\ndef work(): run.log({'worker': 1})\n"
        "process = multiprocessing.get_context('fork').Process(target=work)\n"
        "process.start(); process.join()\n"
    )
    assert ended.returncode == 0, ended.stderr
    assert [last["reason"] for last in last_of(kept, folder)] == ["ended", "ended"]


def test_a_worker_may_finish_by_itself(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        BEGIN + "import multiprocessing\ndef work(): run.log({'worker': 1}); run.finish()\n"
        "process = multiprocessing.get_context('fork').Process(target=work)\n"
        "process.start(); process.join()\nrun.log({'a': 2})\n"
    )
    assert "Traceback" not in ended.stderr
    assert sorted(last["reason"] for last in last_of(kept, folder)) == ["ended", "finish"]


def test_a_child_that_cannot_begin_a_journal_says_so_and_goes_on(
    script: Script, folder: Path
) -> None:
    ended = script(
        BEGIN + "import os, shutil\nshutil.rmtree(run.folder); open(run.folder, 'w').close()\n"
        "if os.fork() == 0:\n    run.log({'b': 1}); run.finish(); print('went on'); os._exit(0)\n"
        "os.wait()\n"
    )
    assert "What this process logs is not kept, and training goes on" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_fork_in_the_middle_of_another_threads_log_does_not_hang(script: Script) -> None:
    ended = script(
        BEGIN + "import os, threading\nstop = False\n"
        "def log():\n    while not stop: run.log({'b': 1})\n"
        "thread = threading.Thread(target=log); thread.start()\n"
        "for _ in range(30):\n    pid = os.fork()\n"
        "    if pid == 0:\n        run.log({'child': 1}); os._exit(0)\n    os.waitpid(pid, 0)\n"
        "stop = True; thread.join()\n"
    )
    assert ended.returncode == 0, ended.stderr
