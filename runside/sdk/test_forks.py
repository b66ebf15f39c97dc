"""Processes that come from one with a run: a child is a writer of its own, or nobody; its parent never notices."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runside.sdk.conftest import Kept, told

Script = Callable[..., "subprocess.CompletedProcess[str]"]
Read = Callable[..., Kept]
BEGIN = "import runside\nrun = runside.init(project='p', id='r')\nrun.log({'before': 1})\n"


@pytest.fixture
def folder(here: Path) -> Path:
    return here / "runside-runs" / "p" / "r"


def logged(kept: Kept) -> list[list[dict[str, Any]]]:
    """What each writer logged, the one that began first in front."""
    each = sorted(kept.by_writer.values(), key=lambda records: records[0][1]["t"])
    return [[r["data"] for _, r in records if r["kind"] == "log"] for records in each]


def assert_good(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr
    assert told(done) == []


IN_CHILDREN = """
import multiprocessing, sys

def quiet(number):
    return number

def log(number):
    import runside
    run = runside.init(project="p", id="r")  # in a forked child the run that is there
    run.log({"child": number}, step=100 + number)
    return number

if __name__ == "__main__":
    import runside
    run = runside.init(project="p", id="r")
    run.log({"before": 1})
    context = multiprocessing.get_context(sys.argv[1])
    work = {"quiet": quiet, "log": log}[sys.argv[2]]
    with context.Pool(2) as pool:
        assert pool.map(work, range(6), chunksize=1) == list(range(6))
        pool.close()
        pool.join()
    run.log({"after": 1})
    assert run.step == 2
