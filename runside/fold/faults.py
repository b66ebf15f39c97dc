"""Whether a record has the shape that the fold counts on.

A good checksum says that a line is as its writer wrote it, not that the writer kept to the
protocol. What the fold, the index and the reading of the API take of a record is checked here; everything else in it may
be what it likes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

Json = Any
Check = Callable[[Json], bool]

HIGHEST_STEP = 2**63 - 1
_HIGHEST_SEQ = 2**53
_MOST_DEPTH = 100
"""How deeply values may be nested: what folds and encodes them is recursive."""


def fault_of(record: Mapping[str, Json], payload: bytes) -> str | None:
    """What is wrong with a record, for people; None where nothing is. ``payload`` is its JSON."""
    kind = record.get("kind")
    if not isinstance(kind, str):
        return "the record has no kind"
    wanted = _FIELDS.get(kind)
    if wanted is None:
        # A kind of a later version: kept and forwarded, not folded.
        return (
            None if "t" not in record or _is_time(record["t"]) else _fault(kind, "t", record["t"])
        )
    if not _is_time(record.get("t")):
        return _fault(kind, "t", record.get("t"))
    for name, check in wanted.items():
        if not check(record.get(name)):
            return _fault(kind, name, record.get(name))
    if payload.count(b"{") + payload.count(b"[") > _MOST_DEPTH and _is_deep(record):
        return f"the {kind} record is nested too deeply"
    return None


def _fault(kind: str, name: str, value: Json) -> str:
    return f"the {kind} record has no good {name!r}: {repr(value)[:80]}"


def _is_deep(record: Mapping[str, Json]) -> bool:
    level: list[Json] = [record]
    for _ in range(_MOST_DEPTH):
        children = chain.from_iterable(v.values() if isinstance(v, dict) else v for v in level)
        level = [child for child in children if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def _is_time(value: Json) -> bool:
    return type(value) in (float, int) and math.isfinite(value)


def _is_step(value: Json) -> bool:
    return type(value) is int and -HIGHEST_STEP <= value <= HIGHEST_STEP


def _is_seq(value: Json) -> bool:
    return type(value) is int and 0 < value <= _HIGHEST_SEQ


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_bool(value: Json) -> bool:
    return isinstance(value, bool)


def _is_tree(value: Json) -> bool:
    return isinstance(value, dict)


def _is_change(value: Json) -> bool:
    """A change of config or summary: ``{"set": {path: value}, "delete": [path]}``, or none."""
    if value is None:
        return True
    return (
        isinstance(value, dict)
        and isinstance(value.get("set", {}), dict)
        and isinstance(value.get("delete", []), list)
        and all(isinstance(path, str) for path in value.get("delete", []))
    )


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _are_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


_FIELDS: dict[str, dict[str, Check]] = {
    "log": {"step": _is_step, "commit": _is_bool, "data": _is_tree},
    "config": {"set": _or_none(_is_tree), "delete": _or_none(_are_texts)},
    "summary": {"set": _or_none(_is_tree), "delete": _or_none(_are_texts)},
    "run": {
        "project": _is_text,
        "id": _is_text,
        "start": _is_time,
        "name": _or_none(_is_text),
        "kernel": _or_none(_is_text),
        "notebook": _or_none(_is_text),
        "tags": _or_none(_are_texts),
    },
    "metric": {"name": _is_text},
    "edit": {"config": _is_change, "summary": _is_change, "tags": _or_none(_are_texts)},
    "gap": {"writer": _is_text, "from": _is_seq, "to": _is_seq},
    "finish": {},
    "exception": {},
}
