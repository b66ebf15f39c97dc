"""The package as it is imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import runside

# What every kernel has loaded; all else counts as ours.
KERNEL = "import ipykernel.kernelapp, ipykernel.ipkernel, IPython, comm\n"
LOADED = "import sys; before = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"


@pytest.fixture
def run(tmp_path: Path) -> Callable[[str], list[str]]:
    def python(code: str) -> list[str]:
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return ended.stdout.split()

    return python


def test_importing_runside_loads_next_to_nothing(run: Callable[[str], list[str]]) -> None:
    assert [m for m in run(LOADED.format(code="import runside")) if "runside" in m] == ["runside"]


def test_a_run_loads_no_package_that_a_kernel_does_not_have(
    run: Callable[[str], list[str]],
) -> None:
    logged = (
        "import runside\nwith runside.init(config={'lr': 1}) as run:\n"
        "    run.log({'a': 1.5, 'b': {'c': [1]}}); run.summary['a']"
    )
    loaded = {module.partition(".")[0] for module in run(KERNEL + LOADED.format(code=logged))}
    assert "runside" in loaded
    assert loaded - {"runside"} <= set(sys.stdlib_module_names)


def test_images_of_arrays_need_no_pillow(run: Callable[[str], list[str]]) -> None:
    code = (
        "import numpy as np, runside\nwith runside.init() as run:\n"
        "    run.log({'i': [runside.Image(np.eye(3))]})"
    )
    assert not [module for module in run(LOADED.format(code=code)) if module.startswith("PIL")]


def test_no_process_is_started(run: Callable[[str], list[str]]) -> None:
    code = (
        "import sys\nstarted = []\n"
        "sys.addaudithook(lambda event, _: started.append(event) if event in"
        " ('subprocess.Popen', 'os.fork', 'os.posix_spawn', 'os.system', 'os.exec') else None)\n"
        "import runside\nwith runside.init() as run: run.log({'a': 1})\nprint('started', *started)"
    )
    assert run(code) == ["started"]


def test_every_public_name_is_there() -> None:
    for name in runside.__all__:
        getattr(runside, name)
        assert name in dir(runside)


def test_a_name_that_is_none_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        runside.nothing  # noqa: B018


def test_before_a_run_there_is_none() -> None:
    assert runside.run is None
