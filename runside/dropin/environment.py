"""``wandb.env``: the names of the environment's variables, and what reads and sets them."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

API_KEY = "WANDB_API_KEY"
BASE_URL = "WANDB_BASE_URL"
CONSOLE = "WANDB_CONSOLE"
DIR = "WANDB_DIR"
ENTITY = "WANDB_ENTITY"
JOB_TYPE = "WANDB_JOB_TYPE"
MODE = "WANDB_MODE"
NAME = "WANDB_NAME"
NOTES = "WANDB_NOTES"
PROJECT = "WANDB_PROJECT"
RESUME = "WANDB_RESUME"
RUN_GROUP = "WANDB_RUN_GROUP"
RUN_ID = "WANDB_RUN_ID"
SAVE_CODE = "WANDB_SAVE_CODE"
SILENT = "WANDB_SILENT"
TAGS = "WANDB_TAGS"

_Environment = MutableMapping[str, str] | None


def _get(name: str, default: str | None, env: _Environment) -> str | None:
    return (os.environ if env is None else env).get(name, default)


def _set(name: str, value: str | None, env: _Environment) -> None:
    variables = os.environ if env is None else env
    if value is None:
        variables.pop(name, None)
    else:
        variables[name] = value


def get_dir(default: str | None = None, env: _Environment = None) -> str | None:
    """The folder that is to hold the runs."""
    return _get(DIR, default, env)


def get_entity(default: str | None = None, env: _Environment = None) -> str | None:
    """The entity of runs that name none."""
    return _get(ENTITY, default, env)


def get_project(default: str | None = None, env: _Environment = None) -> str | None:
    """The project of runs that name none."""
    return _get(PROJECT, default, env)


def get_run(default: str | None = None, env: _Environment = None) -> str | None:
    """The id of the next run, where it names none."""
    return _get(RUN_ID, default, env)


def get_tags(default: str = "", env: _Environment = None) -> list[str]:
    """The tags of runs that name none."""
    return [tag for tag in (_get(TAGS, default, env) or "").split(",") if tag]


def set_entity(value: str | None, env: _Environment = None) -> None:
    """Set the entity of runs that name none; None takes it away."""
    _set(ENTITY, value, env)


def set_project(value: str | None, env: _Environment = None) -> None:
    """Set the project of runs that name none; None takes it away."""
    _set(PROJECT, value, env)


def is_offline(env: _Environment = None) -> bool:
    """Whether runs only write files, if they do not say otherwise."""
    return _get(MODE, None, env) in ("offline", "dryrun")


def is_silent() -> bool:
    """Whether nothing is to be printed."""
    from runside.sdk.say import silent

    return silent()


def is_quiet() -> bool:
    """Whether little is to be printed."""
    return is_silent()
