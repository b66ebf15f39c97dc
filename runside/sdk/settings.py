"""What ``init`` was told: by its arguments, by ``Settings``, by the environment, in this order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from runside.errors import UsageError
from runside.sdk import setting_fields
from runside.sdk.names import NO_PROJECT, check_id, check_project, check_tags, check_text, new_id
from runside.sdk.public_settings import (
    Settings,
    given_settings,
    settings_of_run,
)
from runside.sdk.say import warn
from runside.sdk.variables import variable

_MODES = {"dryrun": "offline", "run": "online", "shared": "online"}
"""Names of modes that mean another here: whoever gives a live run's id joins it, in each mode that keeps something."""

_CONSOLES = {"redirect": "wrap", "wrap_raw": "wrap", "wrap_emu": "wrap"}

_MISSED = ("config_paths", "launch", "stop_fn", "sync_tensorboard", "x_files_dir")
"""Fields of ``Settings`` that ask for something which does not happen here; others tune what is not there."""


class RunSettings(NamedTuple):
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
    """``online``, ``offline`` or ``disabled``."""
    dir: str | os.PathLike[str] | None
    total_steps: int | None
    reinit: str
    resume: str | None
    """``allow``, ``must``, ``never``, ``auto``, or None."""
    console: str
    """``auto``, ``off`` or ``wrap``."""
    save_code: bool
    silent: bool
    quiet: bool
    allow_val_change: bool | None

    def public(self, *, resumed: bool = False, folder: Path | None = None) -> Settings:
        """What ``run.settings`` shows of the run in this folder."""
        return settings_of_run(
            folder,
            project=self.project,
            entity=self.entity,
            run_id=self.id,
            run_name=self.name,
            run_group=self.group,
            run_job_type=self.job_type,
            run_notes=self.notes,
            run_tags=self.tags or None,
            mode=self.mode,
            root_dir=self.dir,
            reinit=self.reinit,
            resume=self.resume,
            resumed=resumed,
            console=self.console,
            save_code=self.save_code,
            silent=self.silent,
            quiet=self.quiet,
            allow_val_change=self.allow_val_change,
        )


def read_settings(settings: object = None, **arguments: Any) -> RunSettings:
    """The settings that these arguments of ``init`` make; what is None or left out is looked up.

    First in ``settings`` (a Settings or a dict), then in the environment. Raises UsageError, which names the argument,
    the field or the variable, for what means nothing.
    """
    given = _Given(arguments, given_settings(settings))
    for moment in ("fork_from", "resume_from"):
        _refuse_moment(moment, given.asked(moment, moment))
    run_id = given.settle("id", "run_id", "RUN_ID", check_id)
    mode = given.settle("mode", "mode", "MODE", _mode) or _disabled() or "online"
    return RunSettings(
        project=given.settle("project", "project", "PROJECT", check_project) or NO_PROJECT,
        id=new_id() if run_id is None else run_id,
        named=run_id is not None,
        name=given.text("name", "run_name", "NAME"),
        entity=given.text("entity", "entity", "ENTITY"),
        group=given.text("group", "run_group", "RUN_GROUP"),
        job_type=given.text("job_type", "run_job_type", "JOB_TYPE"),
        notes=given.text("notes", "run_notes", "NOTES"),
        tags=given.settle("tags", "run_tags", "TAGS", check_tags, split=True) or (),
        mode=mode,
        dir=given.settle("dir", "root_dir", None, _dir),
        total_steps=check_total_steps(arguments.get("total_steps")),
        reinit=given.settle("reinit", "reinit", None, _reinit) or "default",
        resume=given.settle("resume", "resume", "RESUME", _resume) or None,
        console=given.settle("console", "console", "CONSOLE", _console) or "auto",
        save_code=bool(given.settle("save_code", "save_code", "SAVE_CODE", _flag("save_code"))),
        silent=bool(given.settle("silent", "silent", "SILENT", _flag("silent"))),
        quiet=bool(given.settle("quiet", "quiet", "QUIET", _flag("quiet"))),
        allow_val_change=given.settle(
            "allow_val_change", "allow_val_change", None, _flag("allow_val_change")
        ),
    )


