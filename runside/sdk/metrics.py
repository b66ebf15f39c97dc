"""``define_metric``: what is said of a metric before its values come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from runside.errors import Error

SUMMARIES = ("min", "max", "mean", "last", "first", "best", "copy", "none")
"""What a metric's summary may be asked to hold."""

_GOALS = {"min": "minimize", "max": "maximize"}


@dataclass(frozen=True)
class Metric:
    """A definition of a metric, as ``define_metric`` took it. It may be given as ``step_metric`` of others."""

    name: str
    """Its path, or a prefix that ends in ``*``."""
    step_metric: str | None = None
    """The metric that its cards have as their x-axis."""
    step_sync: bool | None = None
    """Whether a row without the step metric gets its last value; None where there is no step metric."""
    hidden: bool | None = None
    """Whether it has no card by itself."""
    summary: tuple[str, ...] | None = None
    """What its summary holds: some of ``min max mean last first best copy none``."""
    goal: str | None = None
    """What is best: ``minimize`` or ``maximize``."""


def read_metric(
    name: object,
    *,
    step_metric: object,
    step_sync: object,
    hidden: object,
    summary: object,
    goal: object,
    overwrite: object,
) -> tuple[Metric, dict[str, Any]]:
    """Check the arguments of ``define_metric``. Returns the metric, and the fields of its record: what was given.

    Raises Error, which names the argument, what was wrong with it and what it may be.
    """
    if isinstance(step_metric, Metric):
        step_metric = step_metric.name
    ops = _summary(summary)
    synced = _flag("step_sync", step_sync)
    metric = Metric(
        name=_name(name),
        step_metric=_text("step_metric", step_metric),
        step_sync=True if step_metric is not None and synced is None else synced,
        hidden=_flag("hidden", hidden),
        summary=ops or None,
        goal=_goal(goal),
    )
    if "best" in ops and metric.goal is None:
        raise _refuse("summary='best' needs goal='minimize' or goal='maximize'")
    given = {
        "name": metric.name,
        "step_metric": metric.step_metric,
        "step_sync": synced,
        "hidden": metric.hidden,
        "summary": ",".join(ops) or None,
        "goal": metric.goal,
        "overwrite": _flag("overwrite", overwrite),
    }
    return metric, {field: value for field, value in given.items() if value is not None}


def _name(name: object) -> str:
    if not isinstance(name, str) or not name:
        raise _refuse(f"name is a text that is not empty, not {name!r}")
    if "*" in name[:-1]:
        raise _refuse(f"name {name!r} has a * that is not at its end; 'train/*' is a prefix")
    return name


def _text(argument: str, text: object) -> str | None:
    if text is None or (isinstance(text, str) and text):
        return text
    raise _refuse(f"{argument} is the name of a metric, or a Metric, not {text!r}")


def _flag(argument: str, flag: object) -> bool | None:
    if flag is None or isinstance(flag, bool):
        return flag
    raise _refuse(f"{argument} is True or False, not {flag!r}")


def _summary(summary: object) -> tuple[str, ...]:
    if summary is None:
        return ()
    if not isinstance(summary, str):
        raise _refuse(f"summary is a text such as 'min,max', not {summary!r}")
    ops = tuple(op.strip().lower() for op in summary.split(",")) if summary.strip() else ()
    for op in ops:
        if op not in SUMMARIES:
            raise _refuse(f"summary {op!r} is none of {', '.join(SUMMARIES)}")
    return tuple(dict.fromkeys(ops))


def _goal(goal: object) -> str | None:
    if goal is None:
        return None
    aim = _GOALS.get(goal[:3].lower()) if isinstance(goal, str) else None
    if aim is None or not aim.startswith(str(goal).lower()):
        raise _refuse(f"goal is 'minimize' or 'maximize', not {goal!r}")
    return aim


def _refuse(problem: str) -> Error:
    return Error(f"define_metric(): {problem}. Nothing was defined")
