"""What ``init`` was told, by its arguments and by the environment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from runside.errors import UsageError
from runside.sdk.names import (
    NO_PROJECT,
    check_id,
    check_project,
    check_tags,
    check_text,
    new_id,
)
from runside.sdk.say import warn

MODES = ("online", "offline", "disabled")
_OLD_MODES = {"dryrun": "offline"}
_REINIT = ("default", "return_previous", "create_new", "finish_previous")


class Settings(NamedTuple):
    """How a run is to be kept."""

    project: str
    id: str
    named: bool
    """Whether the id was given, so that the run may be one that is there."""
    name: str | None
    """None where nobody gave one."""
    entity: str | None
    group: str | None
    job_type: str | None
    notes: str | None
    tags: tuple[str, ...]
    mode: str
    dir: str | os.PathLike[str] | None
    total_steps: int | None
    reinit: str


def read_settings(
    *,
    project: str | None,
    name: str | None,
    notes: str | None,
    tags: Iterable[str] | str | None,
    group: str | None,
    job_type: str | None,
    id: str | None,  # noqa: A002 - the name is W&B's
    dir: str | os.PathLike[str] | None,  # noqa: A002
    mode: str | None,
    reinit: bool | str | None,
    entity: str | None,
    total_steps: int | None,
) -> Settings:
    """The settings that these arguments make, with the environment for those that are None.

    Raises UsageError, which names the argument or the variable, for one that means nothing.
    """
    tags_given = tags if tags is not None else _split(variable("TAGS"))
    run_id = id if id is not None else variable("RUN_ID")
    return Settings(
        project=check_project(
            project if project is not None else variable("PROJECT") or NO_PROJECT
        ),
        id=new_id() if run_id is None else check_id(run_id),
        named=run_id is not None,
        name=check_text("name", name) or variable("NAME"),
        entity=check_text("entity", entity) or variable("ENTITY"),
        group=check_text("group", group) or variable("RUN_GROUP"),
        job_type=check_text("job_type", job_type) or variable("JOB_TYPE"),
        notes=check_text("notes", notes) or variable("NOTES"),
        tags=check_tags(tags_given),
        mode=_mode(mode or variable("MODE") or MODES[0]),
        dir=_dir(dir),
        total_steps=check_total_steps(total_steps),
        reinit=_reinit(reinit),
    )


def variable(name: str) -> str | None:
    """A variable of the environment: ``RUNSIDE_<name>``, else ``WANDB_<name>``; None if empty."""
    return os.environ.get(f"RUNSIDE_{name}") or os.environ.get(f"WANDB_{name}") or None


def warn_of_ignored(arguments: Mapping[str, object]) -> None:
    """Name, in one warning, what was asked for and is not heeded."""
    asked = sorted(name for name, value in arguments.items() if value not in (None, False))
    if asked:
        names = ", ".join(f"{name}=" for name in asked)
        warn(f"init() accepts {names} and does not heed {'it' if len(asked) == 1 else 'them'}")


def check_total_steps(total: object) -> int | None:
    """The number of steps that a run will have, or UsageError where it is no positive integer."""
    if total is None:
        return None
    if isinstance(total, bool) or not hasattr(total, "__index__"):
        raise UsageError(f"total_steps is the number of steps, an integer, not {total!r}")
    steps = int(total.__index__())
    if steps < 1:
        raise UsageError(f"total_steps is at least 1, not {steps}")
    return steps


def _split(tags: str | None) -> list[str]:
    return [tag.strip() for tag in tags.split(",") if tag.strip()] if tags else []


def _dir(folder: object) -> str | os.PathLike[str] | None:
    if folder is None or isinstance(folder, (str, os.PathLike)):
        return folder
    raise UsageError(f"dir is the path of a folder, not {folder!r}")


def _mode(mode: str) -> str:
    mode = _OLD_MODES.get(mode, mode)
    if mode not in MODES:
        raise UsageError(f"mode {mode!r} is none of {', '.join(MODES)}")
    return mode


def _reinit(reinit: bool | str | None) -> str:
    if reinit is None:
        return "default"
    if isinstance(reinit, bool):
        return "finish_previous" if reinit else "return_previous"
    if reinit not in _REINIT:
        raise UsageError(f"reinit {reinit!r} is none of True, False, {', '.join(_REINIT)}")
    return reinit
