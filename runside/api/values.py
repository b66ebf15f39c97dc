"""What a filter or an order looks at in a run, by the names that W&B gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any, Final

from runside.api.run import Run
from runside.errors import UsageError
from runside.fold.paths import split_path

Json = Any


class _Missing:
    """What a run does not have."""

    def __repr__(self) -> str:
        return "missing"


MISSING: Final = _Missing()

_FIELDS: Mapping[str, Callable[[Run], Json]] = {
    "created_at": lambda run: run.start_time,
    "createdAt": lambda run: run.start_time,
    "display_name": lambda run: run.name,
    "displayName": lambda run: run.name,
    "entity": lambda run: run.entity,
    "group": lambda run: run.group,
    "heartbeat_at": lambda run: run.fold.last,
    "heartbeatAt": lambda run: run.fold.last,
    "host": lambda run: (run.fold.run or {}).get("host"),
    "id": lambda run: run.id,
    "job_type": lambda run: run.job_type,
    "jobType": lambda run: run.job_type,
    "name": lambda run: run.id,
    "notes": lambda run: run.notes,
    "project": lambda run: run.project,
    "state": lambda run: run.state,
    "tags": lambda run: run.tags,
    "uid": lambda run: run.uid,
    "user": lambda run: run.user,
    "username": lambda run: run.user,
}
"""``name`` is the id and ``display_name`` the name, as in W&B."""

TIMES = frozenset({"created_at", "createdAt", "heartbeat_at", "heartbeatAt"})

_TREES: Mapping[str, Callable[[Run], Mapping[str, Json]]] = {
    "config": lambda run: run.config,
    "summary": lambda run: run.summary,
    "summary_metrics": lambda run: run.summary,
    "summaryMetrics": lambda run: run.summary,
}

Look = Callable[[Run], Json]


def field(name: str) -> Look:
    """How to find a field in a run; what it finds may be MISSING. Raises UsageError for a name of none."""
    if name in _FIELDS:
        find = _FIELDS[name]

        def fact(run: Run) -> Json:
            found = find(run)
            return MISSING if found is None else found

        return fact
    tree, _, path = name.partition(".")
    if tree not in _TREES or not path:
        raise UsageError(
            f"{name!r} is nothing that a run has: it is one of {', '.join(sorted(_FIELDS))}, config.<key> or "
            "summary_metrics.<key>"
        )
    values = _TREES[tree]

    def leaf(run: Run) -> Json:
        found = _at(values(run), path)
        if found is MISSING and path.endswith(".value"):  # as W&B's config is laid out
            return _at(values(run), path.removesuffix(".value"))
        return found

    return leaf


def _at(tree: Json, path: str) -> Json:
    """What a tree holds at a dotted path: also where a key of it has dots itself."""
    if not isinstance(tree, Mapping):
        return MISSING
    if path in tree:
        return tree[path]
    keys = split_path(path)
    for end in range(len(keys) - 1, 0, -1):
        key = ".".join(keys[:end])
        if key in tree:
            found = _at(tree[key], ".".join(keys[end:]))
            if found is not MISSING:
                return found
    return MISSING


def to_time(value: Json) -> Json:
    """A time in Unix seconds: of ISO text (UTC where it names no zone), a datetime or a number."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
        except ValueError:
            raise UsageError(
                f"{value!r} is no time: it is as '2026-11-21T20:51:15', a datetime or Unix seconds"
            ) from None
    if isinstance(value, datetime):
        if value.tzinfo is None:
            value = value.replace(tzinfo=timezone.utc)
        return value.timestamp()
    return value
