"""What a picture says of a run in words."""

from __future__ import annotations

import math
from datetime import datetime, timezone

from runside.picture.keys import direction
from runside.picture.numbers import format_count, format_duration, format_number
from runside.picture.pictured import PicturedRun

_WANTED = {"minimize": "low", "maximize": "high"}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not the locale's: who reads a saved file may have another."""


def progress(run: PicturedRun) -> list[str]:
    """Where it is: "step 1,240 of 2,000", "0:58"."""
    told = [] if run.step is None else [f"step {steps(run)}"]
    return [*told, format_duration(run.seconds)]


def steps(run: PicturedRun) -> str:
    """How far it came: "1,240 of 2,000"."""
    if run.step is None:
        return "none"
    step = format_count(run.step)
    return step if run.total_steps is None else f"{step} of {format_count(run.total_steps)}"


def tile(run: PicturedRun, path: str) -> tuple[str, str]:
    """What a headline tile shows: a number, and what is said below it.

    It is the last value, and "lowest 0.1601 at 1,120" where the goal that was defined or the metric's name says which
    counts; the other way round where the summary is asked for the best.
    """
    series = run.series[path]
    last = format_number(series.values[-1])
    wanted = _WANTED[run.goals[path]] if path in run.goals else direction(path)
    finite = [(v, step) for step, v in zip(*series, strict=True) if math.isfinite(v)]
    if wanted is None or not finite:
        return last, ""
    value = min(v for v, _ in finite) if wanted == "low" else max(v for v, _ in finite)
    step = format_count(next(step for v, step in finite if v == value))
    if path in run.best:
        return format_number(value), f"best, at {step}; last {last}"
    return last, f"{wanted}est {format_number(value)} at {step}"


def points(run: PicturedRun) -> str:
    """How many points the lines stand for, and whether some are left out."""
    count = format_count(sum(len(series.steps) for series in run.series.values()))
    return f"sampled: {count} of its points" if run.sampled else f"{count} points, extremes kept"


def moment(at: float) -> str:
    """Unix seconds as "21 Nov 2026, 17:31 UTC": who reads a saved file may be anywhere."""
    try:
        then = datetime.fromtimestamp(at, tz=timezone.utc)
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{then.day} {_MONTHS[then.month - 1]} {then.year}, {then:%H:%M} UTC"
