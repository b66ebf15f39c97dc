"""The life of a run in a real kernel: what ends it, and what does not."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from runside.journal import Probe, probe
from runside.live.conftest import Page, records_on_disk

INIT = "import runside; run = runside.init(project='p', id={!r})"
BEGIN = INIT.format("r")


def folder(tmp_path: Path, name: str = "r") -> Path:
    return tmp_path / "runside-runs" / "p" / name


def records(tmp_path: Path, name: str = "r") -> list[dict[str, Any]]:
    (found,) = records_on_disk(folder(tmp_path, name)).values()
    return found


def kinds(tmp_path: Path, name: str = "r") -> list[str]:
    return [record["kind"] for record in records(tmp_path, name)]


def is_alive(tmp_path: Path) -> bool:
    """Whether the run's writer holds its lock, as any other process sees it."""
    (alive,) = folder(tmp_path).glob("journal/*.alive")
    return probe(alive) is Probe.HELD


def pid_of(manager: KernelManager) -> int:
    return int(manager.provisioner.pid)  # type: ignore[union-attr]


@pytest.fixture
def other_page(kernel_manager: KernelManager) -> Iterator[Page]:
    """A second notebook on the same kernel."""
    opened = Page(kernel_manager)
    yield opened
    opened.close()


def test_a_cell_that_ends_without_finish_leaves_the_run_open(page: Page, tmp_path: Path) -> None:
    page.run(BEGIN + "; run.log({'a': 1})")
    assert kinds(tmp_path) == ["run", "log"]
    assert is_alive(tmp_path)
    page.run("run.log({'a': 2})")
    assert kinds(tmp_path) == ["run", "log", "log"]


def test_a_restart_and_run_all_ends_the_run_and_begins_another(
    page: Page, kernel_manager: KernelManager, tmp_path: Path
) -> None:
    cells = BEGIN, "run.log({'a': 1})"
    for cell in cells:
        page.run(cell)
    before = page.bundle()
    kernel_manager.restart_kernel()
    assert records(tmp_path)[-1].items() >= {"kind": "finish", "reason": "ended"}.items()
    again = Page(kernel_manager)
    try:
        for cell in cells:
            again.run(cell)
        assert before["run"] != again.bundle()["run"]
        assert before["comm"] == again.bundle()["comm"]
    finally:
        again.close()
    assert kinds(tmp_path) == ["run", "log", "finish"]
    assert kinds(tmp_path, "r~2") == ["run", "log"]


def test_an_interrupted_cell_leaves_the_run_open_and_the_next_one_goes_on(
    page: Page, kernel_manager: KernelManager, tmp_path: Path
) -> None:
    page.run(BEGIN)
    request = page.start(
        "import time\nrun.log({'a': 1}); print('logged')\nwhile True: time.sleep(0.01)", "loop"
    )
    page.wait_for(lambda: "logged" in page.stderr(), "sign of the loop")
    kernel_manager.interrupt_kernel()
    page.wait_until_idle(request)
    page.run("run.log({'a': 2})")
    assert kinds(tmp_path) == ["run", "log", "exception", "log"]
    told = records(tmp_path)[2]
    assert (told["type"], told["cell"]) == ("KeyboardInterrupt", "loop")
    assert is_alive(tmp_path)


def test_a_kernel_that_is_killed_leaves_its_rows_a_free_lock_and_no_finish(
    page: Page, kernel_manager: KernelManager, tmp_path: Path
) -> None:
    page.run(BEGIN + "\nfor i in range(100): run.log({'a': i})")
    assert is_alive(tmp_path)
    os.kill(pid_of(kernel_manager), signal.SIGKILL)
    kernel_manager.shutdown_kernel(now=True)
    assert kinds(tmp_path) == ["run"] + ["log"] * 100
    assert not is_alive(tmp_path)


def test_a_machine_that_slept_keeps_the_run_and_its_lock(
    page: Page, kernel_manager: KernelManager, tmp_path: Path
) -> None:
    page.run(BEGIN + "; run.log({'a': 1})")
    os.kill(pid_of(kernel_manager), signal.SIGSTOP)
    try:
        assert is_alive(tmp_path)
    finally:
        os.kill(pid_of(kernel_manager), signal.SIGCONT)
    page.run("run.log({'a': 2})")
    assert kinds(tmp_path) == ["run", "log", "log"]
    assert is_alive(tmp_path)