"""


def in_children(script: Script, start: str, work: str) -> None:
    assert_good(
        script(IN_CHILDREN.replace("sys.argv[1]", repr(start)).replace("sys.argv[2]", repr(work)))
    )


@pytest.mark.parametrize("start", ["fork", "spawn", "forkserver"])
def test_workers_that_log_nothing_leave_no_trace(
    script: Script, folder: Path, kept: Read, start: str
) -> None:
    in_children(script, start, "quiet")
    assert logged(kept(folder)) == [[{"before": 1}, {"after": 1}]]
    assert len(list((folder / "journal").iterdir())) == 2  # its lines and its lock


@pytest.mark.parametrize("start", ["fork", "spawn", "forkserver"])
def test_workers_that_log_are_writers_of_one_history(
    script: Script, folder: Path, kept: Read, start: str
) -> None:
    in_children(script, start, "log")
    parent, *children = logged(kept(folder))
    assert parent == [{"before": 1}, {"after": 1}]
    assert 1 <= len(children) <= 2
    assert kept(folder).rows == [
        {"_step": 0, "before": 1},
        {"_step": 1, "after": 1},
        *({"_step": 100 + number, "child": number} for number in range(6)),
    ]
    last = [records[-1][1]["kind"] for records in kept(folder).by_writer.values()]
    assert last == ["finish"] * (1 + len(children))


def test_children_of_children_are_writers_too(script: Script, folder: Path, kept: Read) -> None:
    assert_good(
        script(
            BEGIN + "import os, sys\n"
            "for depth in range(3):\n"
            "    if os.fork():\n        os.wait()\n        run.log({'depth': depth})\n        sys.exit()\n"
            "    run.log({'begun': depth})\n"
        )
    )
    assert [len(rows) for rows in logged(kept(folder))] == [2, 2, 2, 1]
    assert sum(record["kind"] == "finish" for record in kept(folder).of_kind("finish")) == 4


def test_a_fork_while_others_log_keeps_every_row_of_all(
    script: Script, folder: Path, kept: Read
) -> None:
    assert_good(
        script(
            BEGIN + "import os, threading\n"
            "stop = threading.Event()\n"
            "counts = [0, 0]\n"
            "def work(thread):\n"
            "    while not stop.is_set():\n"
            "        run.log({f'thread {thread}': counts[thread]})\n"
            "        counts[thread] += 1\n"
            "threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]\n"
            "for thread in threads: thread.start()\n"
            "for child in range(20):\n"
            "    if os.fork() == 0:\n"
            "        for number in range(5): run.log({f'child {child}': number})\n"
            "        run.summary[f'child {child}'] = 'done'\n"
            "        os._exit(0)\n"
            "    assert os.wait()[1] == 0\n"
            "stop.set()\n"
            "for thread in threads: thread.join()\n"
            "run.summary.update({'counts': counts})\n"
        )
    )
    parent, *children = logged(kept(folder))
    counts = kept(folder).fold.summary()["counts"]
    for thread in range(2):
        name = f"thread {thread}"
        assert [row[name] for row in parent if name in row] == list(range(counts[thread]))
    assert children == [[{f"child {c}": n} for n in range(5)] for c in range(20)]


def test_a_child_has_the_metrics_of_its_parent_and_none_of_its_values(
    script: Script, folder: Path, kept: Read
) -> None:
    assert_good(
        script(
            BEGIN + "import os\n"
            "run.define_metric('val', step_metric='epoch')\n"
            "run.log({'epoch': 7})\n"
            "run.log({'val': 1}, commit=False)\n"
            "if os.fork() == 0:\n"
            "    run.log({'val': 2})\n    run.log({'epoch': 1})\n    run.log({'val': 3})\n"
            "    run.finish()\n    os._exit(0)\n"
            "os.wait()\n"
        )
    )
    parent, child = logged(kept(folder))
    assert parent == [{"before": 1}, {"epoch": 7}, {"val": 1}, {"epoch": 7}]
    assert child == [{"val": 2}, {"epoch": 1}, {"val": 3, "epoch": 1}]


def test_a_child_may_use_what_the_parent_was_in_the_middle_of(
    script: Script, folder: Path, kept: Read
) -> None:
    """Another thread has the locks of the log, the journal and the summary when the process forks."""
    done = script(
        BEGIN + "import os, threading\n"
        "recorder = run._recorder\n"
        "held, go_on = threading.Event(), threading.Event()\n"
        "def hold():\n"
        "    with recorder._lock, recorder._fold_lock, recorder._writer._lock:\n"
        "        held.set()\n        go_on.wait()\n"
        "thread = threading.Thread(target=hold)\nthread.start()\nheld.wait()\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    run.log({'child': 1})\n"
        "    assert run.summary['child'] == 1\n"
        "    run.define_metric('child', summary='min')\n"
        "    run.finish()\n"
        "    os._exit(0)\n"
        "assert os.waitpid(pid, 0)[1] == 0\n"
        "go_on.set()\nthread.join()\n"
        "run.log({'after': 1})\n"
    )
    assert_good(done)
    assert logged(kept(folder)) == [[{"before": 1}, {"after": 1}], [{"child": 1}]]


def test_ranks_that_are_started_apart_write_one_history(
    script: Script, folder: Path, kept: Read
) -> None:
    rank = (
        "import runside\nrun = runside.init(project='p', id='r')\n"
        "print('begun', flush=True)\ninput()\n"
        "for step in range(200): run.log({f'rank {RANK}': step})\n"
        "input()\n"
    )
    assert_good(
        script(
            "import subprocess, sys\n"
            f"code = {rank!r}\n"
            "ranks = [subprocess.Popen([sys.executable, '-c', f'RANK = {n}\\n' + code], text=True,\n"
            "    stdin=subprocess.PIPE, stdout=subprocess.PIPE) for n in range(3)]\n"
            "for rank in ranks: assert rank.stdout.readline() == 'begun\\n'\n"
            "for _ in range(2):\n"
            "    for rank in ranks: print(file=rank.stdin, flush=True)\n"
            "assert [rank.wait() for rank in ranks] == [0, 0, 0]\n"
        )
    )
    assert len(kept(folder).by_writer) == 3
    assert kept(folder).rows == [
        {"_step": step, "rank 0": step, "rank 1": step, "rank 2": step} for step in range(200)
    ]


def test_a_run_that_is_pickled_says_how_another_process_joins_it(script: Script) -> None:
    done = script(BEGIN + "import pickle\npickle.dumps({'logger': run})\n")
    assert "cannot be pickled" in done.stderr
    assert "runside.init(project='p', id='r')" in done.stderr


def test_the_workers_of_a_torch_data_loader_leave_no_trace_unless_they_log(
    script: Script, folder: Path, kept: Read
) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    assert_good(
        script(
            BEGIN + "from torch.utils.data import DataLoader, Dataset\n"
            "class Data(Dataset):\n"
            "    def __init__(self, tells): self.tells = tells\n"
            "    def __len__(self): return 8\n"
            "    def __getitem__(self, at):\n"
            "        if self.tells: run.log({'item': at})\n"
            "        return at\n"
            "for tells in (False, True):\n"
            "    for batch in DataLoader(Data(tells), num_workers=2, multiprocessing_context='fork'):\n"
            "        run.log({f'batch {tells}': int(batch)})\n"
        )
    )
    parent, *workers = logged(kept(folder))
    assert len(parent) == 17
    assert sorted(row["item"] for rows in workers for row in rows) == list(range(8))
