"""What is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

Json = Any


class Series(NamedTuple):
    """One metric's values by step."""

    steps: Sequence[int]
    """Ascending."""
    values: Sequence[float]
    """As many as there are steps; a value that is not finite breaks the line."""


@dataclass(frozen=True)
class PicturedRun:
    """A run at one moment."""

    name: str
    project: str
    state: str
    """The word for it: finished, crashed, …"""
    colour: str
    """``#rrggbb``, for a white page."""
    step: int | None
    """The highest that was logged."""
    total_steps: int | None
    seconds: float
    """From the run's start to its last record."""
    at: float
    """When this is, in Unix seconds."""
    files: str
    """Where its files are, as the reader may type it."""
    series: Mapping[str, Series]
    """Those that are drawn, by path, in the order in which they were first logged."""
    summary: Mapping[str, Json]
    """By path: one value that stands for each key."""
    goals: Mapping[str, str]
    """By path: ``minimize`` or ``maximize``, where that was defined."""
    best: Set[str]
    """The paths whose summary is asked for the best value."""
    over_others: Set[str]
    """The paths that have a step metric. Pages draw them over that; here all are drawn over steps, which these say."""
    sampled: bool
    """Whether ``series`` holds only a part of what was logged, evenly taken."""
