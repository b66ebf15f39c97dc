"""Jupyter in one environment, the kernel in another: the usual hub."""

from __future__ import annotations

import json
from pathlib import Path

from jupyter import Jupyter, until
from venvs import Venv

TRAIN = """
import runside
with runside.init(project="elsewhere", config={"lr": 0.01}) as run:
    for step in range(20):
        run.log({"loss": 1 / (step + 1)})
print(run.folder)
"""


def _add_kernel(venv: Venv, home: Path) -> None:
    done = venv.run("-m", "ipykernel", "install", "--user", "--name", "other", home=home)
    assert done.returncode == 0, done.stderr


def test_a_run_of_the_other_environment_is_kept_listed_and_finished(
    wheel: Path, jupyter_venv: Venv, kernel_venv: Venv, home: Path, work: Path
) -> None:
    jupyter_venv.install(wheel)
    kernel_venv.install(wheel)
    _add_kernel(kernel_venv, home)
    with Jupyter(jupyter_venv, home, work) as jupyter:
        kernel = jupyter.kernel("other")
        outputs = kernel.execute(TRAIN)
        kernel.close()
        runs = until(
            lambda: [run for run in jupyter.runs() if run["state"] == "finished"],
            "the run to be listed as finished",
        )
        assert [(run["project"], run["step"], run["kernel"], run["exit"]) for run in runs] == [
            ("elsewhere", 19, kernel.id, 0)
        ]
        folder = Path(runs[0]["dir"])
    assert folder.is_relative_to(work / "runside-runs" / "elsewhere")
    (journal,) = (folder / "journal").glob("*-000001.log")
    assert len(journal.read_text().splitlines()) > 20
    bundles = [output["data"] for output in outputs if output["type"] == "display_data"]
    assert runs[0]["run"] in json.dumps(bundles[0]["application/vnd.runside.run+json"])


def test_the_library_imports_only_the_standard_library(
    wheel: Path, kernel_venv: Venv, home: Path
) -> None:
    kernel_venv.install(wheel)
    code = f"{TRAIN}\nimport sys; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = kernel_venv.run("-I", "-c", code, home=home)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    standard = kernel_venv.run(
        "-I", "-c", "import sys; print(*sys.stdlib_module_names, '__main__')", home=home
    )
    foreign = loaded - set(standard.stdout.split())
    # What a .pth file of the environment itself loads is there before any import.
    assert {name for name in foreign if not name.startswith(("_", "sitecustomize"))} == {"runside"}


def test_the_doctor_runs_there_and_looks_for_jupyter_elsewhere(
    wheel: Path, jupyter_venv: Venv, kernel_venv: Venv, home: Path, work: Path
) -> None:
    jupyter_venv.install(wheel)
    kernel_venv.install(wheel)
    alone = kernel_venv.run("-m", "runside.cli", "doctor", home=home)
    assert alone.returncode == 0, alone.stdout + alone.stderr
    assert "not usable here: no jupyter_server" in alone.stdout
    assert "none of this user is seen from here" in alone.stdout
    with Jupyter(jupyter_venv, home, work) as jupyter:
        until(lambda: jupyter.get("runside/api/v1/runs")[0] == 200, "Runside's part to answer")
        told = kernel_venv.run("-m", "runside.cli", "doctor", "--json", home=home)
        assert told.returncode == 0, told.stdout + told.stderr
        findings = {found["id"]: found for found in json.loads(told.stdout)["findings"]}
        assert jupyter.url in findings["server-part-loaded"]["subject"]
        assert findings["page-labextension"]["status"] == "ok"
