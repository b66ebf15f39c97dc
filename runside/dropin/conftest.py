"""Interpreters of their own for what changes the meaning of an import."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of the processes, which know of no run and no settings."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("WANDB_", "JPY_", "PYTHON")):
            monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def start(here: Path) -> Callable[..., Done]:
    """Runs ``python *arguments`` with these variables; what it printed, and how it ended."""

    def run(*arguments: str | Path, **variables: str) -> Done:
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=here,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def program(start: Callable[..., Done]) -> Callable[..., str]:
    """Runs code after ``runside.as_wandb()`` in a process of its own, and gives what it prints."""

    def run(code: str, **variables: str) -> str:
        done = start("-c", f"import runside\nrunside.as_wandb()\n{code}", **variables)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture
def installed(here: Path) -> Path:
    """A folder for PYTHONPATH in which another package is called ``wandb``."""
    package = here / "elsewhere" / "wandb"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("__version__ = '0.1'\n")
    (package / "sklearn.py").write_text("")
    return package.parent
