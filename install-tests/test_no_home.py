"""A home directory that cannot be written, or none at all, as many containers have it."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from pathlib import Path

import pytest
from jupyter import Jupyter, until
from venvs import Venv

NOBODY = 28_463
"""A user id that has no entry in /etc/passwd."""
TRAIN = """
import runside
with runside.init(project="homeless") as run:
    for step in range(3):
        run.log({"loss": 1 / (step + 1)})
print(run.folder)
"""
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    # Root's Python may lie where others cannot look; to read is all that this allows.
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)

pytestmark = pytest.mark.skipif(
    os.getuid() != 0 or shutil.which("setpriv") is None,
    reason="only root, with setpriv, can become a user without an entry in /etc/passwd",
)


@pytest.fixture
def spot(place: Path) -> Path:
    """A folder that is that user's, beside which is a home directory that cannot be written."""
    path = Path(tempfile.mkdtemp(prefix="spot-", dir=place))
    path.chmod(0o755)
    for name in ("work", "tmp", "jupyter"):
        (path / name).mkdir()
        os.chown(path / name, NOBODY, NOBODY)
    (path / "home").mkdir(mode=0o555)
    return path


HOMES = {"read-only": "home", "nonexistent": "nowhere", "unset": None}


def _home(spot: Path, kind: str) -> Path | None:
    name = HOMES[kind]
    return None if name is None else spot / name


def _environment(spot: Path) -> dict[str, str]:
    return {"TMPDIR": str(spot / "tmp")}


@pytest.mark.parametrize("kind", HOMES)
def test_a_run_is_kept_and_one_line_says_what_is_lost(
    kind: str, wheel: Path, kernel_venv: Venv, spot: Path
) -> None:
    kernel_venv.install(wheel)
    done = kernel_venv.run(
        "-c",
        TRAIN,
        home=_home(spot, kind),
        cwd=spot / "work",
        env=_environment(spot),
        before=AS_NOBODY,
    )
    assert done.returncode == 0, done.stderr
    (journal,) = Path(done.stdout.strip(), "journal").glob("*.log")
    assert '"kind":"finish"' in journal.read_text().splitlines()[-1]
    (said,) = [line for line in done.stderr.splitlines() if "home directory" in line]
    assert "runs are safe where they are" in said
    assert "will not find them by themselves" in said
    own = spot / "tmp" / f"runside-{NOBODY}"
    assert stat.S_IMODE(own.stat().st_mode) == 0o700


@pytest.mark.parametrize("kind", HOMES)
def test_the_doctor_says_so_and_finds_no_problem(
    kind: str, wheel: Path, kernel_venv: Venv, spot: Path
) -> None:
    kernel_venv.install(wheel)
    done = kernel_venv.run(
        *("-m", "runside.cli", "doctor"),
        home=_home(spot, kind),
        cwd=spot / "work",
        env=_environment(spot),
        before=AS_NOBODY,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = re.sub(r"\s+", " ", done.stdout)
    assert "for want of a home directory that can be written" in text
    assert "Runs are safe where they are." in text
    assert done.stderr == ""


@pytest.mark.parametrize("kind", ["read-only", "nonexistent"])
def test_the_jupyter_server_lists_the_run_from_a_temporary_index(
    kind: str, wheel: Path, jupyter_venv: Venv, spot: Path
) -> None:
    jupyter_venv.install(wheel)
    # Without these Jupyter itself does not start there.
    own = {
        f"JUPYTER_{name}_DIR": str(spot / "jupyter" / name)
        for name in ("CONFIG", "DATA", "RUNTIME")
    }
    env = {**_environment(spot), **own}
    with Jupyter(
        jupyter_venv,
        _home(spot, kind),
        spot / "work",
        env=env,
        before=AS_NOBODY,
        runtime=Path(own["JUPYTER_RUNTIME_DIR"]),
    ) as jupyter:
        done = jupyter_venv.run(
            *("-c", TRAIN), home=_home(spot, kind), cwd=spot / "work", env=env, before=AS_NOBODY
        )
        assert done.returncode == 0, done.stderr
        (run,) = until(
            lambda: [run for run in jupyter.runs() if run["state"] == "finished"],
            "the run to be listed as finished",
        )
        assert run["step"] == 2
    assert (spot / "tmp" / f"runside-{NOBODY}" / "cache" / "index.sqlite").exists()
