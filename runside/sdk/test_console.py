"""The console of a run, by real scripts: what they print is kept, and printed as ever."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import runside
from runside.sdk.conftest import Kept

Script = Callable[..., "subprocess.CompletedProcess[str]"]
BEGIN = "import runside, sys, os, time\nrun = runside.init(project='p', id='r')\n"


@pytest.fixture
def folder(here: Path) -> Path:
    return here / "runside-runs" / "p" / "r"


@pytest.fixture
def console(kept: Callable[[Path], Kept], folder: Path) -> Callable[[str], str]:
    """What a run has of a stream."""

    def read(stream: str) -> str:
        records = kept(folder).of_kind("console")
        return "".join(record["text"] for record in records if record["stream"] == stream)

    return read


def test_what_a_script_prints_is_kept_and_printed_as_ever(
    script: Script, console: Callable[[str], str]
) -> None:
    ended = script(
        BEGIN + "print('añ', 1, sep=' | ')\nprint('\\x1b[31mred\\x1b[0m \\x00', file=sys.stderr)\n"
        "sys.stderr.write('\\ud800\\n')\nsys.stdout.writelines(['a\\n', 'b'])\n",
        PYTHONIOENCODING="utf-8",
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == console("stdout") == "añ | 1\na\nb"
    assert ended.stderr.endswith("\x1b[31mred\x1b[0m \x00\n\\ud800\n")
    assert console("stderr") == "\x1b[31mred\x1b[0m \x00\n\ud800\n"


def test_the_streams_are_what_they_were(script: Script) -> None:
    ended = script(
        "import sys\nbefore = sys.stdout\n" + BEGIN + "assert sys.stdout is before\n"
        "assert sys.stdout.fileno() == 1 and not sys.stdout.isatty()\n"
        "assert sys.stdout.write('four') == 4\nsys.stdout.buffer.flush()\n"
        "run.finish()\nassert 'write' not in vars(sys.stdout)\nassert 'write' not in vars(sys.stderr)\n"
    )
    assert ended.returncode == 0, ended.stderr


def test_a_handler_of_logging_that_was_there_before_is_heard(
    script: Script, console: Callable[[str], str]
) -> None:
    script("import logging\nlogging.basicConfig()\n" + BEGIN + "logging.warning('hot')\n")
    assert console("stderr") == "WARNING:root:hot\n"


def test_a_progress_bar_leaves_few_records_and_its_last_state(
    script: Script, console: Callable[[str], str], kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        BEGIN + "for n in range(101):\n"
        "    sys.stderr.write(f'\\r{n:3}%|' + '#' * (n // 10)); time.sleep(0.02)\n"
        "print(file=sys.stderr)\n"
    )
    assert ended.stderr.count("%|") == 101
    assert len(kept(folder).of_kind("console")) <= 3
    assert console("stderr").endswith("100%|##########\n")


def test_the_lines_of_all_threads_are_kept(script: Script, console: Callable[[str], str]) -> None:
    ended = script(
        BEGIN + "import threading\n"
        "def work(name):\n    for n in range(2000): sys.stdout.write(f'{name} {n}\\n')\n"
        "threads = [threading.Thread(target=work, args=(name,)) for name in 'abcd']\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
    )
    assert sorted(console("stdout").splitlines()) == sorted(ended.stdout.splitlines())
    assert len(ended.stdout.splitlines()) == 8000


def test_the_traceback_that_ends_a_script_is_in_its_console(
    script: Script, console: Callable[[str], str], kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(BEGIN + "raise ValueError('bad batch')\n")
    assert console("stderr").startswith("Traceback")
    assert console("stderr").endswith("ValueError: bad batch\n")
    assert ended.stderr.endswith(console("stderr"))
    assert kept(folder).records[-1]["kind"] == "finish"


def test_what_is_printed_before_the_interpreter_ends_is_kept(
    script: Script, console: Callable[[str], str]
) -> None:
    script(BEGIN + "import atexit\natexit.register(print, 'at exit')\nsys.exit(3)\n")
    assert console("stdout") == "at exit\n"


def test_a_script_that_is_killed_has_kept_all_but_the_last_lines(
    here: Path, console: Callable[[str], str]
) -> None:
    (here / "train.py").write_text(
        BEGIN + "print('one', flush=True)\nprint('two', end='', flush=True)\nsys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "train.py"], cwd=here, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        until_kept(lambda: console("stdout") == "one\ntwo")
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert console("stdout") == "one\ntwo"


def until_kept(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            if condition():
                return
        except (OSError, ValueError):
            pass
        assert time.monotonic() < until, "not kept within a minute"
        time.sleep(0.05)


def test_a_forked_child_prints_and_leaves_no_trace(
    script: Script, kept: Callable[[Path], Kept], folder: Path, console: Callable[[str], str]
) -> None:
    ended = script(
        BEGIN + "print('before', flush=True)\npid = os.fork()\n"
        "if pid == 0:\n    print('child'); sys.stdout.flush(); os._exit(0)\n"
        "os.waitpid(pid, 0)\nprint('parent')\n"
    )
    assert ended.stdout == "before\nchild\nparent\n"
    assert console("stdout") == "before\nparent\n"
    assert len(kept(folder).by_writer) == 1


def test_a_fork_while_threads_print_does_not_hang(script: Script) -> None:
    ended = script(
        BEGIN + "import threading\nstop = False\n"
        "def talk():\n    while not stop: print('x' * 100)\n"
        "thread = threading.Thread(target=talk); thread.start()\n"
        "for _ in range(20):\n    pid = os.fork()\n"
        "    if pid == 0:\n        run.log({'child': 1}); os.write(1, b'c'); os._exit(0)\n"
        "    os.waitpid(pid, 0)\n"
        "stop = True; thread.join()\n"
    )
    assert ended.returncode == 0, ended.stderr


def test_each_run_has_what_was_printed_while_it_was_active(
    script: Script, kept: Callable[[Path], Kept], folder: Path
) -> None:
    ended = script(
        BEGIN + "print('one')\nother = runside.init(project='p', id='s', reinit='create_new')\n"
        "print('both')\nrun.finish()\nprint('two')\nother.finish()\nprint('none')\n"
        "runside.init(project='p', id='t')\nprint('again')\n"
    )
    assert ended.returncode == 0, ended.stderr

    def printed(name: str) -> str:
        return "".join(record["text"] for record in kept(folder.with_name(name)).of_kind("console"))

    assert printed("r").startswith("one\n")
    assert "both\n" in printed("r")
    assert "two" not in printed("r")
    assert printed("s").endswith("both\ntwo\n")
    assert printed("t") == "again\n"


@pytest.mark.parametrize(("console", "count"), [("off", 0), ("wrap", 1), ("redirect", 1)])
def test_the_setting_and_the_environment_say_whether(
    script: Script, kept: Callable[[Path], Kept], folder: Path, console: str, count: int
) -> None:
    script(BEGIN + "print('x')\n", WANDB_CONSOLE=console)
    assert len(kept(folder).of_kind("console")) == count


@pytest.mark.parametrize(("setting", "told"), [("wrap", True), ("auto", False)])
def test_ipython_in_a_terminal_is_left_alone_and_whoever_asks_for_more_is_told(
    script: Script, kept: Callable[[Path], Kept], folder: Path, setting: str, told: bool
) -> None:
    ended = script(
        "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.instance()\n"
        + BEGIN
        + "print('x')\n",
        RUNSIDE_CONSOLE=setting,
    )
    assert ended.returncode == 0, ended.stderr
    assert ("console='wrap' is for scripts and notebooks" in ended.stderr) is told
    assert kept(folder).of_kind("console") == []


def test_a_signal_handler_that_prints_in_the_middle_of_a_print_stands_in_nobodys_way(
    script: Script, console: Callable[[str], str]
) -> None:
    ended = script(
        BEGIN + "import signal\nheard = 0\n"
        "def rang(*_):\n    global heard; heard += 1; sys.stderr.write('rang\\n')\n"
        "signal.signal(signal.SIGALRM, rang)\nsignal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)\n"
        "n = 0\nwhile heard < 200:\n    n += 1; sys.stdout.write('x\\n')\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\nprint(n, heard)\n",
    )
    assert ended.returncode == 0, ended.stderr
    n, heard = map(int, ended.stdout.split()[-2:])
    assert console("stdout").count("x\n") == n
    assert console("stderr").count("rang\n") == heard


def test_a_run_that_keeps_nothing_listens_to_nothing() -> None:
    before = vars(sys.stdout).get("write")
    with runside.init(mode="disabled"):
        assert vars(sys.stdout).get("write") is before


def test_the_thread_ends_with_the_last_run() -> None:
    with runside.init(mode="offline", settings=runside.Settings(console="wrap")):
        (thread,) = (t for t in threading.enumerate() if t.name == "runside-console")
    thread.join(60)
    assert not thread.is_alive()
