from __future__ import annotations

from collections.abc import Callable

import pytest

from runside.dropin.names import MODULES

Run = Callable[..., str]

TOUCHED = {
    "wandb": """
        __version__ run config summary init log finish login setup teardown require ensure_configured Settings Api
        Artifact AlertLevel Table Image Audio Video Histogram Html HTML Object3D Molecule Graph Classes box3d
        define_metric watch unwatch save alert log_artifact use_artifact log_model termlog termwarn termerror
        visualize plot plot_table util env errors data_types patched sweep agent Error UsageError
    """,
    "wandb.wandb_run": "Run",
    "wandb.sdk.wandb_run": "Run",
    "wandb.sdk.lib": "RunDisabled telemetry config_util",
    "wandb.sdk.lib.config_util": "ConfigError",
    "wandb.errors": "Error UsageError CommError",
    "wandb.env": "MODE set_project set_entity",
    "wandb.data_types": "Image Table Histogram Audio Video Html Media WBValue",
    "wandb.sdk.data_types.image": "Image",
    "wandb.sdk.data_types.table": "Table",
    "wandb.util": "json_dumps_safer generate_id",
    "wandb.sdk.lib.telemetry": "context",
    "wandb.apis.public": "Api",
}
"""What integrations touch."""


@pytest.mark.parametrize("module", TOUCHED)
def test_what_integrations_touch_is_there(program: Run, module: str) -> None:
    code = (
        f"import importlib; module = importlib.import_module({module!r})\n"
        f"print(*(name for name in {TOUCHED[module]!r}.split() if not hasattr(module, name)))"
    )
    assert program(code) == ""


def test_every_name_that_is_listed_can_be_looked_up(program: Run) -> None:
    code = (
        "import importlib\nfrom runside.dropin.names import MODULES\n"
        "for module in MODULES:\n"
        "    found = importlib.import_module(module)\n"
        "    for name in MODULES[module]:\n"
        "        assert hasattr(found, name), (module, name)\n"
        "    assert set(MODULES[module]) <= set(dir(found))"
    )
    assert program(code) == ""


def test_each_module_stands_in_a_package_that_is_there() -> None:
    for module in MODULES:
        parent = module.rpartition(".")[0]
        assert not parent or parent in MODULES


def test_star_imports_what_is_public(program: Run) -> None:
    code = "from wandb import *\nprint(init is runside.init, Image is runside.Image, '_x' in dir())"
    assert program(code) == "True True False"


def test_telemetry_is_taken_and_goes_nowhere(program: Run) -> None:
    code = (
        "import wandb\nfrom wandb.sdk.lib import telemetry\n"
        "with telemetry.context(run=None) as tel:\n    tel.feature.lightning = True\n"
        "print(bool(wandb.patched['keras']))"
    )
    assert program(code) == "False"


def test_variables_are_set_by_their_functions_and_heeded(program: Run) -> None:
    code = (
        "import os, wandb\nfrom wandb import env\n"
        "env.set_project('p'); env.set_entity('e'); os.environ[env.MODE] = 'offline'\n"
        "with wandb.init() as run: print(run.project, run.entity, run.offline, env.is_offline())\n"
        "env.set_entity(None); print(env.get_entity(), env.get_project(), env.get_tags())"
    )
    assert program(code) == "p e True True\nNone p []"
