"""``init``: what a program says to begin a run, or to go on with one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from typing import Any

from runside import places
from runside.errors import UsageError
from runside.sdk import active, say
from runside.sdk.cells import watch_cells
from runside.sdk.config import keep_config
from runside.sdk.display import show
from runside.sdk.ends import watch_ends
from runside.sdk.joining import check_resume
from runside.sdk.no_page import watch_for_page
from runside.sdk.public_settings import Settings
from runside.sdk.run import Run
from runside.sdk.settings import RunSettings, keys_of, read_settings, warn_of_ignored
from runside.sdk.start import begin, kernel_link_of
from runside.sdk.whereabouts import ipython_kernel, ipython_shell


def init(
    project: str | None = None,
    name: str | None = None,
    config: object = None,
    notes: str | None = None,
    tags: Iterable[str] | str | None = None,
    group: str | None = None,
    job_type: str | None = None,
    id: str | None = None,  # noqa: A002 - the names are W&B's
    resume: bool | str | None = None,
    dir: str | os.PathLike[str] | None = None,  # noqa: A002
    mode: str | None = None,
    reinit: bool | str | None = None,
    settings: Settings | Mapping[str, Any] | None = None,
    entity: str | None = None,
    save_code: bool | None = None,
    allow_val_change: bool | None = None,
    total_steps: int | None = None,
    config_exclude_keys: Iterable[str] | None = None,
    config_include_keys: Iterable[str] | None = None,
    resume_from: str | None = None,
    fork_from: str | None = None,
    **ignored: object,
) -> Run:
    """Begin a run, or go on with one, and make it the one that ``runside.log`` and the like mean.

    In a notebook its panel appears below the cell. What is not given is looked up in ``settings``, then in the
    environment, as ``RUNSIDE_PROJECT`` and so on, then as ``WANDB_PROJECT``.

    Args:
        project: what it belongs to; ``uncategorized`` where nobody says.
        name: what it is called; two words and a number are made up where nobody says.
        config: what it is started with: a dict, the path of a YAML file, or an object with attributes.
        notes: what is to be said about it.
        tags: texts of 1 to 64 characters.
        group, job_type, entity: kept with it as they are.
        id: names it within the project. While a run of this id is alive, this process joins it as a further writer;
            else a new run begins under the same name, unless ``resume`` says otherwise.
        resume: whether to go on with the run of this id: its config, summary, step, name, tags, notes and metrics come
            back, and what is given here counts before them. ``allow``: if it is there; ``must``: it has to be there;
            ``never``: it must not be; ``auto`` (or True): without an id, the newest run of this program (or notebook)
            in the project, if it was killed or crashed.
        dir: the folder in which ``runside-runs/`` is made; ``RUNSIDE_DIR``, else the working directory.
        mode: ``online``; ``offline`` (or ``dryrun``): write files only, without a link to the notebook's page;
            ``disabled``: keep nothing; ``shared``: ``online``, since whoever gives a live run's id joins it anyway.
        reinit: what becomes of runs that are active: ``finish_previous`` (or True), ``return_previous`` (or False),
            ``create_new`` (which leaves ``runside.run`` as it is), or ``default``: finish them in a notebook, return
            the latest in a script.
        settings: a :class:`runside.Settings`, or a dict of its fields.
        save_code: accepted; a warning says that the source is not kept.
        allow_val_change: whether config values that are there may change; by default in a notebook only.
        total_steps: how many steps there will be, for the panel.
        config_exclude_keys: names that are left out of ``config``.
        config_include_keys: the only names that are taken of ``config``.
        resume_from, fork_from: refused: a run cannot begin in the middle of another one.
        ignored: other arguments of W&B's ``init`` are accepted, and one warning names them.

    Returns the run. Where no file can be written, one line says so and what to do, and the run keeps nothing.

    Raises UsageError, which names the argument, for one that means nothing or finds no run, and LogError for a config
    that cannot be kept. Nothing has happened then: no run is begun, and those that are active go on.
    """
    told = read_settings(
        settings,
        project=project,
        name=name,
        notes=notes,
        tags=tags,
        group=group,
        job_type=job_type,
        id=id,
        resume=resume,
        dir=dir,
        mode=mode,
        reinit=reinit,
        entity=entity,
        save_code=save_code,
        allow_val_change=allow_val_change,
        total_steps=total_steps,
        resume_from=resume_from,
        fork_from=fork_from,
    )
    given = _chosen(keep_config(config), config_exclude_keys, config_include_keys)
    say.silence(told.silent)
    warn_of_ignored({"save_code": told.save_code, **ignored}, settings)
    in_notebook = ipython_kernel() is not None
    previous = _make_way(told, in_notebook)
    if previous is not None:
        return previous
    may_change = in_notebook if told.allow_val_change is None else told.allow_val_change
    run = begin(told, may_change=may_change)
    run.config.update(given, allow_val_change=True)
    run._recorder.touched = False
    active.runs.append(run)
    if told.reinit != "create_new":
        active.set_current(run)
    watch_ends()
    watch_cells()
    if in_notebook or not told.quiet:
        show(run)
    if told.console == "wrap" or (told.console == "auto" and ipython_shell() is None):
        run._follow_console()
    if told.mode == "online":
        run._stop_watch = watch_for_page(run, kernel_link_of(told))
    return run


def _chosen(config: dict[str, Any], exclude: object, include: object) -> dict[str, Any]:
    left_out = keys_of("config_exclude_keys", exclude)
    taken = keys_of("config_include_keys", include)
    if left_out and taken:
        raise UsageError("config_exclude_keys and config_include_keys: give one of them, not both")
    if taken:
        return {name: value for name, value in config.items() if name in taken}
    return {name: value for name, value in config.items() if name not in (left_out or ())}


def _make_way(told: RunSettings, in_notebook: bool) -> Run | None:
    """See to the runs that are active. Returns the one that is to go on, where that is asked for."""
    reinit = told.reinit
    if reinit == "default":
        reinit = "finish_previous" if in_notebook else "return_previous"
    if reinit == "return_previous" and active.runs:
        return _previous(told)
    if told.resume is not None and told.mode != "disabled":
        with contextlib.suppress(OSError):  # of no place to look in `begin` tells
            check_resume(places.runs_dir(told.dir), told)
    if reinit == "finish_previous":
        for run in list(active.runs):
            run._end(0, "superseded")
    return None


def _previous(told: RunSettings) -> Run:
    present = active.runs[-1]
    if told.resume == "must" and told.named and told.id != present.id:
        raise UsageError(
            f"resume='must': run {told.id!r} cannot be resumed while {present} is active: finish() that one first, "
            "or init(reinit='create_new') beside it"
        )
    say.tell(f"{present} is active and goes on; init(reinit='create_new') begins another beside it")
    return present
