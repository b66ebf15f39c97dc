"""What README says of installing, upgrading and uninstalling while JupyterLab runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import wheels
from jupyter import Jupyter, until
from venvs import Venv

RUNS = "runside/api/v1/runs"
TRAIN = "import runside\nwith runside.init(project='life') as run:\n    run.log({'loss': 1.0})"


@pytest.fixture(scope="session")
def newer(place: Path) -> Path:
    return wheels.build(place / "wheels", version="0.3.0")


@pytest.fixture(scope="session")
def elsewhere(place: Path, wheel: Path) -> Venv:
    """Another environment with runside, from which the doctor can still look after the first."""
    venv = Venv(place / "elsewhere")
    venv.install(wheel)
    return venv


@pytest.fixture
def without(jupyter_venv: Venv) -> Venv:
    """The environment of Jupyter, before runside is installed."""
    jupyter_venv.uninstall()
    return jupyter_venv


def _doctor(venv: Venv, home: Path) -> dict[str, dict[str, Any]]:
    told = venv.run("-m", "runside.cli", "doctor", "--json", home=home)
    assert told.returncode in (0, 1), told.stderr
    return {finding["id"]: finding for finding in json.loads(told.stdout)["findings"]}


def _page_lists_it(jupyter: Jupyter) -> bool:
    """Whether a page that is loaded now gets the labextension."""
    status, page = jupyter.get("lab")
    assert status == 200
    return '"name": "runside"' in page


def test_installed_while_lab_runs_the_page_has_it_at_reload_and_the_server_when_restarted(
    wheel: Path, without: Venv, elsewhere: Venv, home: Path, work: Path
) -> None:
    with Jupyter(without, home, work) as jupyter:
        assert not _page_lists_it(jupyter)
        found = _doctor(elsewhere, home)
        assert "has no Runside" in found["server-part-loaded"]["seen"]
        assert found["server-part-loaded"]["type"][0].startswith(
            f"{without.python} -m pip install "
        )
        assert found["page-labextension"]["seen"] == "no labextension"
        assert found["page-labextension"]["type"] == found["server-part-loaded"]["type"]

        without.install(wheel)
        assert _page_lists_it(jupyter)
        assert jupyter.get(RUNS)[0] == 404
        found = _doctor(without, home)
        assert found["page-labextension"]["status"] == "ok"
        assert found["server-part-loaded"]["seen"] == "has not loaded Runside's part"
        assert "Restart Jupyter itself, not only the kernel" in found["server-part-loaded"]["means"]
    with Jupyter(without, home, work) as jupyter:
        until(lambda: jupyter.get(RUNS)[0] == 200, "Runside's part to answer")
        found = _doctor(without, home)
        assert found["server-part-loaded"]["status"] == "ok"
        assert found["page-labextension"]["status"] == "ok"


def test_upgraded_while_lab_runs_the_server_is_to_be_restarted(
    wheel: Path, newer: Path, jupyter_venv: Venv, home: Path, work: Path
) -> None:
    jupyter_venv.install(wheel)
    with Jupyter(jupyter_venv, home, work) as jupyter:
        until(lambda: jupyter.get(RUNS)[0] == 200, "Runside's part to answer")
        jupyter_venv.install(newer)
        found = _doctor(jupyter_venv, home)
        assert found["server-part-loaded"]["status"] == "note"
        assert "while 0.3.0 is installed" in found["server-part-loaded"]["seen"]
        assert "Restart Jupyter" in found["server-part-loaded"]["means"]
        assert found["page-labextension"]["seen"].endswith("labextension 0.3.0")


def test_uninstalled_what_stays_behind_is_what_readme_says(
    wheel: Path, jupyter_venv: Venv, elsewhere: Venv, home: Path, work: Path
) -> None:
    jupyter_venv.install(wheel)
    with Jupyter(jupyter_venv, home, work) as jupyter:
        done = jupyter_venv.run("-c", TRAIN, home=home, cwd=work)
        assert done.returncode == 0, done.stderr
        until(jupyter.runs, "the run to be listed")
        jupyter_venv.uninstall()
        assert not _page_lists_it(jupyter)
        found = _doctor(elsewhere, home)
        assert "still has Runside loaded" in found["server-part-loaded"]["seen"]
    assert not [path for path in jupyter_venv.path.rglob("*runside*") if "cache" not in str(path)]
    left = {str(path.relative_to(home)) for path in home.rglob("*runside*")}
    assert left == {"work/runside-runs", ".local/share/runside", ".cache/runside"}
    with Jupyter(jupyter_venv, home, work) as jupyter:
        assert jupyter.get(RUNS)[0] == 404
    assert "runside" not in jupyter.log.read_text().replace("/runside/api", "").replace(
        str(jupyter_venv.path.parent), ""
    )