def test_ten_runs_in_ten_cells_each_know_their_cell_and_the_last_is_open(
    page: Page, tmp_path: Path
) -> None:
    names = [f"run-{number}" for number in range(10)]
    for name in names:
        page.run(INIT.format(name) + "; run.log({'a': 1})", f"cell of {name}")
    assert [records(tmp_path, name)[0]["cell"] for name in names] == [
        f"cell of {name}" for name in names
    ]
    ends = [records(tmp_path, name)[-1].get("reason") for name in names]
    assert ends == ["superseded"] * 9 + [None]
    colours = [records(tmp_path, name)[0]["colour"] for name in names]
    assert len(set(colours)) == 10


def test_ten_runs_in_one_cell_have_an_output_each(page: Page, tmp_path: Path) -> None:
    published = page.run(
        "import runside\nfor i in range(10):\n"
        "    with runside.init(project='p', id=f'run-{i}') as run: run.log({'a': i})",
        "the cell",
    )
    outputs = page.outputs()
    assert len([m for m in published if m["msg_type"] == "display_data"]) == 10
    assert len(outputs) == 10
    for number, shown in enumerate(outputs.values()):
        assert [sorted(bundle) for bundle in shown] == [
            ["application/vnd.runside.run+json", "text/plain"],
            ["application/vnd.runside.run+json", "image/svg+xml", "text/plain"],
        ]
        first = records(tmp_path, f"run-{number}")[0]
        assert first["cell"] == "the cell"


def test_two_notebooks_on_one_kernel_each_see_their_own_run_below_their_own_cell(
    page: Page, other_page: Page, tmp_path: Path
) -> None:
    page.run(INIT.format("one"), "cell of one")
    published = other_page.run(
        "run2 = runside.init(project='p', id='two', reinit='create_new'); run2.log({'a': 1})",
        "cell of two",
    )
    page.run("run.log({'a': 1})", "later cell of one")
    (shown,) = [m for m in published if m["msg_type"] == "display_data"]
    assert shown["content"]["data"]["application/vnd.runside.run+json"]["name"]
    assert records(tmp_path, "one")[0]["cell"] == "cell of one"
    assert records(tmp_path, "two")[0]["cell"] == "cell of two"
    assert kinds(tmp_path, "one") == kinds(tmp_path, "two") == ["run", "log"]


def test_an_exception_is_kept_with_the_cell_that_raised_it(page: Page, tmp_path: Path) -> None:
    page.run(INIT.format("r"), "first")
    page.run("def fail():\n    raise ValueError('bad batch')\nrun.log({'a': 1})\nfail()", "second")
    told = records(tmp_path)[-1]
    assert (told["kind"], told["cell"], told["value"]) == ("exception", "second", "bad batch")
    assert told["traceback"][-1] == "ValueError: bad batch"
    assert any("in fail" in line for line in told["traceback"])
    assert is_alive(tmp_path)


def test_a_script_that_a_cell_starts_has_a_run_of_its_own(page: Page, tmp_path: Path) -> None:
    page.run(INIT.format("cell"))
    (tmp_path / "train.py").write_text(INIT.format("script") + "; run.log({'a': 1})")
    page.run("import subprocess, sys; subprocess.run([sys.executable, 'train.py'], check=True)")
    first, *_, last = records(tmp_path, "script")
    assert first["program"].endswith("train.py")
    assert (first["kernel"], first["cell"], first["notebook"]) == (None, None, None)
    assert last["reason"] == "ended"
    assert kinds(tmp_path, "cell") == ["run"]
    assert len(page.outputs()) == 1


def test_a_forked_child_neither_ends_nor_draws_the_run_of_its_parent(
    page: Page, tmp_path: Path
) -> None:
    page.run(BEGIN + "; run.log({'a': 1})")
    page.run(
        "import os\npid = os.fork()\n"
        "if pid == 0:\n    run.log({'child': 1}); run.finish(); os._exit(0)\n"
        "os.waitpid(pid, 0); run.log({'a': 2})"
    )
    ends = sorted(
        [record["kind"] for record in written][-1]
        for written in records_on_disk(folder(tmp_path)).values()
    )
    assert ends == ["finish", "log"]
    assert [len(shown) for shown in page.outputs().values()] == [1]
