"""Paths: how a leaf of nested objects is named.

A path is the keys joined by ``.``; a dot inside a key is written ``\\.`` and a backslash ``\\\\``. Lists and media
descriptors (objects with a text ``_type``) are leaves. See ``protocol/README.md``, "Values".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = Any


def escape(key: str) -> str:
    """One key as a part of a path."""
    if "\\" in key:
        key = key.replace("\\", "\\\\")
    return key.replace(".", "\\.") if "." in key else key


def join_path(keys: Iterable[str]) -> str:
    """The path of a leaf that is reached by these keys."""
    return ".".join(escape(key) for key in keys)


def split_path(path: str) -> list[str]:
    """The keys that a path goes through, outermost first."""
    if "\\" not in path:
        return path.split(".")
    keys: list[str] = []
    key: list[str] = []
    characters = iter(path)
    for character in characters:
        if character == "\\":
            key.append(next(characters, "\\"))
        elif character == ".":
            keys.append("".join(key))
            key = []
        else:
            key.append(character)
    keys.append("".join(key))
    return keys


def ancestors(path: str) -> Iterator[str]:
    """The paths of the objects that hold this leaf, innermost first; none for a top-level key."""
    end = len(path)
    while True:
        end = path.rfind(".", 0, end)
        if end < 0:
            return
        backslashes = end - len(path[:end].rstrip("\\"))
        if backslashes % 2 == 0:
            yield path[:end]


def is_leaf(value: Json) -> bool:
    """Whether a value is kept whole under its path: anything but an object, and media descriptors."""
    return not isinstance(value, Mapping) or isinstance(value.get("_type"), str)


def leaves(tree: Mapping[str, Json], prefix: str = "") -> Iterator[tuple[str, Json]]:
    """Each leaf of a tree with its path, in the order of the keys. An empty object has no leaves."""
    yield from flat(tree, prefix).items()


def flat(tree: Mapping[str, Json], prefix: str = "") -> dict[str, Json]:
    """The leaves of a tree by path, each below the prefix."""
    found: dict[str, Json] = {}
    for key, value in tree.items():
        path = prefix + (escape(key) if "." in key or "\\" in key else key)
        if type(value) is float or is_leaf(value):
            found[path] = value
        else:
            found.update(flat(value, path + "."))
    return found


def nest(values: Mapping[str, Json]) -> dict[str, Json]:
    """The tree of these leaves: the inverse of :func:`leaves`, where no path is a relative of another."""
    tree: dict[str, Json] = {}
    for path, value in values.items():
        *outer, last = split_path(path)
        node = tree
        for key in outer:
            node = node.setdefault(key, {})
        node[last] = value
    return tree
