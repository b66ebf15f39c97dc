"""What is told of a run now: its state and info, and the events about it."""

from __future__ import annotations

from typing import Any

from runside.fold import RunState
from runside.journal.format import dumps
from runside.server.indexer.facts import info_of, state_of
from runside.server.indexer.liveness import Watch
from runside.server.indexer.situation import Situation
from runside.server.store import StoredRun

Json = Any


def state_now(run: StoredRun, situation: Situation, watch: Watch) -> RunState:
    return state_of(run, watch.told(run.uid), situation.idle_kernels)


def info_now(run: StoredRun, situation: Situation, watch: Watch) -> dict[str, Json]:
    return info_of(run, state_now(run, situation, watch), situation.root_dirs)


def run_event(run: StoredRun, situation: Situation, watch: Watch) -> bytes:
    """A run is new, has grown or has changed its state."""
    return dumps({"type": "run", "info": info_now(run, situation, watch), "cursors": run.cursors})


def gone_event(uid: str) -> bytes:
    """A run was deleted."""
    return dumps({"type": "gone", "run": uid})
