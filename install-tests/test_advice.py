"""Each command that the doctor tells to type is typed, and what it was about is well afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from venvs import Venv

Breaking = Callable[[Venv, Callable[..., None]], None]


def _disable_the_labextension(venv: Venv, jupyter: Callable[..., None]) -> None:
    jupyter("labextension", "disable", "--level=user", "runside")


def _disable_one_plugin_for_all(venv: Venv, jupyter: Callable[..., None]) -> None:
    jupyter("labextension", "disable", "--level=sys_prefix", "runside:output")


def _disable_the_server_extension(venv: Venv, jupyter: Callable[..., None]) -> None:
    jupyter("server", "extension", "disable", "runside", "--sys-prefix")


def _lose_the_labextension(venv: Venv, jupyter: Callable[..., None]) -> None:
    shutil.rmtree(venv.path / "share/jupyter/labextensions/runside")


def _break_the_labextension(venv: Venv, jupyter: Callable[..., None]) -> None:
    for entry in (venv.path / "share/jupyter/labextensions/runside/static").glob("remoteEntry*"):
        entry.unlink()


def _lose_the_switch_of_the_server_part(venv: Venv, jupyter: Callable[..., None]) -> None:
    (venv.path / "etc/jupyter/jupyter_server_config.d/runside.json").unlink()


def _lose_apsw(venv: Venv, jupyter: Callable[..., None]) -> None:
    venv.pip("uninstall", "-y", "apsw")


@pytest.mark.parametrize(
    ("breaking", "found"),
    [
        (_disable_the_labextension, "labextension-disabled"),
        (_disable_one_plugin_for_all, "labextension-disabled"),
        (_disable_the_server_extension, "server-extension"),
        (_lose_the_labextension, "labextension"),
        (_break_the_labextension, "labextension-broken"),
        (_lose_the_switch_of_the_server_part, "server-extension"),
        (_lose_apsw, "server-part"),
    ],
)
def test_what_the_doctor_tells_to_type_mends_it(
    breaking: Breaking, found: str, wheel: Path, jupyter_venv: Venv, home: Path
) -> None:
    jupyter_venv.install(wheel)
    environment = jupyter_venv.environment(home)

    def jupyter(*arguments: str) -> None:
        subprocess.run(
            [str(jupyter_venv.bin / "jupyter"), *arguments],
            env=environment,
            check=True,
            capture_output=True,
        )

    assert _problems(jupyter_venv, home) == []
    breaking(jupyter_venv, jupyter)
    (problem,) = _problems(jupyter_venv, home)
    assert problem["id"] == found
    assert problem["type"]
    for command in problem["type"]:
        subprocess.run(command, shell=True, env=environment, check=True, capture_output=True)
    assert _problems(jupyter_venv, home) == []


def _problems(venv: Venv, home: Path) -> list[dict[str, Any]]:
    told = venv.run("-m", "runside.cli", "doctor", "--json", home=home)
    problems = [f for f in json.loads(told.stdout)["findings"] if f["status"] == "problem"]
    assert told.returncode == bool(problems), told.stderr
    return problems
