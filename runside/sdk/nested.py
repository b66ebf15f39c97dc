"""Dicts inside of config and summary, whose changes are kept."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from runside.fold.paths import join_path

Json = Any
Keys = tuple[str, ...]


class Tree(Protocol):
    """What a nested dict is part of."""

    def put(self, keys: Keys, values: Mapping[str, object]) -> dict[str, Json]:
        """Keep values below the place that these keys lead to; returns them as they are kept."""

    def drop(self, keys: Keys) -> None:
        """Delete what these keys lead to."""


def view(value: Json, tree: Tree, keys: Keys) -> Json:
    """The value, as a dict whose changes reach the tree where it is one; a copy of a list, and of what stands for a medium.

    A list is set anew to change it: ``summary["sizes"] = [*summary["sizes"], 3]``.
    """
    if type(value) is dict and not isinstance(value.get("_type"), str):
        return Nested(value, tree, keys)
    return copy.deepcopy(value) if isinstance(value, (dict, list)) else value


def to_set(keys: Keys, values: Mapping[str, Json]) -> dict[str, Json]:
    """What a record sets, path by path, to keep values below the place that these keys lead to.

    A tree stands for its leaves, and an empty dict inside of it has none: it is set by itself.
    """
    paths: dict[str, Json] = {}
    for key, value in values.items():
        paths[join_path((*keys, key))] = value
        for place in _empty_below(value, (*keys, key)):
            paths[join_path(place)] = {}
    return paths


def _empty_below(value: Json, keys: Keys) -> Iterator[Keys]:
    if type(value) is not dict or isinstance(value.get("_type"), str):
        return
    for key, item in value.items():
        if item == {}:
            yield (*keys, key)
        else:
            yield from _empty_below(item, (*keys, key))


class Nested(dict[str, Any]):
    """A dict whose changes are kept in the run; its items are attributes too."""

    __slots__ = ("_keys", "_tree")

    def __init__(self, values: Mapping[str, Json], tree: Tree, keys: Keys) -> None:
        object.__setattr__(self, "_tree", tree)
        object.__setattr__(self, "_keys", keys)
        _teach_yaml()
        super().__init__((key, view(item, tree, (*keys, key))) for key, item in values.items())

    def __setitem__(self, key: str, value: object) -> None:
        self.update({key: value})

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._tree.drop((*self._keys, str(key)))

    def update(self, *args: Any, **kwargs: Any) -> None:
        given = {str(key): value for key, value in dict(*args, **kwargs).items()}
        kept = self._tree.put(self._keys, given)
        for key, value in kept.items():
            super().__setitem__(key, view(value, self._tree, (*self._keys, key)))

    def setdefault(self, key: str, default: object = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: str, *default: Any) -> Any:
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def popitem(self) -> tuple[str, Any]:
        key = next(reversed(self))
        return key, self.pop(key)

    def clear(self) -> None:
        for key in list(self):
            del self[key]

    def __ior__(self, other: Mapping[str, object] | Iterable[tuple[str, object]]) -> Nested:  # type: ignore[override,misc]
        self.update(other)
        return self

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        return dict, (dict(self),)


def _teach_yaml() -> None:
    """Let PyYAML, where the program has it, write these as the dicts that they are: by itself it looks at the exact type."""
    yaml: Any = sys.modules.get("yaml.representer")
    if yaml is not None:
        for kind in (yaml.SafeRepresenter, yaml.Representer):
            if Nested not in kind.yaml_representers:
                kind.add_representer(Nested, yaml.SafeRepresenter.represent_dict)
