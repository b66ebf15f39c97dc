"""A run, as its journal tells it, for its picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from runside.fold import leaves, run_state
from runside.journal import open_run
from runside.picture import PicturedRun
from runside.places import from_here
from runside.sdk.colours import PALETTE
from runside.sdk.reread import reread

if TYPE_CHECKING:
    from runside.sdk.run import Run

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def pictured(run: Run) -> PicturedRun:
    """Read a run that is kept. Raises OSError or JournalError where that cannot be."""
    if run.folder is None:
        raise FileNotFoundError("nothing is kept of this run")
    folder = open_run(run.folder)
    read = reread(folder)
    fold = read.fold
    told = fold.run or {}
    last = fold.last or folder.start
    rules = {path: fold.metrics.of(path) for path in read.series}
    return PicturedRun(
        name=str(told.get("name") or run.name),
        project=folder.project,
        state=run_state(fold, {}),
        colour=_colour(told),
        step=fold.step,
        total_steps=told.get("total_steps"),
        seconds=last - folder.start,
        at=last,
        files=from_here(folder.path),
        # One that is hidden has no card, here as in the page.
        series={path: series for path, series in read.series.items() if not rules[path].hidden},
        summary=dict(leaves(fold.summary())),
        goals={path: rule.goal for path, rule in rules.items() if rule.goal},
        best={path for path, rule in rules.items() if "best" in rule.ops},
        over_others={path for path, rule in rules.items() if rule.step_metric},
        sampled=read.sampled,
    )


def _colour(told: Mapping[str, Any]) -> str:
    colour = str(told.get("colour")).lower()
    return colour if _COLOUR.fullmatch(colour) else PALETTE[0]
