"""Stamps, and the paths that live when relatives contradict each other.

A stamp is (t, writer, seq): the order of a run's records. Tuples compare as it does, since writers' names are ASCII.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from runside.fold.paths import ancestors

Stamp = tuple[float, str, int]
Entry = TypeVar("Entry")


def to_stamp(data: Sequence[Any]) -> Stamp:
    """A stamp, of its form in JSON."""
    t, writer, seq = data
    return (t, writer, seq)


def living(entries: Mapping[str, Entry], before: Callable[[Entry, Entry], bool]) -> list[str]:
    """The paths that no later relative has removed, in the order of ``entries``.

    A later value for ``a`` removes an earlier one for ``a.b``, and the other way round; of two that one record set, the
    outer one goes. Whether the remover is itself
    removed makes no difference, so the answer does not depend on the order in which the entries came.
    """
    removed: set[str] = set()
    for path, entry in entries.items():
        for above in ancestors(path):
            other = entries.get(above)
            if other is None:
                continue
            removed.add(path if before(entry, other) else above)
    return [path for path in entries if path not in removed]
