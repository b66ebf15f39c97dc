"""Environments that several tests share; each is made once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import wheels
from venvs import Venv


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """A folder that all users may enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="runside-install-")).resolve()
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def wheel(place: Path) -> Path:
    """This version of runside."""
    return wheels.build(place / "wheels")


@pytest.fixture(scope="session")
def jupyter_venv(place: Path, wheel: Path) -> Venv:
    """An environment with JupyterLab and Notebook 7. Each test installs the runside that it needs."""
    return Venv(place / "jupyter", "jupyterlab", "notebook", str(wheel))


@pytest.fixture(scope="session")
def kernel_venv(place: Path) -> Venv:
    """An environment for kernels: with ipykernel, and nothing of the Jupyter server."""
    return Venv(place / "kernel", "ipykernel")


@pytest.fixture
def home(place: Path) -> Path:
    """An empty home directory."""
    return Path(tempfile.mkdtemp(prefix="home-", dir=place))


@pytest.fixture
def work(home: Path) -> Path:
    """A folder for notebooks in it."""
    path = home / "work"
    path.mkdir()
    return path
