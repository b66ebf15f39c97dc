"""Programs written for W&B run unchanged, and leave what they leave with the W&B SDK.

Each runs in an interpreter of its own: the one of these tests, or the one that DROPIN_PYTHON names, in which all that the
programs need must then be there. DROPIN_WANDB_PYTHON names one that has the real package as well; the same programs are
then run with it, offline, and what both have left is compared. `make test-integrations` installs and names both.
"""

from __future__ import annotations

import functools
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from runside.fold import FoldState, History
from runside.journal import JournalReader, loads, writers

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYTHON = os.environ.get("DROPIN_PYTHON")
WANDB_PYTHON = os.environ.get("DROPIN_WANDB_PYTHON")

Tree = dict[str, Any]


class Program(NamedTuple):
    """A program, and what whoever runs it relies on."""

    needs: tuple[str, ...]
    project: str
    config: Tree
    """Some of its hyperparameters."""
    series: Mapping[str, int]
    """For some keys: in how many rows they are."""
    rows: int
    summary: tuple[str, ...]
    """Some of the keys in its summary."""


PROGRAMS = {
    "pytorch_loop": Program(
        needs=("torch",),
        project="dropin-pytorch",
        config={"epochs": 5, "lr": 0.05, "device": "cpu"},
        series={"train/loss": 50, "epoch": 50, "validation/loss": 5, "parameters/0.weight": 5},
        rows=55,
        summary=("train/loss", "validation/accuracy.max", "parameters"),
    ),
    "sklearn_loop": Program(
        needs=("sklearn", "numpy"),
        project="dropin-sklearn",
        config={"epochs": 8, "alpha": 1e-3, "samples": 1347, "penalty": "l2"},
        series={"loss": 8, "accuracy": 8, "coefficients.norm": 8, "recall": 8},
        rows=8,
        summary=("accuracy", "classes", "best_epoch"),
    ),
    "lightning_logger": Program(
        needs=("torch", "lightning"),
        project="dropin-lightning",
        config={"lr": 0.1, "features": 8, "note": "eight dimensions"},
        series={"train_loss_step": 6, "train_loss_epoch": 3, "val_loss": 3},
        rows=12,
        summary=("train_loss_epoch", "val_loss", "trainer/global_step"),
    ),
    "transformers_trainer": Program(
        needs=("torch", "transformers", "accelerate"),
        project="dropin-transformers",
        config={"num_train_epochs": 2, "hidden_size": 16, "run_name": "tiny-bert"},
        series={"train/loss": 4, "eval/accuracy": 2, "train/global_step": 7},
        rows=7,
        summary=("train/loss", "eval/loss", "train_loss", "total_flos"),
    ),
    "accelerate_tracker": Program(
        needs=("torch", "accelerate"),
        project="dropin-accelerate",
        config={"lr": 0.1, "epochs": 3, "batch_size": 20},
        series={"train_loss": 30, "accuracy": 3},
        rows=31,
        summary=("train_loss", "accuracy", "samples"),
    ),
}

TIMING = frozenset(
    {
        "_runtime",
        "_timestamp",
        "eval/runtime",
        "eval/samples_per_second",
        "eval/steps_per_second",
        "train_runtime",
        "train_samples_per_second",
        "train_steps_per_second",
    }
)
"""Keys whose values are times."""


# What is other than with the real SDK, on purpose; nothing else may be.
CONFIG_OF_THEIRS = frozenset({"_wandb"})
"""Its telemetry, and what its page is to show."""
SUMMARY_OF_THEIRS = frozenset({"_wandb", "_runtime", "_timestamp", "_step"})
"""Facts of the run here, which the panel and `Api` show as such."""

ABSENT = "<absent>"


def run_of(folder: Path) -> Iterator[Tree]:
    """The runs that a program has left below a folder, each read from its journal."""
    for place in sorted(folder.glob("runside-runs/*/*/journal")):
        fold, history, artifacts = FoldState("0" * 32), History(), []
        for writer in writers(place.parent):
            for line in JournalReader(place.parent, writer).read():
                record = loads(line.payload)
                fold.add(writer, line.seq, record)
                history.add(writer, line.seq, record)
                if record["kind"] == "artifact":
                    sizes = {file["path"]: file["size"] for file in record["files"]}
                    aliases = sorted(record["aliases"])
                    artifacts.append({**record, "aliases": aliases, "files": sizes})
        assert fold.run is not None
        ends = [writer.finish for writer in fold.writers.values()]
        assert all(end and end["reason"] in ("finish", "ended") for end in ends)
        yield {
            "run": {**fold.run},
            "config": fold.config(),
            "summary": fold.summary(),
            "history": list(history.rows()),
            "artifacts": artifacts,
        }


def flat(tree: Tree, before: str = "") -> Tree:
    """The leaves of nested dicts by their paths; a medium is a leaf."""
    leaves: Tree = {}
    for key, value in tree.items():
        path = f"{before}{key}"
        if isinstance(value, dict) and value and "_type" not in value:
            leaves |= flat(value, f"{path}.")
        else:
            leaves[path] = value
    return leaves


