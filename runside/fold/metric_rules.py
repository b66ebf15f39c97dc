"""What ``define_metric`` said: the rule of each path, whatever the order in which the definitions came.

``protocol/README.md`` ("The fold", Metric rules) has the meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from runside.fold.stamps import Stamp, to_stamp

Json = Any

STATISTICS = frozenset({"min", "max", "mean", "first", "last", "best"})
"""The operations that make a summary an object of them."""

OPERATIONS = STATISTICS | {"copy", "none"}
"""All that ``summary=`` may name."""

_GOALS = ("minimize", "maximize")


class MetricRule(NamedTuple):
    """What holds for one path."""

    name: str = ""
    """The name that it was defined by: the path, or a glob; empty where nothing defines it."""
    ops: frozenset[str] = frozenset()
    """The operations of its summary, of :data:`OPERATIONS`."""
    goal: str | None = None
    """``minimize`` or ``maximize``."""
    hidden: bool = False
    """Whether it has no card by itself."""
    step_metric: str | None = None
    """The path that is the x-axis of its cards."""
    step_sync: bool = False
    """Whether its writer adds the step metric to rows that lack it."""


NO_RULE = MetricRule()


@dataclass(frozen=True, slots=True)
class _Definition:
    """The arguments of one ``define_metric``, and when."""

    stamp: Stamp
    given: Mapping[str, Json]


class MetricRules:
    """The definitions of a run's metrics."""

    def __init__(self) -> None:
        self._definitions: dict[str, list[_Definition]] = {}
        """For each name by stamp. Of equal ones the first and the last, so that code which defines again in each
        epoch does not make a run grow."""
        self._rules: dict[str, MetricRule] = {}
        """Those that were asked for since the last definition."""
        self._globs: list[str] = []
        """The names that are globs, longest first."""

    def __bool__(self) -> bool:
        return bool(self._definitions)

    def define(self, stamp: Stamp, given: Mapping[str, Json]) -> None:
        """Take the fields of a ``metric`` record in, among them its ``name``. They may come in any order."""
        definitions = self._of_name(given["name"])
        definition = _Definition(stamp, given)
        equal = [other for other in definitions if other.given == given]
        if len(equal) > 1:
            for other in equal:
                definitions.remove(other)
            equal = sorted([*equal, definition], key=_by_stamp)
            definitions += [equal[0], equal[-1]]
        else:
            definitions.append(definition)
        definitions.sort(key=_by_stamp)
        self._rules.clear()

    def of(self, path: str, before: Stamp | None = None) -> MetricRule:
        """The rule of a path; :data:`NO_RULE` where nothing defines it.

        ``before`` asks for the rule that the definitions with a lesser stamp made.
        """
        if before is not None:
            return self._find(path, before)
        rule = self._rules.get(path)
        if rule is None:
            rule = self._rules[path] = self._find(path, None)
        return rule

    def is_named_after(self, path: str, stamp: Stamp) -> bool:
        """Whether the path was defined by its own name after this stamp."""
        return (
            not is_glob(path)
            and path in self._definitions
            and self._definitions[path][-1].stamp > stamp
        )

    def _of_name(self, name: str) -> list[_Definition]:
        definitions = self._definitions.get(name)
        if definitions is None:
            definitions = self._definitions[name] = []
            if is_glob(name):
                self._globs.append(name)
                self._globs.sort(key=len, reverse=True)
        return definitions

    def _find(self, path: str, before: Stamp | None) -> MetricRule:
        for name in self._names(path):
            definitions = self._definitions[name]
            if before is not None:
                definitions = [each for each in definitions if each.stamp < before]
            if definitions:
                rule = _merged(name, definitions)
                if rule.step_metric == path:
                    return rule._replace(step_metric=None, step_sync=False)
                return rule
        return NO_RULE

    def _names(self, path: str) -> Iterator[str]:
        """The names that are defined and name this path, the closest first."""
        if path in self._definitions and not is_glob(path):
            yield path
        yield from (glob for glob in self._globs if path.startswith(glob[:-1]))

    def to_json(self) -> dict[str, Json]:
        """As ``metrics`` of ``protocol/fold-state.schema.json``."""
        return {
            name: [{"stamp": list(d.stamp), "given": dict(d.given)} for d in definitions]
            for name, definitions in self._definitions.items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> MetricRules:
        rules = cls()
        for name, definitions in data.items():
            told = rules._of_name(name)
            told += (_Definition(to_stamp(d["stamp"]), d["given"]) for d in definitions)
        return rules


def is_glob(name: str) -> bool:
    """Whether a name stands for all paths that begin with what is before its ``*``."""
    return name.endswith("*")


def operations(text: str) -> frozenset[str]:
    """The operations that a ``summary=`` names; those that are none are left out."""
    return OPERATIONS & {part.strip().lower() for part in text.split(",")}


def _merged(name: str, definitions: list[_Definition]) -> MetricRule:
    """What definitions of one name, by stamp, say together.

    Their fields are checked where they are written, by a library of any version: what has no meaning here has none.
    """
    rule = MetricRule(name)
    step_sync: bool | None = None
    for definition in definitions:
        given = definition.given
        if given.get("overwrite") is True:
            rule, step_sync = MetricRule(name), None
        summary, goal = given.get("summary"), given.get("goal")
        hidden, step_metric = given.get("hidden"), given.get("step_metric")
        rule = MetricRule(
            name,
            ops=rule.ops | operations(summary) if isinstance(summary, str) else rule.ops,
            goal=goal if goal in _GOALS else rule.goal,
            hidden=hidden if isinstance(hidden, bool) else rule.hidden,
            step_metric=step_metric if isinstance(step_metric, str) else rule.step_metric,
        )
        if isinstance(given.get("step_sync"), bool):
            step_sync = given["step_sync"]
    has_step = rule.step_metric is not None
    return rule._replace(step_sync=has_step if step_sync is None else has_step and step_sync)


def _by_stamp(definition: _Definition) -> Stamp:
    return definition.stamp