def warn_of_ignored(arguments: Mapping[str, object], settings: object = None) -> None:
    """Name, in one warning, what was asked for and is not heeded."""
    fields = given_settings(settings)
    asked = {f"{name}=": value for name, value in arguments.items()}
    asked |= {f"Settings({name}=)": fields[name] for name in _MISSED if name in fields}
    names = sorted(name for name, value in asked.items() if value not in (None, False))
    if names:
        them = "it" if len(names) == 1 else "them"
        warn(f"init() accepts {', '.join(names)} and does not heed {them}")


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


class _Given:
    """What was given, and where."""

    def __init__(self, arguments: Mapping[str, object], fields: Mapping[str, object]) -> None:
        self._arguments = arguments
        self._fields = fields

    def asked(self, argument: str, field: str) -> object:
        value = self._arguments.get(argument)
        return self._fields.get(field) if value is None else value

    def settle(
        self,
        argument: str,
        field: str,
        name: str | None,
        check: Callable[[Any], Any],
        *,
        split: bool = False,
    ) -> Any:
        """The checked value of the first place that has one, None where none has. ``split``: a variable holds a list."""
        value = self._arguments.get(argument)
        if value is not None:
            return check(value)
        if field in self._fields:
            return _named(f"Settings({field}=)", check, self._fields[field])
        found = variable(name) if name else None
        if found is None:
            return None
        return _named(found.name, check, _split(found.value) if split else found.value)

    def text(self, argument: str, field: str, name: str) -> str | None:
        """A text; one that is empty counts as not given, and the next place is asked."""
        check = _text(argument)
        if self._arguments.get(argument) == "":
            return _Given({}, self._fields).text(argument, field, name)
        return self.settle(argument, field, name, check) or None


def _named(where: str, check: Callable[[Any], Any], value: object) -> Any:
    try:
        return check(value)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from None


def _text(argument: str) -> Callable[[object], str | None]:
    return lambda value: check_text(argument, value)


def _flag(argument: str) -> Callable[[object], bool]:
    return lambda value: setting_fields.flag(argument, value)


def _split(tags: str) -> list[str]:
    return [tag.strip() for tag in tags.split(",") if tag.strip()]


def _dir(folder: object) -> str | os.PathLike[str]:
    if isinstance(folder, (str, os.PathLike)):
        return folder
    raise UsageError(f"dir is the path of a folder, not {folder!r}")


def _mode(mode: object) -> str:
    known = ("online", "offline", "disabled", *_MODES)
    if not isinstance(mode, str) or mode not in known:
        raise UsageError(f"mode {mode!r} is none of {', '.join(known)}")
    return _MODES.get(mode, mode)


def _disabled() -> str | None:
    """``WANDB_DISABLED=true``, which older programs and their launchers set."""
    found = variable("DISABLED")
    is_set = found is not None and _named(found.name, _flag("disabled"), found.value)
    return "disabled" if is_set else None


def _console(console: object) -> str:
    checked: str = setting_fields.one_of(*setting_fields.CONSOLES)("console", console)
    return _CONSOLES.get(checked, checked)


def _reinit(reinit: object) -> str:
    if isinstance(reinit, bool):
        return "finish_previous" if reinit else "return_previous"
    if reinit not in setting_fields.REINIT:
        raise UsageError(
            f"reinit {reinit!r} is none of True, False, {', '.join(setting_fields.REINIT)}"
        )
    return str(reinit)


def _resume(resume: object) -> str | None:
    """True is what W&B once had for ``auto``; False, and a variable that says so, means a new run."""
    if isinstance(resume, bool) or str(resume).lower() in ("true", "false"):
        return "auto" if str(resume).lower() == "true" else ""
    if resume not in setting_fields.RESUME:
        raise UsageError(
            f"resume {resume!r} is none of {', '.join(setting_fields.RESUME)}, True, False, None"
        )
    return str(resume)


def _refuse_moment(argument: str, moment: object) -> None:
    """A run that goes on from the middle of another one would be another run without its past: nothing is begun."""
    if moment is not None:
        raise UsageError(
            f"{argument}={moment!r}: a run cannot begin at a step of another one here. "
            "init(id=..., resume='must') goes on behind a run's last step; runside.Api() reads its rows"
        )


def keys_of(what: str, keys: object) -> tuple[str, ...] | None:
    """The names that ``config_exclude_keys`` or ``config_include_keys`` hold; one text is one name."""
    if keys is None:
        return None
    if isinstance(keys, str):
        return (keys,)
    if isinstance(keys, Iterable):
        names = tuple(keys)
        if all(isinstance(name, str) for name in names):
            return names
    raise UsageError(f"{what} is a list of texts, not {keys!r}")
