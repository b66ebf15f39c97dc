"""``init``: how a run begins."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from runside import places
from runside._version import __version__
from runside.sdk import active
from runside.sdk.cells import watch_cells
from runside.sdk.colours import next_colour
from runside.sdk.config import keep_config
from runside.sdk.display import show
from runside.sdk.ends import watch_ends
from runside.sdk.joining import join_or_new_run, new_run
from runside.sdk.names import new_name
from runside.sdk.no_page import watch_for_page
from runside.sdk.recorder import Clock, JournalRecorder, NoRecorder
from runside.sdk.run import Run
from runside.sdk.say import tell
from runside.sdk.settings import Settings, read_settings, warn_of_ignored
from runside.sdk.whereabouts import ipython_kernel, kernel_id, whereabouts

if TYPE_CHECKING:
    from runside.live.link import KernelLink


def init(
    project: str | None = None,
    name: str | None = None,
    config: object = None,
    notes: str | None = None,
    tags: Iterable[str] | str | None = None,
    group: str | None = None,
    job_type: str | None = None,
    id: str | None = None,  # noqa: A002 - the names are W&B's
    dir: str | os.PathLike[str] | None = None,  # noqa: A002
    mode: str | None = None,
    reinit: bool | str | None = None,
    entity: str | None = None,
    total_steps: int | None = None,
    allow_val_change: bool | None = None,
    **ignored: object,
) -> Run:
    """Begin a run, and make it the one that ``runside.log`` and the like mean.

    In a notebook its panel appears below the cell. What is not given is looked up in the environment, as
    ``RUNSIDE_PROJECT`` and so on, then as ``WANDB_PROJECT``.

    Args:
        project: what it belongs to; ``uncategorized`` where nobody says.
        name: what it is called; two words and a number are made up where nobody says.
        config: what it is started with: a dict, the path of a YAML file, or an object with attributes.
        notes: what is to be said about it.
        tags: texts of 1 to 64 characters.
        group, job_type, entity: kept with it as they are.
        id: names it within the project. While a run of this id is alive, this process joins it as a further writer;
            else a new run begins under the same name.
        dir: the folder in which ``runside-runs/`` is made; ``RUNSIDE_DIR``, else the working directory.
        mode: ``online``; ``offline``: write files only, without a link to the notebook's page; ``disabled``: keep
            nothing.
        reinit: what becomes of a run that is active: ``finish_previous`` (or True), ``return_previous`` (or False),
            ``create_new``, or ``default``: finish it in a notebook, return it in a script.
        total_steps: how many steps there will be, for the panel.
        allow_val_change: whether config values that are there may change; by default in a notebook only.
        ignored: other arguments of W&B's ``init`` are accepted, and one warning names them.

    Returns the run. Where no file can be written, one line says so and what to do, and the run keeps nothing.

    Raises UsageError, which names the argument, for one that means nothing, and LogError for a config that cannot be
    kept. Nothing has happened then: no run is begun, and those that are active go on.
    """
    settings = read_settings(
        project=project,
        name=name,
        notes=notes,
        tags=tags,
        group=group,
        job_type=job_type,
        id=id,
        dir=dir,
        mode=mode,
        reinit=reinit,
        entity=entity,
        total_steps=total_steps,
    )
    given = keep_config(config)
    warn_of_ignored(ignored)
    in_notebook = ipython_kernel() is not None
    previous = _make_way(settings.reinit, in_notebook)
    if previous is not None:
        return previous
    may_change = in_notebook if allow_val_change is None else allow_val_change
    run = begin(settings, may_change=may_change)
    run.config.update(given, allow_val_change=True)
    run._recorder.touched = False
    active.runs.append(run)
    if settings.reinit != "create_new" or active.current() is None:
        active.set_current(run)
    watch_ends()
    watch_cells()
    show(run)
    if settings.mode == "online":
        run._stop_watch = watch_for_page(run, _kernel_link())
    return run


def begin(
    settings: Settings,
    *,
    may_change: bool,
    clock: Clock = time.time,
    writer: str | None = None,
) -> Run:
    """Make the run that these settings describe, with its first record on disk.

    ``clock`` gives Unix seconds; ``writer`` is the name to write under, a new one where it is None.
    """
    start = clock()
    if settings.mode != "disabled":
        try:
            return _begin_kept(settings, start, may_change, clock, writer)
        except OSError as error:
            tell(f"{error}. Nothing of this run is kept, and training goes on")
    return Run(
        settings,
        NoRecorder(),
        name=settings.name or new_name(),
        uid=None,
        start=start,
        dir=None,
        may_change=may_change,
    )


def _begin_kept(
    settings: Settings, start: float, may_change: bool, clock: Clock, writer: str | None
) -> Run:
    root = places.runs_dir(settings.dir)
    find = join_or_new_run if settings.named else new_run
    place = find(root, settings.project, settings.id, start)
    places.register_root(root)
    folder = place.folder
    name = settings.name or place.name or new_name()

    colour = None if place.joined else next_colour(folder.path)

    def who() -> dict[str, Any]:
        return _run_record(settings, name, folder.start, colour)

    link = _kernel_link() if settings.mode == "online" else None
    recorder = JournalRecorder(
        folder,
        who,
        clock=clock,
        not_before=place.last,
        writer=writer,
        follow=None if link is None else partial(link.follow, folder, name),
    )
    return Run(
        settings,
        recorder,
        name=name,
        uid=folder.uid,
        start=folder.start,
        dir=folder.path,
        may_change=may_change,
        comm_id=None if link is None else link.comm_id,
    )


def _kernel_link() -> KernelLink | None:
    """The way to the pages that watch this kernel; None outside of one."""
    if ipython_kernel() is None:
        return None
    from runside.live.link import kernel_link

    return kernel_link(kernel_id())


def _make_way(reinit: str, in_notebook: bool) -> Run | None:
    """See to the runs that are active. Returns the one that is to go on, where that is asked for."""
    if reinit == "default":
        reinit = "finish_previous" if in_notebook else "return_previous"
    present = active.current()
    if reinit == "return_previous" and present is not None:
        tell(f"{present} is active and goes on; init(reinit='create_new') begins another beside it")
        return present
    if reinit == "finish_previous":
        for run in list(active.runs):
            run._end(0, "superseded")
    return None


def _run_record(settings: Settings, name: str, start: float, colour: str | None) -> dict[str, Any]:
    optional = {
        "colour": colour,
        "entity": settings.entity,
        "group": settings.group,
        "job_type": settings.job_type,
        "notes": settings.notes,
        "tags": list(settings.tags),
        "total_steps": settings.total_steps,
    }
    return {
        "project": settings.project,
        "id": settings.id,
        "name": name,
        "start": start,
        **whereabouts()._asdict(),
        "version": __version__,
        "language": "python",
        "mode": settings.mode,
        **{key: value for key, value in optional.items() if value not in (None, [])},
    }
