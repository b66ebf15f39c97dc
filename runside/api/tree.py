"""The config and the summary of a run that is read: dicts that know what was changed in them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from runside.errors import UsageError
from runside.fold.paths import ancestors, escape, is_leaf
from runside.journal import encode_value, to_json

Json = Any
Change = dict[str, Json]


class Tree(dict[str, Json]):
    """A dict of what a run holds. Changes stay here until `update`, of this or of the run, writes them."""

    def __init__(self, name: str, values: Mapping[str, Json], write: Callable[[], None]) -> None:
        super().__init__(copy.deepcopy(dict(values)))
        self._name = name
        self._kept = _leaves(self, name)
        self._write = write

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Set many values, and write them with all that was changed before; without any, write that."""
        super().update(*args, **kwargs)
        self._write()

    def change(self) -> Change:
        """What differs from what the run holds: ``{"set": {path: value}, "delete": [path]}``, and no empty part.

        Raises UsageError for a value that a journal cannot keep; it names the path.
        """
        present = _leaves(self, self._name)
        set_ = {
            path: value
            for path, value in present.items()
            if path not in self._kept or not _same(value, self._kept[path])
        }
        gone = [p for p in self._kept if p not in present and not _is_replaced(p, set_)]
        parts: Change = {"set": set_, "delete": gone}
        return {part: content for part, content in parts.items() if content}

    def written(self) -> None:
        """Note that the run holds what is here now."""
        self._kept = _leaves(self, self._name)


class SummaryTree(Tree):
    """The summary, whose values are attributes of it too, as far as a dict has none of that name."""

    @property
    def _json_dict(self) -> dict[str, Json]:
        """All of it as a plain dict, by the name that much code asks W&B's for it."""
        return dict(self)

    def __getattr__(self, name: str) -> Json:
        if name.startswith("__") or name not in self:
            raise AttributeError(f"the summary has no {name!r}")
        return self[name]


def _is_replaced(path: str, by: Mapping[str, Json]) -> bool:
    """Whether one of these paths is a relative of this one, which it removes."""
    return any(above in by for above in ancestors(path)) or any(
        other.startswith(path + ".") for other in by
    )


def _leaves(tree: Mapping[str, Json], name: str, prefix: str = "") -> dict[str, Json]:
    """Each leaf by path, in the protocol's types; an empty dict is a leaf too."""
    found: dict[str, Json] = {}
    for key, value in tree.items():
        if not isinstance(key, str):
            raise UsageError(f"{name}: the key {key!r} of {prefix or 'it'!r} is no text")
        path = prefix + escape(key)
        if is_leaf(value) or not value:
            found[path] = _plain(value, f"{name}[{path!r}]")
        else:
            found |= _leaves(value, name, path + ".")
    return found


def _plain(value: object, where: str) -> Json:
    """A value without numpy's types. Raises UsageError."""
    to_list = getattr(value, "tolist", None)
    plain = to_list() if callable(to_list) else value
    try:
        to_json({"": plain})
    except (TypeError, ValueError) as error:
        raise UsageError(f"{where} cannot be kept: {error}") from None
    return copy.deepcopy(plain)


def _same(one: Json, other: Json) -> bool:
    """Whether two values are written alike: 1, 1.0 and True are not, and NaN is NaN."""
    return to_json({"": encode_value(one)}) == to_json({"": encode_value(other)})
