from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import nbclient
import nbformat
import pytest

Start = Callable[..., CompletedProcess[str]]
Run = Callable[..., str]


def test_wandb_means_runside_however_it_is_imported(program: Run) -> None:
    assert (
        program(
            "import wandb, wandb.sdk.wandb_run\n"
            "from wandb import init, Settings\n"
            "from wandb.wandb_run import Run\n"
            "assert wandb is runside.as_wandb()\n"
            "assert init is runside.init and wandb.log is runside.log\n"
            "assert Run is wandb.sdk.wandb_run.Run is wandb.Run is runside.Run\n"
            "print(wandb.errors.UsageError is wandb.UsageError is runside.UsageError)"
        )
        == "True"
    )


def test_an_init_gives_a_run_of_the_class_that_integrations_ask_for(program: Run) -> None:
    asked = (
        "import wandb\n"
        "from wandb.sdk.lib import RunDisabled\n"
        "from wandb.sdk.wandb_run import Run\n"
        "for mode in ('offline', 'disabled'):\n"
        "    with wandb.init(mode=mode) as run:\n"
        "        print(isinstance(run, Run), isinstance(run, RunDisabled))"
    )
    assert program(asked).split("\n") == ["True False"] * 2


def test_looking_for_it_finds_it(program: Run) -> None:
    found = program(
        "from importlib import metadata, util\n"
        "print(util.find_spec('wandb').name, util.find_spec('wandb.sdk.lib').name)\n"
        "print(metadata.version('wandb'), metadata.distribution('WandB').metadata['Name'])\n"
        "print(metadata.packages_distributions()['wandb'])\n"
        "print([d.name for d in metadata.distributions(path=['.'])])\n"
        "import wandb\n"
        "print(util.find_spec('wandb') is wandb.__spec__, wandb.__version__)"
    ).split("\n")
    assert found == [
        "wandb wandb.sdk.lib",
        "0.31.0 wandb",
        "['wandb']",
        "[]",
        "True 0.31.0",
    ]


def test_the_version_satisfies_what_lightning_asks_for(program: Run) -> None:
    version = program("import importlib.metadata as m; print(m.version('wandb'))")
    assert tuple(map(int, version.split("."))) >= (0, 12, 10)


def test_it_comes_before_a_package_of_the_name_that_is_installed(
    program: Run, installed: Path
) -> None:
    code = "import wandb; print(wandb.__version__, wandb.init is runside.init)"
    assert program(code, PYTHONPATH=str(installed)) == "0.31.0 True"


@pytest.mark.parametrize(
    "first", ["import wandb", "import wandb.sklearn, sys; del sys.modules['wandb']"]
)
def test_it_refuses_where_another_is_imported_already_and_changes_nothing(
    start: Start, installed: Path, first: str
) -> None:
    done = start(
        "-c",
        f"{first}\nimport runside, sys\n"
        "try: runside.as_wandb()\n"
        "except runside.UsageError as error: print(error)\n"
        "import wandb; print(wandb.__version__, [f for f in sys.meta_path if 'runside' in str(f)])",
        PYTHONPATH=str(installed),
    )
    message, after = done.stdout.strip().split("\n")
    assert message.startswith(f"wandb is imported already (from {installed}")
    assert "call runside.as_wandb() before anything imports wandb" in message
    assert after == "0.1 []"


def test_calling_it_again_changes_nothing(program: Run) -> None:
    code = "import sys, wandb; n = len(sys.meta_path); print(runside.as_wandb() is wandb, len(sys.meta_path) - n)"
    assert program(code) == "True 0"


def test_what_holds_the_module_can_be_copied_and_pickled(program: Run) -> None:
    code = "import copy, pickle, wandb\nprint(copy.deepcopy([wandb])[0] is pickle.loads(pickle.dumps(wandb)) is wandb)"
    assert program(code) == "True"


def test_reloading_it_leaves_it_as_it_is(program: Run) -> None:
    code = "import importlib, wandb; print(importlib.reload(wandb) is wandb, wandb.init is runside.init)"
    assert program(code) == "True True"


def test_an_import_that_was_blocked_is_free_again(start: Start) -> None:
    code = "import runside, sys; sys.modules['wandb'] = None; runside.as_wandb()\nimport wandb\n"
    assert start("-c", f"{code}print(wandb.__version__)").stdout == "0.31.0\n"


