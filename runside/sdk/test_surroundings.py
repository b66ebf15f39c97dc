"""Where a notebook is shown, by the signs that each place leaves; no kernel runs here."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from runside.sdk import surroundings as module
from runside.sdk.no_page import no_page
from runside.sdk.surroundings import surroundings

VSCODE_CELL = "vscode-notebook-cell:/home/ann/a.ipynb#W0sZmlsZQ%3D%3D"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VSCODE_PID", "COLAB_RELEASE_TAG", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "cell", "where"),
    [
        ({}, None, "unattended"),
        ({}, "1f0a", "jupyter"),
        ({"JPY_SESSION_NAME": "/home/ann/a.ipynb"}, None, "jupyter"),
        ({"JPY_SESSION_NAME": "/home/ann/a.ipynb", "VSCODE_PID": "7"}, "1f0a", "jupyter"),
        ({"JPY_SESSION_NAME": "/home/ann/a-jvsc-5f0c.ipynb"}, None, "vscode"),
        ({"VSCODE_PID": "7"}, None, "vscode"),
        ({}, VSCODE_CELL, "vscode"),
        ({"COLAB_RELEASE_TAG": "release-colab"}, None, "colab"),
    ],
)
def test_each_place_is_told_by_its_signs(
    environment: dict[str, str], cell: str | None, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(module, "current_cell", lambda: cell)
    assert surroundings() == where


def test_colab_is_told_by_its_package_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    assert surroundings() == "colab"


def test_each_place_has_its_line_with_the_files_and_what_to_do() -> None:
    run = "run calm-river-14 (project digits), files in runside-runs/digits/1"
    jupyter, vscode, colab = (
        no_page(run, "jupyter"),
        no_page(run, "vscode"),
        no_page(run, "colab"),
    )
    for line in (jupyter, vscode, colab):
        assert line.startswith(run)
        assert "\n" not in line
    assert "pip install runside" in jupyter
    assert "restart Jupyter" in jupyter
    assert "VS Code" in vscode
    assert "Colab" in colab
