"""docs/first-steps.md and README, followed to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

from jupyter import Jupyter, until
from venvs import Venv
from wheels import ROOT

PAGE = (ROOT / "docs" / "first-steps.md").read_text()


def test_the_wheel_that_the_page_names_is_the_one_that_is_built(wheel: Path) -> None:
    named = re.findall(r"pip install (?:--no-deps )?(\S+\.whl)", PAGE)
    assert named == [wheel.name, wheel.name]


def test_the_first_run_runs_is_listed_and_leaves_its_picture(
    wheel: Path, place: Path, home: Path, work: Path
) -> None:
    # A fresh environment, so that what the page does not tell to install is not there.
    fresh = Venv(place / "fresh", "jupyterlab")
    fresh.pip("install", str(wheel))
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    with Jupyter(fresh, home, work) as jupyter:
        kernel = jupyter.kernel()
        outputs = kernel.execute(code)
        kernel.close()
        (run,) = until(
            lambda: [run for run in jupyter.runs() if run["state"] == "finished"],
            "the run to be listed as finished",
        )
        assert (run["project"], run["step"]) == ("first", 199)
    assert not [output for output in outputs if output["type"] == "stream"]
    picture = [o["data"] for o in outputs if o["type"] == "update_display_data"][-1]
    assert "image/svg+xml" in picture
    assert run["run"] in json.dumps(picture["application/vnd.runside.run+json"])
    told = fresh.run(str(fresh.bin / "runside"), "doctor", home=home)
    assert told.returncode == 0, told.stdout


def test_a_script_run_in_a_terminal_appears_too(
    wheel: Path, jupyter_venv: Venv, home: Path, work: Path
) -> None:
    jupyter_venv.install(wheel)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "train.py").write_text(code)
    with Jupyter(jupyter_venv, home, work) as jupyter:
        done = jupyter_venv.run("train.py", home=home, cwd=elsewhere)
        assert done.returncode == 0, done.stderr
        (run,) = until(jupyter.runs, "the run of the script to be listed")
        assert run["program"].endswith("train.py")
