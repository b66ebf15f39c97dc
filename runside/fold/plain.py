"""The plain summary of a single key, out of a stored fold state: the rest of it is not even looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runside.fold.paths import ancestors
from runside.fold.registers import Assignment, KeyRegisters, shown_before

Json = Any


def plain_summary(fold: Mapping[str, Json], path: str) -> Json:
    """What :meth:`FoldState.summary` shows at a path; None where it shows nothing.

    ``fold`` is what :meth:`FoldState.to_json` told. Values come as they stand in it.
    """
    keys = fold["keys"]
    if path not in keys:
        return None
    entry = KeyRegisters.from_json(keys[path]).shown()
    if entry is None or (isinstance(entry, Assignment) and entry.deleted):
        return None
    above = [ancestor for ancestor in ancestors(path) if ancestor in keys]
    below = [other for other in keys if other.startswith(path + ".")]
    for relative in (*above, *below):
        other = KeyRegisters.from_json(keys[relative]).shown()
        if other is not None and shown_before(entry, other):
            return None
    return entry.value
