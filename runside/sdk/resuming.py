"""Runs that are there already: what they hold, and which of them ``init(resume="auto")`` means."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from runside.fold import FoldState, deciding_writers, is_logging, run_state
from runside.journal import (
    RUNS_FOLDER,
    RunFolder,
    loads,
    open_run,
    read_lines,
    runs_of_project,
    writers,
)
from runside.journal.names import encode_name
from runside.sdk.signs_of_life import signs_of_life
from runside.sdk.skimming import skim

Json = Any

_FOLDED = frozenset({"run", "config", "edit", "finish", "exception"})


class Held(NamedTuple):
    """What a process that goes on with a run has to know of it."""

    told: Mapping[str, Json]
    """The fields of its first ``run`` record, with what was edited since."""
    config: dict[str, Json]
    definitions: list[Mapping[str, Json]]
    """Its ``metric`` records, in their order."""
    step: int | None
    """The highest that was logged."""
    last: float
    """The greatest time in it, which a new writer's first must not go below."""
    writers: list[str]
    """Its logging writers."""
    deciding: list[str]
    """Of these those that no other one has resumed yet."""
    ended_well: bool
    """Whether each of them finished, and none with an exception or an exit code."""


def read_back(run: RunFolder) -> Held:
    """Read what a run holds, from the journals of all its writers. Raises OSError or JournalError where it cannot be."""
    # Rows are passed over, and the rest numbered anew: the order is the same, and that is all that the fold asks.
    fold = FoldState(run.uid)
    steps: list[int] = []
    last = run.start
    definitions: list[tuple[float, str, int, Mapping[str, Json]]] = []
    for writer in writers(run.path):
        skimmed = skim(run, writer)
        steps += [] if skimmed.step is None else [skimmed.step]
        last = max(last, skimmed.last or last)
        for at, record in enumerate(skimmed.records):
            if record["kind"] == "metric" and isinstance(record.get("name"), str):
                definitions.append((record["t"], writer, at, record))
        folded = [record for record in skimmed.records if record["kind"] in _FOLDED]
        for seq, record in enumerate(folded, 1):
            fold.add(writer, seq, record)
    deciding = deciding_writers(fold)
    return Held(
        told=fold.run or {},
        config=fold.config(),
        definitions=[record for _, _, _, record in sorted(definitions, key=lambda d: d[:3])],
        step=max(steps, default=None),
        last=last,
        writers=list(filter(is_logging, fold.writers)),
        deciding=list(deciding),
        ended_well=run_state(fold, dict.fromkeys(deciding, "dead")) == "finished"
        and not any(state.finish and state.finish.get("exit") for state in deciding.values()),
    )


def unfinished(
    root: Path, project: str, program: str | None, notebook: str | None
) -> tuple[RunFolder, Held] | None:
    """The run that ``resume="auto"`` goes on with, and what it holds: this program's newest of the project.

    None where that run ended well, where there is none, and where neither the program nor the notebook is known. Runs
    that are alive are somebody else's, and those of the trash nobody's.
    """
    if program is None and notebook is None:
        return None
    runs = runs_of_project(root / RUNS_FOLDER / encode_name(project))
    for path in sorted(runs, key=_begun, reverse=True):
        try:
            run = open_run(path)
            # By their first lines first: there may be many runs, and long ones.
            if _whence(run) != (program, notebook) or any(signs_of_life(path)):
                continue
            held = read_back(run)
        except OSError:  # it is gone, or not ours to read
            continue
        if not held.told.get("trash"):
            return None if held.ended_well else (run, held)
    return None


def _whence(run: RunFolder) -> tuple[str | None, str | None]:
    """The program and the notebook of a run's latest writer."""
    firsts = [
        (record.get("t", 0.0), writer, record)
        for writer in filter(is_logging, writers(run.path))
        for line in read_lines(run.path, writer, 1, 1, uid=run.uid)
        if (record := loads(line.payload)).get("kind") == "run"
    ]
    newest = max(firsts, key=lambda first: first[:2])[2] if firsts else {}
    return newest.get("program"), newest.get("notebook")


def _begun(path: Path) -> float:
    """When the last writer of a run began, about: the folder of its journals has changed then."""
    try:
        return (path / "journal").stat().st_mtime
    except OSError:
        return 0.0
