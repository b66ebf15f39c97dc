"""A run, as its journal tells it, for its picture."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from runside.fold import leaves, run_state
from runside.journal import open_run
from runside.picture import PicturedRun
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
    return PicturedRun(
        name=str(told.get("name") or run.name),
        project=folder.project,
        state=run_state(fold, {}),
        colour=_colour(told),
        step=fold.step,
        total_steps=told.get("total_steps"),
        seconds=last - folder.start,
        at=last,
        files=os.path.relpath(folder.path),
        series=read.series,
        summary=dict(leaves(fold.summary())),
        sampled=read.sampled,
    )


def _colour(told: Mapping[str, Any]) -> str:
    colour = str(told.get("colour")).lower()
    return colour if _COLOUR.fullmatch(colour) else PALETTE[0]