def start(python: str, *arguments: str | Path, cwd: Path, **environment: str) -> str:
    """Run a Python program; what it prints. Its own message where it fails."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WANDB_", "RUNSIDE_", "JPY_", "PYTHON"))
    }
    quiet = {"HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [python, *map(str, arguments)],
        cwd=cwd,
        env={**kept, **quiet, "HOME": str(cwd), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@functools.cache
def lacking(python: str, needs: tuple[str, ...]) -> str:
    """Those of the packages that an interpreter does not have."""
    code = f"import importlib.util as u; print(*(n for n in {needs!r} if not u.find_spec(n)))"
    return subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture(scope="module", params=PROGRAMS)
def name(request: pytest.FixtureRequest) -> str:
    """Each program in turn; skipped, in the interpreter of these tests, where it lacks a package."""
    program: str = request.param
    missing = lacking(PYTHON or sys.executable, PROGRAMS[program].needs)
    if missing and PYTHON is None:
        pytest.skip(f"{program}.py needs {missing}: `make test-integrations` installs it")
    assert not missing, f"{PYTHON} lacks {missing}"
    return program


@pytest.fixture(scope="module")
def ours(name: str, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """What the program leaves here."""
    folder = tmp_path_factory.mktemp(name)
    command = ("-m", "runside.cli", "exec", HERE / f"{name}.py")
    start(PYTHON or sys.executable, *command, cwd=folder, PYTHONPATH=str(ROOT))
    (run,) = run_of(folder)
    return run


@pytest.fixture(scope="module")
def theirs(name: str, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """What the program leaves with the real SDK."""
    if WANDB_PYTHON is None:
        pytest.skip("`make test-integrations` compares with the real SDK")
    folder = tmp_path_factory.mktemp(name)
    start(WANDB_PYTHON, HERE / f"{name}.py", cwd=folder, WANDB_MODE="offline")
    printed = start(WANDB_PYTHON, HERE / "offline_run.py", folder, cwd=folder)
    run: Tree = json.loads(printed.splitlines()[-1])
    return run


def test_the_program_leaves_a_finished_run_with_its_config_history_and_summary(
    name: str, ours: Tree
) -> None:
    program = PROGRAMS[name]
    assert ours["run"]["project"] == program.project
    assert {key: ours["config"][key] for key in program.config} == program.config
    rows = [flat(row) for row in ours["history"]]
    assert len(rows) == program.rows
    assert [row["_step"] for row in rows] == list(range(program.rows))
    assert {key: sum(key in row for row in rows) for key in program.series} == program.series
    assert set(program.summary) <= set(flat(ours["summary"]))


def test_the_run_is_called_as_with_the_real_sdk(ours: Tree, theirs: Tree) -> None:
    given = {key: value for key, value in theirs["run"].items() if value and key != "id"}
    assert differences({key: ours["run"].get(key) for key in given}, given) == {}


def test_the_config_is_that_of_the_real_sdk(ours: Tree, theirs: Tree) -> None:
    config = {key: value for key, value in theirs["config"].items() if key not in CONFIG_OF_THEIRS}
    assert differences(ours["config"], config) == {}


def test_the_history_is_that_of_the_real_sdk(ours: Tree, theirs: Tree) -> None:
    assert len(ours["history"]) == len(theirs["history"])
    for row, other in zip(ours["history"], theirs["history"], strict=True):
        assert differences(row, other) == {}


def test_the_summary_is_that_of_the_real_sdk(ours: Tree, theirs: Tree) -> None:
    summary = {
        key: value for key, value in theirs["summary"].items() if key not in SUMMARY_OF_THEIRS
    }
    assert differences(ours["summary"], summary) == {}


def test_the_artifacts_are_those_of_the_real_sdk(ours: Tree, theirs: Tree) -> None:
    assert len(ours["artifacts"]) == len(theirs["artifacts"])
    for artifact, other in zip(ours["artifacts"], theirs["artifacts"], strict=True):
        own = other["name"].replace(theirs["run"]["id"], ours["run"]["id"])
        assert differences({key: artifact[key] for key in other}, {**other, "name": own}) == {}


def test_a_difference_is_seen() -> None:
    ours = {"loss": 0.5, "nested": {"epoch": 1, "fast": True}, "train_runtime": 1.0, "tags": ["a"]}
    assert differences(ours, {**ours, "loss": 0.5 + 1e-9, "train_runtime": 2.0}) == {}
    theirs = {"loss": 0.6, "nested": {"epoch": 1.0, "fast": 1}, "tags": ["a", "b"]}
    assert set(differences(ours, theirs)) == {"loss", "nested.fast", "train_runtime", "tags"}


def differences(ours: Tree, theirs: Tree) -> dict[str, tuple[Any, Any]]:
    """What differs between two trees, by path."""
    left, right = flat(ours), flat(theirs)
    return {
        path: (left.get(path, ABSENT), right.get(path, ABSENT))
        for path in left | right
        if not alike(left.get(path, ABSENT), right.get(path, ABSENT), timing=path in TIMING)
    }


def alike(value: Any, other: Any, timing: bool = False) -> bool:
    """Whether two values are the same: of times that both are numbers, of histograms that they count as much.

    Training is not the same to the last bit from one process to the next: torch takes other paths through its kernels
    where memory is aligned otherwise. So floats may differ by a ten-thousandth.
    """
    if isinstance(value, list) and isinstance(other, list):
        return len(value) == len(other) and all(map(alike, value, other))
    if isinstance(value, dict) and isinstance(other, dict) and value.get("_type") == "histogram":
        return other["_type"] == "histogram" and sum(value["values"]) == sum(other["values"])
    if not number(value) or not number(other):
        return type(value) is type(other) and bool(value == other)
    return timing or math.isclose(value, other, rel_tol=1e-4, abs_tol=1e-6)


def number(value: Any) -> bool:
    """Whether a value is an int or a float."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
