"""A run's config: what it was started with, and what was added since."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from runside.errors import ConfigError, UsageError
from runside.fold.paths import join_path
from runside.journal import dumps
from runside.sdk.nested import Json, Keys, to_set, view
from runside.sdk.values import ConfigKeeper, type_name

CALL = "runside.config"


class Config(Mapping[str, Any]):
    """The config of a run, by item and by attribute; what is set is kept at once.

    A value that is there changes only with ``allow_val_change``, which a notebook allows without being asked.
    """

    _values: dict[str, Json]
    _write: Callable[[dict[str, Any]], None]
    _may_change: bool

    def __init__(self, write: Callable[[dict[str, Any]], None], may_change: bool) -> None:
        vars(self).update(_values={}, _write=write, _may_change=may_change)

    def update(
        self, *sources: object, allow_val_change: bool | None = None, **values: object
    ) -> None:
        """Set many values at once, and keep them in one record.

        Args:
            sources: a dict, another config, the path of a YAML file, argparse's Namespace, absl's flags, or any object
                with attributes; where several have a name, the last counts.
            allow_val_change: whether values that are there may change; None for the run's own rule. May be given by
                position, after one source.
            values: names and values by themselves.

        Raises ConfigError, and sets nothing, where one would change that may not.
        """
        last = sources[-1] if sources else None
        if isinstance(last, bool):
            sources, allow_val_change = sources[:-1], last
        given: dict[str, object] = {}
        for source in (*sources, values):
            given.update(read_config(source))
        self._put((), given, allow_val_change)

    def setdefaults(self, source: object) -> None:
        """Set those of these values whose names are not there."""
        self._put((), {k: v for k, v in read_config(source).items() if k not in self._values})

    def restore(self, values: Mapping[str, Json]) -> None:
        """Take what the journal of a resumed run holds, which is kept already."""
        self._values.update(copy.deepcopy(dict(values)))

    def as_dict(self) -> dict[str, Any]:
        """A copy in plain dicts and lists."""
        return copy.deepcopy(self._values)

    def put(self, keys: Keys, values: Mapping[str, object]) -> dict[str, Json]:
        return self._put(keys, values)

    def drop(self, keys: Keys) -> None:
        outer, last = keys[:-1], keys[-1]
        change: dict[str, Any] = {"delete": [join_path(keys)]}
        if outer and set(self._place(outer)) == {last}:
            change["set"] = {join_path(outer): {}}  # what it was the last of stays, and is empty
        self._write(change)
        self._place(outer).pop(last, None)

    def _put(
        self, keys: Keys, values: Mapping[str, object], may_change: bool | None = None
    ) -> dict[str, Json]:
        if not values:
            return {}
        kept = ConfigKeeper(CALL).data(values)
        place = self._place(keys)
        changed = {k: v for k, v in kept.items() if k not in place or not _is(place[k], v)}
        if not (self._may_change if may_change is None else may_change):
            for key in changed:
                if key in place and not _same(place[key], changed[key]):
                    name = join_path((*keys, key))
                    raise ConfigError(
                        f"config {name!r} is {place[key]!r} and would become {changed[key]!r}; "
                        "config.update(..., allow_val_change=True) changes it"
                    )
        if changed:
            self._write({"set": to_set(keys, changed)})
            place.update(changed)
        return kept

    def _place(self, keys: Keys) -> dict[str, Json]:
        place = self._values
        for key in keys:
            place = place.setdefault(key, {})
        return place

    def __getitem__(self, key: str) -> Any:
        return view(self._values[key], self, (key,))

    def __setitem__(self, key: str, value: object) -> None:
        self._put((), {key: value})

    def __delitem__(self, key: str) -> None:
        if key not in self._values:
            raise KeyError(key)
        self.drop((key,))

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the config has no {name!r}") from None

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"the config has no {name!r}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._values))

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)

    def __reduce__(self) -> tuple[Callable[[dict[str, Json]], Config], tuple[dict[str, Json]]]:
        """Copied or sent to another process, it belongs to no run: what holds it reads on, and changes nothing here."""
        return _of_no_run, (self.as_dict(),)


def _of_no_run(values: dict[str, Json]) -> Config:
    config = Config(_keep_nothing, may_change=True)
    config.restore(values)
    return config


def _keep_nothing(change: dict[str, Any]) -> None:
    """Take a change of a config that belongs to no run."""


def keep_config(source: object) -> dict[str, Json]:
    """What a source holds, as records keep it. Raises UsageError and LogError, as ``Config.update`` does."""
    return ConfigKeeper(CALL).data(read_config(source))


def read_config(source: Any) -> Mapping[str, object]:
    """The names and values of whatever configures a run.

    Raises UsageError for what has neither names nor attributes, and for a file that cannot be read.
    """
    if source is None:
        return {}
    if isinstance(source, Mapping):
        return source
    if isinstance(source, (str, os.PathLike)):
        return _read_yaml(Path(source))
    if hasattr(source, "flag_values_dict"):
        flags: Mapping[str, object] = source.flag_values_dict()
        return flags
    if hasattr(source, "__dict__") and not isinstance(source, type):
        return dict(vars(source))
    raise UsageError(
        f"config is a dict, the path of a YAML file or an object with attributes, not {type_name(source)}"
    )


def _read_yaml(path: Path) -> Mapping[str, object]:
    try:
        yaml: Any = import_module("yaml")
    except ImportError:
        raise UsageError(
            f"to read the config from {path}, Runside needs PyYAML: pip install PyYAML"
        ) from None
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"the config file {path} cannot be read: {error}") from error
    if not isinstance(read, Mapping):
        raise UsageError(f"the config file {path} holds no names and values at its top")
    of_wandb = ("wandb_version", "_wandb")  # what its files say of themselves
    return {str(k): _described(value) for k, value in read.items() if k not in of_wandb}


def _described(value: object) -> object:
    """The value of an entry; W&B's files have it beside its description."""
    if isinstance(value, Mapping) and "value" in value and set(value) <= {"value", "desc"}:
        return value["value"]
    return value


def _same(one: Json, other: Json) -> bool:
    """Whether setting one where the other is changes nothing: equal as Python has it (1 and 1.0), and a NaN like another."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other) or (one != one and other != other)


def _is(one: Json, other: Json) -> bool:
    """Whether both are the same to the letter, so that nothing need be written."""
    return _same(one, other) and dumps({"": one}) == dumps({"": other})