def test_run_config_and_summary_are_those_of_the_current_run(program: Run) -> None:
    told = program(
        "import wandb\n"
        "print(wandb.run)\n"
        "for lr in (1, 2):\n"
        "    run = wandb.init(mode='offline', config={'lr': lr})\n"
        "    wandb.summary['best'] = lr\n"
        "    print(wandb.run is run, wandb.config.lr, wandb.summary['best'])\n"
        "    wandb.finish()\n"
        "print(wandb.run)"
    )
    assert told.split("\n") == ["None", "True 1 1", "True 2 2", "None"]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("log({'a': 1})", "log()"),
        ("config.update({})", "config.update"),
        ("summary['a']", "summary['a']"),
    ],
)
def test_messages_name_the_calls_as_the_program_writes_them(
    program: Run, call: str, named: str
) -> None:
    code = f"import wandb\ntry: wandb.{call}\nexcept wandb.Error as error: print(error)"
    assert program(code).startswith(f"You must call wandb.init() before wandb.{named}")


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("log([1])", "wandb.log() takes a dict"),
        ("log({'a': object()})", "wandb.log() cannot keep 'a'"),
        ("log({'a': 1}, step=0.5)", "wandb.log(): step is an integer"),
        ("log({str(n): n for n in range(100_001)})", "wandb.log() takes at most"),
        ("config.update({'a': {1: print, 'b': wandb.Histogram([1])}})", "wandb.config cannot keep"),
        ("summary.update({'a': object()})", "wandb.summary cannot keep 'a'"),
        ("watch(1)", "wandb.watch() takes a torch.nn.Module"),
    ],
)
def test_so_do_refusals(program: Run, call: str, named: str) -> None:
    code = f"import wandb\nwandb.init(mode='offline')\ntry: wandb.{call}\nexcept wandb.Error as error: print(error)"
    assert program(code).startswith(named)


@pytest.mark.parametrize(
    ("statement", "instead"),
    [
        ("import wandb.integration.xgboost", "xgboost.callback.TrainingCallback"),
        ("from wandb.integration.keras import WandbMetricsLogger", "LambdaCallback"),
        ("from wandb.integration import sb3", "run.log({...})"),
        ("from wandb.keras import WandbCallback", "LambdaCallback"),
        ("from wandb import sklearn", "sklearn.metrics"),
        ("import wandb; wandb.sklearn.plot_roc", "sklearn.metrics"),
        ("import wandb.proto", "that other libraries import"),
    ],
)
def test_what_is_not_here_says_so_and_what_to_do(
    program: Run, statement: str, instead: str
) -> None:
    told = program(
        f"try:\n    {statement}\nexcept (ImportError, AttributeError) as error:\n    print(error)"
    )
    assert "Runside stands in for wandb" in told
    assert instead in told


@pytest.mark.parametrize("call", ["sweep({})", "agent('x')", "controller('x')"])
def test_calls_that_are_not_here_say_so(program: Run, call: str) -> None:
    told = program(
        f"import wandb\ntry: wandb.{call}\nexcept wandb.UsageError as error: print(error)"
    )
    assert told.startswith(f"wandb.{call.partition('(')[0]}() is not here: ")


def test_it_loads_nothing_until_a_name_is_used(start: Start) -> None:
    done = start(
        "-c",
        "import sys; before = set(sys.modules)\nimport runside; runside.as_wandb()\nimport wandb\n"
        "names = {m.partition('.')[0] for m in set(sys.modules) - before}\n"
        "print(sorted(names - sys.stdlib_module_names), 'runside.sdk.run' in sys.modules)",
    )
    assert done.stdout == "['runside', 'wandb'] False\n"


def test_in_a_notebook_the_panel_appears_below_the_cell(here: Path) -> None:
    sources = (
        "import runside\nwandb = runside.as_wandb()",
        "import wandb\nrun = wandb.init(project='nb')",
        "wandb.log({'loss': 1})\nwandb.finish()\nwandb.run is None",
    )
    code: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
    }
    cells = [{**code, "id": f"cell-{i}", "source": source} for i, source in enumerate(sources)]
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    _, shown, last = (cell.outputs for cell in notebook.cells)
    assert any("application/vnd.runside.run+json" in output.get("data", {}) for output in shown)
    assert last[-1]["data"]["text/plain"] == "True"
    assert list(here.glob("runside-runs/nb/*/run.json"))
