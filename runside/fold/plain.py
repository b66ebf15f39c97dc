"""One plain value for a single key, out of a stored fold state: the rest of it is not even looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runside.fold.metric_rules import MetricRule, MetricRules
from runside.fold.paths import ancestors
from runside.fold.registers import KeyRegisters
from runside.fold.stamps import living
from runside.fold.summary import Shown, observed, shown
from runside.fold.writers import WriterState

Json = Any

_OF_GOAL = {"minimize": "min", "maximize": "max"}


def part_of(fold: Mapping[str, Json], path: str) -> dict[str, Json]:
    """The part of a stored fold state on which the summary of one key depends.

    ``fold`` and the answer are as :meth:`FoldState.to_json` tells, or both in the encoded form of journals, and ``path``
    with them.
    """
    keys = fold["keys"]
    relatives = [above for above in ancestors(path) if above in keys]
    relatives += [other for other in keys if other.startswith(path + ".")]
    paths = [path, *relatives] if path in keys else []
    writers = {
        name: {**writer, "visit": _visit_of(writer["visit"], paths)}
        for name, writer in fold["writers"].items()
        if paths and writer["visit"]
    }
    return {
        "keys": {each: keys[each] for each in paths},
        "metrics": fold["metrics"],
        "writers": writers,
    }


def _visit_of(visit: Mapping[str, Json], paths: list[str]) -> dict[str, Json]:
    return {
        name: {path: part[path] for path in paths if path in part}
        if name in ("values", "stamps")
        else part
        for name, part in visit.items()
    }


def plain_summary(fold: Mapping[str, Json], path: str) -> Json:
    """The headline of a path: what :meth:`FoldState.summary` shows there, and of several operations one.

    ``fold`` is what :meth:`FoldState.to_json` told, or :func:`part_of` that. None where the path shows nothing.
    """
    part = part_of(fold, path)
    rules = MetricRules.from_json(part["metrics"])
    writers = (WriterState.from_json(name, state) for name, state in part["writers"].items())
    present = observed(writer.visit for writer in writers if writer.visit)
    entries = {
        each: entry
        for each, key in part["keys"].items()
        if (entry := shown(each, KeyRegisters.from_json(key), rules, present.get(each, ())))
    }
    if path not in living(entries, Shown.is_before) or entries[path].nothing:
        return None
    entry = entries[path]
    return entry.value if entry.rule is None else headline(entry.rule, entry.value)


def headline(rule: MetricRule, values: Mapping[str, Json]) -> Json:
    """The one of several operations that people look for."""
    order = ("best", _OF_GOAL.get(rule.goal or "", "last"), "last", "min", "max", "mean", "first")
    return next(values[op] for op in order if op in values)
