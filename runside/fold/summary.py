"""The summary: what stands for each key of a run.

``protocol/README.md`` ("The fold", Operations to headline) has the meaning.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from runside.fold.metric_rules import STATISTICS, MetricRule, MetricRules
from runside.fold.paths import nest
from runside.fold.registers import Assignment, KeyRegisters, Logged
from runside.fold.stamps import Stamp, living
from runside.fold.visit import Observation, Visit

Json = Any


class Shown(NamedTuple):
    """What a key shows, and since when."""

    value: Json
    stamp: Stamp
    step: int | None
    """None where its time is that of a set."""
    nothing: bool = False
    """Whether it shows nothing, and only takes the place of what its relatives showed before."""
    rule: MetricRule | None = None
    """Where the value is an object of operations: the rule that asked for them."""

    def is_before(self, other: Shown) -> bool:
        """Whether it gives way to a relative."""
        if self.step is not None and other.step is not None:
            return (self.step, self.stamp) < (other.step, other.stamp)
        return self.stamp < other.stamp


def summary_of(
    keys: Mapping[str, KeyRegisters], rules: MetricRules, visits: Iterable[Visit]
) -> dict[str, Json]:
    """The summary as a tree. ``visits`` are the open ones: they count with their present values."""
    present = observed(visits) if rules else {}
    entries = {
        path: entry
        for path, key in keys.items()
        if (entry := shown(path, key, rules, present.get(path, ()))) is not None
    }
    alive = living(entries, Shown.is_before)
    return nest({path: entries[path].value for path in alive if not entries[path].nothing})


def observed(visits: Iterable[Visit]) -> dict[str, list[Observation]]:
    """What these visits leave of each path."""
    present: dict[str, list[Observation]] = {}
    for visit in visits:
        for path, observation in visit.observations():
            present.setdefault(path, []).append(observation)
    return present


def shown(
    path: str, key: KeyRegisters, rules: MetricRules, present: Sequence[Observation]
) -> Shown | None:
    """What one key shows; None where it was neither logged nor set. ``present`` are observations of open visits."""
    plain = key.plain()
    if plain is None:
        return None
    rule = rules.of(path) if rules else None
    if rule and "none" in rule.ops:
        return _plain(key.explicit) if key.explicit else _plain(plain)._replace(nothing=True)
    if rule and not rule.ops.isdisjoint(STATISTICS) and not _is_suspended(path, key, rules):
        values = _operate(rule, key, present)
        if values:
            return _plain(plain)._replace(value=values, nothing=False, rule=rule)
    return _plain(plain)


def _plain(entry: Assignment | Logged) -> Shown:
    if isinstance(entry, Logged):
        return Shown(entry.value, entry.stamp, entry.step)
    return Shown(entry.value, entry.stamp, None, nothing=entry.deleted)


def _is_suspended(path: str, key: KeyRegisters, rules: MetricRules) -> bool:
    """Whether somebody set the key over its operations, and nobody has defined it by its own name since."""
    if key.explicit is None or rules.is_named_after(path, key.explicit.stamp):
        return False
    return not rules.of(path, before=key.explicit.stamp).ops.isdisjoint(STATISTICS)


def _operate(
    rule: MetricRule, key: KeyRegisters, present: Sequence[Observation]
) -> dict[str, Json]:
    """What the operations of a rule give; those that have counted nothing are left out."""
    if present:
        key = copy.deepcopy(key)
        for observation in present:
            key.observe(*observation)
    counted = key.statistics
    best = {"minimize": counted.min, "maximize": counted.max}
    given = {
        "best": best.get(rule.goal or ""),
        "min": counted.min,
        "max": counted.max,
        "mean": counted.mean,
        "first": key.first.value if key.first else None,
        "last": key.highest.value if key.highest else None,
    }
    return {op: value for op, value in given.items() if op in rule.ops and value is not None}
