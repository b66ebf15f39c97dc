from __future__ import annotations

import sys
from pathlib import Path

import jupyter_core.paths
import pytest

from runside.doctor import jupyter_paths


def without_jupyter_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupyter_core.paths", None)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"JUPYTER_DATA_DIR": "/somewhere/data"},
        {"JUPYTER_RUNTIME_DIR": "/somewhere/runtime"},
        {"JUPYTER_CONFIG_DIR": "/somewhere/config"},
        {"JUPYTER_PATH": "/a:/b", "JUPYTER_CONFIG_PATH": "/c:/d"},
    ],
)
def test_without_jupyter_core_the_same_places_are_found(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    told = (
        set(jupyter_paths.data_paths()),
        set(jupyter_paths.config_paths()),
        jupyter_paths.runtime_dir(),
    )
    assert told[2] == Path(jupyter_core.paths.jupyter_runtime_dir())
    without_jupyter_core(monkeypatch)
    ours = (
        set(jupyter_paths.data_paths()),
        set(jupyter_paths.config_paths()),
        jupyter_paths.runtime_dir(),
    )
    assert ours == told


def test_where_jupyter_knows_no_home_the_other_places_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_up() -> list[str]:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(jupyter_core.paths, "jupyter_path", give_up)
    assert Path(sys.prefix, "share", "jupyter") in jupyter_paths.data_paths()


def test_the_environment_of_a_data_folder_is_what_stands_before_share() -> None:
    assert jupyter_paths.prefix_of(Path("/usr/local/share/jupyter")) == Path("/usr/local")
    assert jupyter_paths.prefix_of(Path("/home/ann/Library/Jupyter")) is None
