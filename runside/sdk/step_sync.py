"""``step_sync``: what a writer adds to the rows that lack their step metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from runside.fold.metric_rules import MetricRules
from runside.fold.paths import ancestors, leaves, split_path
from runside.fold.stamps import Stamp

Json = Any
Values = dict[str, Json]
"""Values by their paths."""


class StepSync:
    """The definitions that one writer knows, the last values of their step metrics, and what its open row holds.

    Not safe for several threads.
    """

    def __init__(self) -> None:
        self.rules = MetricRules()
        self.active = False
        """Whether any metric has a step metric. Only then are rows to be shown to this."""
        self._last: dict[str, tuple[int, Json] | None] = {}
        """For each step metric the step and value of its last, None before it was logged."""
        self._open: set[str] = set()
        """The paths that the open row holds."""

    def define(self, stamp: Stamp, given: Mapping[str, Json]) -> str | None:
        """Take a definition. Returns the step metric that it names, where nobody named that before."""
        self.rules.define(stamp, given)
        name = given.get("step_metric")
        if name is None or name in self._last:
            return None
        self.active = True
        self._last[name] = None
        return str(name)

    def of_child(self) -> StepSync:
        """That of a forked child, which has the definitions and no rows."""
        child = StepSync()
        child.rules, child.active = self.rules, self.active
        child._last = dict.fromkeys(self._last)
        return child

    def look_back(
        self,
        step: int,
        data: Mapping[str, Json],
        *,
        open_row: bool = False,
        newest: bool = False,
    ) -> None:
        """Take in a record to a row below, or one that was written before: that of the highest row counts.

        Of two to one row the first that comes, as from behind; but one that is the ``newest`` of all counts.
        """
        paths = dict(leaves(data))
        if open_row:
            self._open.update(paths)
        for name in self._last.keys() & paths.keys():
            last = self._last[name]
            is_higher = last is None or last[0] < step or (newest and last[0] == step)
            if paths[name] is not None and is_higher:
                self._last[name] = (step, paths[name])

    def completed(self, data: Mapping[str, Json], *, joins: bool) -> Mapping[str, Json]:
        """The data of a record that closes its row, with the step metrics that the row lacks.

        ``joins`` says that the row was open.
        """
        paths = {path for path, _ in leaves(data)}
        return _with(data, self._lacking(paths | self._open if joins else paths))

    def owed(self) -> Mapping[str, Json]:
        """What the open row lacks, as data, when something other than a record of its own closes it."""
        return _with({}, self._lacking(self._open))

    def wrote(self, step: int, data: Mapping[str, Json], *, joins: bool, closes: bool) -> None:
        """Take note of a record to the open row, or to one above it."""
        paths = dict(leaves(data))
        for name in self._last.keys() & paths.keys():
            if paths[name] is not None:
                self._last[name] = (step, paths[name])
        if closes:
            self._open = set()
        elif joins:
            self._open.update(paths)
        else:
            self._open = set(paths)

    def _lacking(self, paths: Iterable[str]) -> Values:
        """The last values of step metrics that a row of these paths lacks; also of those that these need in turn."""
        held = set(paths)
        added: Values = {}
        todo = list(held)
        while todo:
            rule = self.rules.of(todo.pop())
            name = rule.step_metric
            last = self._last.get(name) if name and rule.step_sync else None
            if name is None or last is None or name in held:
                continue
            if not _has_relative(name, held):
                added[name] = last[1]
                todo.append(name)
            held.add(name)
        return added


def _has_relative(path: str, held: set[str]) -> bool:
    """Whether a value at this path would take the place of one that is held."""
    return any(above in held for above in ancestors(path)) or any(
        other.startswith(path + ".") for other in held
    )


def _with(data: Mapping[str, Json], values: Values) -> Mapping[str, Json]:
    """The data with values added at their paths; what was given stays as it is."""
    if not values:
        return data
    tree = dict(data)
    for path, value in values.items():
        *outer, last = split_path(path)
        node = tree
        for key in outer:
            inner = node[key] = dict(node.get(key, {}))
            node = inner
        node[last] = value
    return tree
