"""The two environments have different versions of runside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import wheels
from jupyter import Jupyter, until
from venvs import Venv

TRAIN = """
import runside
with runside.init(project="apart") as run:
    for step in range(5):
        run.log({"loss": 1 / (step + 1)})
"""


@pytest.fixture(scope="session")
def newer(place: Path) -> Path:
    """The next minor version."""
    return wheels.build(place / "wheels", version="0.2.0")


@pytest.fixture(scope="session")
def next_protocol(place: Path) -> Path:
    """A version whose sides speak the next major version of the protocol."""
    return wheels.build(place / "wheels", version="1.0.0", protocol=2)


def _doctor(venv: Venv, home: Path) -> dict[str, dict[str, Any]]:
    """Its findings, by their ids."""
    told = venv.run("-m", "runside.cli", "doctor", "--json", home=home)
    assert told.returncode in (0, 1), told.stderr
    return {finding["id"]: finding for finding in json.loads(told.stdout)["findings"]}


def _train(venv: Venv, home: Path, jupyter: Jupyter) -> dict[str, Any]:
    """Log a run in a kernel of that environment. Gives what the Jupyter server lists of it."""
    done = venv.run("-m", "ipykernel", "install", "--user", "--name", "other", home=home)
    assert done.returncode == 0, done.stderr
    kernel = jupyter.kernel("other")
    kernel.execute(TRAIN)
    kernel.close()
    (run,) = until(
        lambda: [run for run in jupyter.runs() if run["state"] == "finished"],
        "the run to be listed as finished",
    )
    return run


@pytest.mark.parametrize("which", ["kernel", "jupyter"])
def test_one_minor_version_apart_works_and_the_doctor_tells(
    which: str,
    wheel: Path,
    newer: Path,
    jupyter_venv: Venv,
    kernel_venv: Venv,
    home: Path,
    work: Path,
) -> None:
    kernel_venv.install(newer if which == "kernel" else wheel)
    jupyter_venv.install(newer if which == "jupyter" else wheel)
    with Jupyter(jupyter_venv, home, work) as jupyter:
        assert _train(kernel_venv, home, jupyter)["step"] == 4
        found = _doctor(kernel_venv, home)
    part, page = found["server-part-loaded"], found["page-labextension"]
    assert part["status"] == page["status"] == "note"
    assert "They work together" in part["means"]
    if which == "kernel":
        assert part["seen"] == "has Runside 0.1.0"
        assert "the Jupyter server's part is the older" in part["means"]
        assert part["type"][0].startswith(f"{jupyter_venv.python} -m pip install --upgrade ")
        assert part["means"].endswith("Then restart Jupyter.")
    else:
        assert part["seen"] == "has Runside 0.2.0"
        assert "the kernel library is the older" in part["means"]
        assert part["type"][0].startswith(f"{kernel_venv.python} -m pip install --upgrade ")
        assert part["means"].endswith("Then restart the kernel.")


@pytest.mark.parametrize("which", ["kernel", "jupyter"])
def test_a_major_version_of_the_protocol_apart_the_doctor_says_which_side_to_upgrade(
    which: str,
    wheel: Path,
    next_protocol: Path,
    jupyter_venv: Venv,
    kernel_venv: Venv,
    home: Path,
    work: Path,
) -> None:
    kernel_venv.install(next_protocol if which == "kernel" else wheel)
    jupyter_venv.install(next_protocol if which == "jupyter" else wheel)
    with Jupyter(jupyter_venv, home, work):
        found = _doctor(kernel_venv, home)
    part, page = found["server-part-loaded"], found["page-labextension"]
    assert part["status"] == page["status"] == "problem"
    older = jupyter_venv if which == "kernel" else kernel_venv
    assert part["type"][0].startswith(f"{older.python} -m pip install --upgrade ")
    if which == "kernel":
        assert "Upgrade the Jupyter server's part." in part["means"]
        assert "Upgrade the labextension." in page["means"]
    else:
        assert "Upgrade the kernel library." in part["means"]
        assert "Upgrade the kernel library." in page["means"]
