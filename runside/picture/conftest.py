"""Runs to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runside.picture import PicturedRun, Series

MakeRun = Callable[..., PicturedRun]


@pytest.fixture
def make_run() -> MakeRun:
    """Makes a run that finished, of these series; other fields may be given by name."""

    def make(series: dict[str, Series] | None = None, **fields: Any) -> PicturedRun:
        series = {} if series is None else series
        told: dict[str, Any] = {
            "name": "calm-river-14",
            "project": "digits",
            "state": "finished",
            "colour": "#2f6fde",
            "step": 1240,
            "total_steps": None,
            "seconds": 58.0,
            "at": 1763746265.0,
            "files": "runside-runs/digits/abcd1234",
            "series": series,
            "summary": {path: one.values[-1] for path, one in series.items()},
            "goals": {},
            "best": frozenset(),
            "over_others": frozenset(),
            "sampled": False,
        }
        return PicturedRun(**{**told, **fields})

    return make
