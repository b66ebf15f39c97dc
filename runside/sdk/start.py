"""How a run begins: its place, its first record, and, where it was there already, what comes back of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from runside import places
from runside._version import __version__
from runside.sdk.colours import next_colour
from runside.sdk.joining import Place, find_place
from runside.sdk.keeping_nothing import NoRecorder
from runside.sdk.names import new_name
from runside.sdk.recorder import Clock, JournalRecorder
from runside.sdk.run import Run
from runside.sdk.say import tell, warn
from runside.sdk.settings import RunSettings
from runside.sdk.whereabouts import ipython_kernel, kernel_id, whereabouts

if TYPE_CHECKING:
    from runside.live.link import KernelLink
    from runside.sdk.resuming import Held

_EDITED = ("name", "notes", "tags", "total_steps")
"""Facts that what is given to ``init`` changes in a run that is there."""

_STAYING = ("group", "job_type", "entity")
"""Facts that a run keeps from its beginning."""


def begin(
    settings: RunSettings,
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
        folder=None,
        may_change=may_change,
    )


def _begin_kept(
    given: RunSettings, start: float, may_change: bool, clock: Clock, writer: str | None
) -> Run:
    root = places.runs_dir(given.dir)
    place = find_place(root, given, start)
    places.register_root(root)
    folder, held = place.folder, place.held
    settings = given._replace(id=folder.id)
    if held is not None:
        settings = _as_it_was(settings, held)
    name = settings.name or new_name()
    colour = next_colour(folder.path) if held is None else None
    resumes = [] if held is None or place.joined else held.deciding

    def who() -> dict[str, Any]:
        return _run_record(settings, name, folder.start, colour, resumes)

    link = kernel_link_of(settings)
    recorder = JournalRecorder(
        folder,
        who,
        clock=clock,
        not_before=start if held is None else held.last,
        writer=writer,
        follow=None if link is None else partial(link.follow, folder, name),
    )
    run = Run(
        settings,
        recorder,
        name=name,
        uid=folder.uid,
        start=folder.start,
        folder=folder.path,
        may_change=may_change,
        comm_id=None if link is None else link.comm_id,
    )
    if held is not None and settings.resume is not None:
        _come_back(run, recorder, place, _edits(given, held))
    return run


def _as_it_was(given: RunSettings, held: Held) -> RunSettings:
    """The settings of a run that is there: what is given counts before what it holds, but for facts that stay."""
    there = held.told
    facts: dict[str, Any] = {
        fact: getattr(given, fact) or there.get(fact) for fact in (*_EDITED, *_STAYING)
    }
    if given.resume is not None:
        for fact in _STAYING:
            if there.get(fact) and facts[fact] != there[fact]:
                warn(
                    f"init({fact}={facts[fact]!r}): a resumed run keeps its {fact}, {there[fact]!r}"
                )
                facts[fact] = there[fact]
    facts["tags"] = tuple(facts["tags"] or ())
    return given._replace(**facts)


def _edits(given: RunSettings, held: Held) -> dict[str, Any]:
    """What is given and differs from what the run holds, as an ``edit`` record has it."""
    asked = {fact: getattr(given, fact) for fact in _EDITED} | {"tags": list(given.tags)}
    return {fact: value for fact, value in asked.items() if value and value != held.told.get(fact)}


def _come_back(run: Run, recorder: JournalRecorder, place: Place, edits: Mapping[str, Any]) -> None:
    """Let a run that is resumed be as it was: its summary is read from all its journals anyway."""
    held = place.held
    assert held is not None
    run._resumed = True
    run.config.restore(held.config)
    given = [_without(record, "kind", "t") for record in held.definitions]
    recorder.go_on(given, () if place.joined else held.writers)
    if not place.joined:
        # Pages look for a run's kernel and its cell where it goes on.
        edits = {**edits, **whereabouts()._asdict()}
        if held.step is not None:
            recorder.steps.current = run._starting_step = max(held.step + 1, 0)
    if edits:
        recorder.note("edit", edits)


def _without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


def kernel_link_of(settings: RunSettings) -> KernelLink | None:
    """The way to the pages that watch this kernel; None outside of one, and where files alone are wanted."""
    if settings.mode != "online" or ipython_kernel() is None:
        return None
    from runside.live.link import kernel_link

    return kernel_link(kernel_id())


def _run_record(
    settings: RunSettings, name: str, start: float, colour: str | None, resumes: list[str]
) -> dict[str, Any]:
    optional = {
        "colour": colour,
        "entity": settings.entity,
        "group": settings.group,
        "job_type": settings.job_type,
        "notes": settings.notes,
        "resumes": resumes,
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
