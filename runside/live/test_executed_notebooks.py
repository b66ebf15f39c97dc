"""Notebooks that are executed without any browser keep a picture of each run: with nbclient, as papermill too does."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

PANEL = "application/vnd.runside.run+json"
SVG = "{http://www.w3.org/2000/svg}"
TRAINING = """
import math
for step in range(200):
    run.log({"train/loss": math.exp(-step / RATE), "train/acc": 1 - math.exp(-step / RATE), "lr": 0.1})
    if step % 50 == 0:
        run.log({"validation/loss": 2 * math.exp(-step / RATE)}, step=step)
"""
KEYS = {"train/loss", "train/acc", "lr", "validation/loss"}


def notebook(folder: Path, rate: int, *ending: str) -> Path:
    """A notebook that trains, with further cells behind."""
    sources = [
        "import runside\nrun = runside.init(project='digits', name='calm-river-14', id='r')",
        TRAINING.replace("RATE", str(rate)),
        *ending,
    ]
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "source": source,
            "metadata": {},
            "execution_count": None,
            "outputs": [],
        }
        for number, source in enumerate(sources)
    ]
    folder.mkdir()
    path = folder / "training.ipynb"
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    )
    return path


def jupyter(*arguments: str, folder: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "jupyter", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


def execute(path: Path, *options: str) -> dict[str, Any]:
    """The only output that `jupyter execute` leaves in the notebook: its data."""
    jupyter("execute", "--inplace", *options, path.name, folder=path.parent)
    cells = json.loads(path.read_text())["cells"]
    (output,) = [o for cell in cells for o in cell["outputs"] if o["output_type"] != "error"]
    data = output["data"]
    return {kind: "".join(kept) if kind != PANEL else kept for kind, kept in data.items()}


def lines_of(svg: str) -> dict[str, str]:
    """The lines of a picture: their data by key."""
    groups = [
        g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if g.find(f"{SVG}title") is not None
    ]
    return {
        str(group.findtext(f"{SVG}title")): str(path.get("d"))
        for group in groups
        for path in group.iter(f"{SVG}path")
    }


def picture_in(html: str) -> str:
    """The only picture of a page that nbconvert made."""
    (encoded,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    return base64.b64decode(encoded).decode()


def test_nbconvert_to_html_shows_a_line_for_each_key_and_another_for_another_training(
    tmp_path: Path,
) -> None:
    pictures = []
    for rate in (50, 20):
        path = notebook(tmp_path / str(rate), rate, "run.finish()")
        jupyter("nbconvert", "--execute", "--to", "html", path.name, folder=path.parent)
        pictures.append(lines_of(picture_in(path.with_suffix(".html").read_text())))
    slow, fast = pictures
    assert set(slow) == set(fast) == KEYS
    assert slow["train/loss"] != fast["train/loss"]
    assert slow["lr"] == fast["lr"]


@pytest.mark.parametrize("ending", [("run.finish()",), ()])
def test_an_executed_notebook_keeps_the_picture_also_without_finish(
    tmp_path: Path, ending: tuple[str, ...]
) -> None:
    data = execute(notebook(tmp_path / "work", 50, *ending))
    assert set(data) == {PANEL, "image/svg+xml", "text/plain"}
    assert set(lines_of(data["image/svg+xml"])) == KEYS
    state = "finished" if ending else "running"
    assert f"state            {state}\nsteps            199\n" in data["text/plain"]
    assert data["text/plain"].endswith("files            runside-runs/digits/r")


def test_an_executed_notebook_whose_training_fails_keeps_the_picture_of_the_crash(
    tmp_path: Path,
) -> None:
    path = notebook(tmp_path / "work", 50, "with run:\n    raise ValueError('bad batch')")
    assert "state            crashed" in execute(path, "--allow-errors")["text/plain"]
