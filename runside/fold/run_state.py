"""The state of a run: what its logging writers said, and whether they are alive.

It is derived by each reader and never written down: "killed" and "not heard from" are withdrawn when the writer speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from runside.fold.state import FoldState
from runside.fold.writers import WriterState, is_logging

Liveness = Literal["alive", "dead", "silent"]
RunState = Literal["running", "idle", "killed", "not heard from", "crashed", "finished"]


def run_state(fold: FoldState, liveness: Mapping[str, Liveness], *, idle: bool = False) -> RunState:
    """The state by the first rule that holds.

    ``liveness`` tells of each logging writer whether its process is there (``alive``), is gone (``dead``), or cannot be
    seen from here and has not moved for 30 s (``silent``); a writer that it does not name counts as alive. ``idle`` says
    that the run's kernel has executed nothing for a while.
    """
    writers = deciding_writers(fold)
    open_writers = [writer for writer, state in writers.items() if not state.finish]
    told = [liveness.get(writer, "alive") for writer in open_writers]
    if "alive" in told:
        return "idle" if idle else "running"
    if "dead" in told:
        return "killed"
    if "silent" in told:
        return "not heard from"
    ends = [state.finish for state in writers.values() if state.finish]
    if any(end.get("reason") == "exception" for end in ends):
        return "crashed"
    return "finished" if ends else "running"


def deciding_writers(fold: FoldState) -> dict[str, WriterState]:
    """The writers that decide a run's state: those that log, but those that another one has resumed.

    A writer that goes on with a run states in its ``run`` record, as ``resumes``, the writers that it found gone: how
    they ended is the past, and no end of the run.
    """
    logging = {writer: state for writer, state in fold.writers.items() if is_logging(writer)}
    resumed = {writer for state in logging.values() for writer in _resumes(state)}
    return {writer: state for writer, state in logging.items() if writer not in resumed}


def _resumes(state: WriterState) -> list[str]:
    named = (state.run or {}).get("resumes")
    return (
        [writer for writer in named if isinstance(writer, str)] if isinstance(named, list) else []
    )
