from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Start = Callable[..., CompletedProcess[str]]

EXEC = ("-m", "runside.cli", "exec")


@pytest.fixture
def script(here: Path) -> Callable[[str], Path]:
    """Writes ``train.py`` in a folder below the working directory."""

    def write(code: str) -> Path:
        path = here / "programs" / "train.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(code)
        return path

    return write


WHAT_IT_SEES = """
import json, os, sys
main = sys.modules["__main__"]
print(json.dumps({
    "argv": sys.argv, "path": sys.path, "name": __name__, "file": __file__, "cwd": os.getcwd(),
    "main": main.__dict__ is globals(), "spec": str(__spec__), "executable": sys.executable,
    "customized": [n for n in sys.modules if n == "usercustomize"],
}))
"""


@pytest.mark.parametrize("before", [(), ("-X", "utf8")])
def test_the_program_sees_what_python_would_have_it_see(
    start: Start, script: Callable[[str], Path], before: tuple[str, ...]
) -> None:
    arguments = (*before, script(WHAT_IT_SEES), "--epochs", "3", "-h")
    plain, executed = start(*arguments), start(*EXEC, *arguments)
    assert executed.stdout == plain.stdout
    assert executed.stdout
    assert executed.stderr == plain.stderr == ""


@pytest.mark.parametrize(
    "code",
    [
        "import sys; sys.exit(3)",
        "import sys; sys.exit('no data')",
        "def train():\n    raise ValueError('bad batch')\ntrain()",
        "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
        "def train(:",
    ],
)
def test_it_ends_as_it_would_under_python(
    start: Start, script: Callable[[str], Path], code: str
) -> None:
    path = script(code)
    plain, executed = start(path), start(*EXEC, path)
    assert executed.returncode == plain.returncode != 0
    assert executed.stderr == plain.stderr


def test_a_program_that_is_not_there_is_pythons_error(start: Start) -> None:
    done = start(*EXEC, "nothing.py")
    assert done.returncode == 2
    assert "can't open file" in done.stderr
    assert start(*EXEC).returncode == 2


def test_a_module_and_code_run_as_well(start: Start, script: Callable[[str], Path]) -> None:
    path = script("import sys, wandb; print(__name__, sys.argv[1:], wandb.__version__)")
    module = start(*EXEC, "-m", "programs.train", "-m", "x")
    assert module.stdout == "__main__ ['-m', 'x'] 0.31.0\n"
    assert start(*EXEC, "-c", path.read_text(), "y").stdout == "__main__ ['y'] 0.31.0\n"


def test_its_runs_are_kept_and_its_errors_end_them(
    start: Start, here: Path, script: Callable[[str], Path]
) -> None:
    path = script("import wandb\nwandb.init(project='p')\nwandb.log({'loss': 1})\n1 / 0")
    done = start(*EXEC, path)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    (journal,) = here.glob("runside-runs/p/*/journal/*.log")
    assert '"reason":"exception"' in journal.read_text()


def test_child_processes_mean_the_same_by_the_name(
    start: Start, script: Callable[[str], Path]
) -> None:
    path = script(
        "import multiprocessing, subprocess, sys\n"
        "def look(_):\n    import wandb\n    return wandb.__version__\n"
        "if __name__ == '__main__':\n"
        "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.map(look, [0]))\n"
        "    code = 'import wandb; print(wandb.__version__)'\n"
        "    print(subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout)"
    )
    assert start(*EXEC, path).stdout.split() == ["['0.31.0']", "0.31.0"]


def test_the_kernels_of_a_jupyter_that_it_runs_mean_the_same(start: Start, here: Path) -> None:
    source = "import wandb\nwandb.init(project='nb')\nwandb.log({'a': 1})\nwandb.__version__"
    cell = {"id": "a", "cell_type": "code", "metadata": {}, "outputs": [], "source": source}
    cells = [{**cell, "execution_count": None}]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (here / "a.ipynb").write_text(json.dumps(notebook))
    done = start(*EXEC, "-m", "jupyter", "execute", "--inplace", "a.ipynb")
    assert done.returncode == 0, done.stderr
    assert "'0.31.0'" in (here / "a.ipynb").read_text()
    assert list(here.glob("runside-runs/nb/*/run.json"))


def test_a_child_of_an_environment_without_runside_means_the_same(
    start: Start, script: Callable[[str], Path]
) -> None:
    """What it loads of Runside needs the standard library alone, and leaves the child's path as it is."""
    base = str(getattr(sys, "_base_executable", sys.executable))
    path = script(
        "import subprocess\n"
        "code = 'import sys, wandb; run = wandb.init(project=\"p\"); print(run.project, *sys.path)'\n"
        f"subprocess.run([{base!r}, '-c', code])"
    )
    assert start(*EXEC, path).stdout.startswith("p ")


def test_a_sitecustomize_that_is_there_runs_too(
    start: Start, here: Path, script: Callable[[str], Path]
) -> None:
    (here / "mine").mkdir()
    (here / "mine" / "sitecustomize.py").write_text("import sys; sys.mine = __file__")
    path = script(
        "import sys, sitecustomize, wandb\n"
        "print(sys.mine, sitecustomize.__file__ == sys.mine, sys.path[1], wandb.__version__)"
    )
    done = start(*EXEC, path, PYTHONPATH=str(here / "mine"))
    mine = here / "mine"
    assert done.stdout.split() == [str(mine / "sitecustomize.py"), "True", str(mine), "0.31.0"]


def test_the_users_own_package_of_the_name_is_not_what_is_imported(
    start: Start, installed: Path, script: Callable[[str], Path]
) -> None:
    path = script("import wandb; print(wandb.__version__)")
    assert start(path, PYTHONPATH=str(installed)).stdout == "0.1\n"
    assert start(*EXEC, path, PYTHONPATH=str(installed)).stdout == "0.31.0\n"
