"""The launcher of `make demo`: it keeps what the user changed, and starts one JupyterLab, not two."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

EMPTY_NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(scope="module")
def launcher() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo", Path(__file__).with_name("demo.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclass looks itself up there.
    sys.modules["demo"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "quickstart.ipynb").write_text(json.dumps(EMPTY_NOTEBOOK))
    (folder / "train.py").write_text("print('first')\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    folder.mkdir()
    return folder


def test_a_newer_example_replaces_an_untouched_copy(
    launcher: ModuleType, examples: Path, folder: Path
) -> None:
    demo = launcher.Demo(folder, examples)
    assert demo.copy_examples() == []
    (examples / "train.py").write_text("print('second')\n")
    assert demo.copy_examples() == []
    assert (demo.work / "train.py").read_text() == "print('second')\n"


def test_a_copy_that_the_user_changed_is_kept(
    launcher: ModuleType, examples: Path, folder: Path
) -> None:
    demo = launcher.Demo(folder, examples)
    demo.copy_examples()
    (demo.work / "train.py").write_text("print('mine')\n")
    assert demo.copy_examples() == []
    (examples / "train.py").write_text("print('second')\n")
    assert demo.copy_examples() == ["train.py"]
    assert (demo.work / "train.py").read_text() == "print('mine')\n"


def test_a_missing_example_is_named(launcher: ModuleType, examples: Path, folder: Path) -> None:
    (examples / "train.py").unlink()
    with pytest.raises(launcher.DemoError, match=r"train\.py is missing"):
        launcher.Demo(folder, examples).copy_examples()


@pytest.mark.parametrize(
    "left", ['{"pid": 1, "port": 9, "token": "t"}', '{"pid": 1}', "[]", "no JSON"]
)
def test_what_a_dead_server_left_is_no_running_server(
    launcher: ModuleType, folder: Path, left: str
) -> None:
    (folder / "server.json").write_text(left)
    assert launcher.Demo(folder).running() is None


@pytest.fixture
def demo(launcher: ModuleType, examples: Path, folder: Path) -> Iterator[object]:
    demo = launcher.Demo(folder, examples)
    demo.copy_examples()
    yield demo
    demo.stop()


def test_jupyterlab_is_started_found_again_and_ended(
    demo: object, launcher: ModuleType, examples: Path, folder: Path
) -> None:
    started = demo.start()  # type: ignore[attr-defined]
    with urllib.request.urlopen(started.address) as page:
        assert b"jupyter-config-data" in page.read()

    again = launcher.Demo(folder, examples)
    began = time.monotonic()
    assert again.running() == started
    assert time.monotonic() - began < 5

    assert again.stop() is True
    assert again.running() is None
    assert again.stop() is False


def test_a_server_that_cannot_start_says_why(
    launcher: ModuleType, examples: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = launcher.Demo(folder, examples)
    demo.copy_examples()
    monkeypatch.setattr(launcher.sys, "executable", "/bin/false")
    with pytest.raises(launcher.DemoError, match=r"ended while it started"):
        demo.start()
