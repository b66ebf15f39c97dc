"""The examples: the notebook and the script are the same, and both train and log.

``python examples/test_examples.py`` writes the notebook anew from the script.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

from runside.fold import FoldState, History
from runside.journal import JournalReader, loads, writers

EXAMPLES = Path(__file__).resolve().parent
SCRIPT = EXAMPLES / "train.py"
NOTEBOOK = EXAMPLES / "quickstart.ipynb"
CELL_IDS = (
    "welcome",
    "data",
    "network",
    "network-code",
    "training",
    "training-code",
    "run",
    "run-code",
)
LONG, SHORT = '"epochs": 200', '"epochs": 2'


def cells_of(script: str) -> list[tuple[str, str]]:
    """The cells of a script in the percent format: (markdown or code, source)."""
    _, *cells = re.split(r"^# %%(.*)\n", script, flags=re.MULTILINE)
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [
        ("markdown", re.sub(r"^# ?", "", source, flags=re.MULTILINE).strip())
        if "[markdown]" in head
        else ("code", source.strip())
        for head, source in pairs
    ]


def notebook_of(script: str) -> str:
    """The notebook of a script, without outputs."""
    cells = []
    for cell_id, (kind, source) in zip(CELL_IDS, cells_of(script), strict=True):
        cell: dict[str, Any] = {"cell_type": kind, "id": cell_id, "metadata": {}}
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        cells.append({**cell, "source": source.splitlines(keepends=True)})
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def escaped(text: str) -> str:
    """A text as it stands within another in JSON."""
    return json.dumps(text)[1:-1]


def check_training(root: Path) -> None:
    """A short training logged all that the examples are to show."""
    (folder,) = (root / "runside-runs" / "digits").iterdir()
    fold, history = FoldState("0" * 32), History()
    for writer in writers(folder):
        for line in JournalReader(folder, writer).read():
            fold.add(writer, line.seq, loads(line.payload))
            history.add(writer, line.seq, loads(line.payload))
    assert fold.run is not None
    assert fold.run["total_steps"] == fold.step == 88
    assert fold.config()["epochs"] == 2
    losses = [row["train/loss"] for row in history.rows() if "train/loss" in row]
    assert losses[-1] < losses[0]
    summary = fold.summary()
    assert {"train/accuracy", "train/learning_rate", "validation/loss"} <= set(summary)
    assert summary["validation/best_accuracy"] > 0.7
    examples = summary["examples/misclassified"]
    assert re.fullmatch(r"\d read as \d", examples["captions"][0])
    assert (folder / examples["filenames"][0]).is_file()
    assert [state.finish["reason"] for state in fold.writers.values() if state.finish] == ["finish"]


def test_the_notebook_is_the_script() -> None:
    assert NOTEBOOK.read_text(encoding="utf-8") == notebook_of(SCRIPT.read_text(encoding="utf-8"))
    nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))


def test_the_script_trains_and_logs(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(SCRIPT.read_text().replace(LONG, SHORT))
    subprocess.run([sys.executable, "train.py"], cwd=tmp_path, check=True)
    check_training(tmp_path)


def test_the_notebook_trains_and_logs_and_shows_one_panel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    text = NOTEBOOK.read_text(encoding="utf-8")
    notebook = nbformat.reads(text.replace(escaped(LONG), escaped(SHORT)), as_version=4)
    nbclient.NotebookClient(notebook, timeout=300).execute()
    check_training(tmp_path)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output.output_type for output in outputs] == ["display_data"]
    assert "application/vnd.runside.run+json" in outputs[0].data


if __name__ == "__main__":
    NOTEBOOK.write_text(notebook_of(SCRIPT.read_text(encoding="utf-8")), encoding="utf-8")
