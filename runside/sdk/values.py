"""The values that users log, as records hold them.

numpy, torch and all other packages are touched only through the objects that the user hands over.
"""

from __future__ import annotations

import dataclasses
import operator
import os
import types
from collections import deque
from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from runside.data import Blob, Histogram, Image, Medium, instead_of, is_picture
from runside.errors import LogError
from runside.sdk.active import as_called
from runside.sdk.arrays import has_more_numbers, is_array, list_array, readable

Json = Any
Path = tuple[str | int, ...]
"""Where a value stands: the keys that lead to it, and its place in a list as a number."""

PLAIN = frozenset({float, int, str, bool, type(None)})
"""The types whose values stand in a record as they are."""

MOST_DEPTH = 64
"""How many dicts and lists may lie in each other. The index refuses records of more than 100, so that what is kept
here is shown there."""

MOST_BITS = 13_000
"""Of an integer: about 3,900 digits. Python refuses to read more than 4,300 (``sys.get_int_max_str_digits``)."""

_PLAIN_BUT_INT = PLAIN - {int}
_TEXT = frozenset({str})
_KEPT = "Kept are numbers, text, bools, None, dates, arrays, media, and lists and dicts of these"


def is_plain(data: object) -> bool:
    """Whether the data of a call stands in a record as it is: a flat dict of plain values under names."""
    return (
        type(data) is dict
        and PLAIN.issuperset(map(type, data.values()))
        and _TEXT.issuperset(map(type, data))
        and "" not in data
    )


class Keeper:
    """Turns the values of one call into what its record holds, and collects the blobs that it needs.

    Nothing that is given is changed. LogError, which names the path and the type, is raised for what cannot be kept.
    """

    most_values: int | None = 32
    """How many numbers an array may hold that is kept as a list; None for any."""

    array_bins = 32
    """Of the histogram that is kept of an array that holds more."""

    def __init__(self, call: str) -> None:
        self.blobs: list[Blob] = []
        self._call = as_called(call)

    def data(self, data: object) -> dict[str, Json]:
        """The data of a call: a mapping whose keys are names."""
        if not isinstance(data, Mapping):
            raise LogError(
                f"{self._call} takes a dict of names and values, not {type_name(data)}. Nothing of this call was kept"
            )
        return {self._name(key): self.value(value, (key,)) for key, value in data.items()}

    def value(self, value: object, path: Path) -> Json:
        """The value that stands at this path."""
        if type(value) in _PLAIN_BUT_INT:
            return value
        for kinds, keep in _KEEP_BY_TYPE:
            if isinstance(value, kinds):
                return keep(self, value, path)
        return self._by_behaviour(value, path)

    def refuse(self, path: Path, problem: str) -> LogError:
        """The error that says what is wrong with the value at this path."""
        return LogError(
            f"{self._call} cannot keep {shown(path)!r}: it {problem}. Nothing of this call was kept"
        )

    def other(self, value: object, path: Path) -> Json:
        """What no rule keeps."""
        raise self.refuse(path, f"is {type_name(value)}. {instead_of(value) or _KEPT}")

    def large_array(self, array: Any, path: Path) -> Json:
        """An array of more numbers than a list is kept of."""
        return Histogram(array, num_bins=self.array_bins).descriptor()

    def media(self, media: list[Medium], path: Path) -> None:
        """Take the blobs of media that stand at this path."""
        if any(type(part) is int for part in path):
            raise self.refuse(
                path, "is a medium deep inside a list; log the list of media by itself"
            )
        for medium in media:
            self.blobs += medium.blobs()

    def _name(self, key: object) -> str:
        if not isinstance(key, str):
            problem = f"the name {key!r} is {type_name(key)}, not a text"
        elif not key:
            problem = "a name must not be empty"
        else:
            return str.__str__(key)
        raise LogError(f"{self._call}: {problem}. Nothing of this call was kept")

    def _integer(self, value: Any, path: Path) -> int:
        number = int(value)
        if number.bit_length() > MOST_BITS:
            raise self.refuse(
                path, f"is an int of {number.bit_length()} bits, more than {MOST_BITS}"
            )
        return number

    def _check_depth(self, path: Path) -> None:
        if len(path) > MOST_DEPTH:
            raise self.refuse(path[:3], f"is nested more than {MOST_DEPTH} deep, or in itself")

    def _by_behaviour(self, value: Any, path: Path) -> Json:
        """What is known by what it can do."""
        kind = type(value)
        if is_picture(value):
            return self._medium(self._picture(value, path), path)
        if is_array(value):
            return self._array(value, path)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            names = [field.name for field in dataclasses.fields(value)]
            return self._tree({name: getattr(value, name) for name in names}, path)
        for method, number in (("__index__", operator.index), ("__float__", float)):
            if hasattr(kind, method):
                try:
                    return self.value(number(value), path)
                except Exception as error:
                    raise self._unreadable(value, path, error) from error
        if isinstance(value, Sequence):
            return self._sequence(value, path)
        if kind.__name__ == "NAType":  # what pandas has where a value is missing
            return None
        return self.other(value, path)

    def _unreadable(self, value: object, path: Path, error: Exception) -> LogError:
        return self.refuse(path, f"is {type_name(value)} and cannot be read: {error}")

    def _tree(self, value: Mapping[Any, object], path: Path) -> Json:
        self._check_depth(path)
        tree = {}
        for key, item in value.items():
            name = str(key)
            tree[name] = self.value(item, (*path, name))
        return tree

    def _sequence(self, value: Iterable[object], path: Path) -> Json:
        self._check_depth(path)
        items = list(value)
        if _PLAIN_BUT_INT.issuperset(map(type, items)):
            return items
        if not any(type(item) not in PLAIN and _is_medium(item) for item in items):
            return [self.value(item, (*path, at)) for at, item in enumerate(items)]
        kinds = {Image if is_picture(item) else type(item) for item in items}
        if len(kinds) > 1:
            names = " and ".join(sorted(type_name(kind=kind) for kind in kinds))
            raise self.refuse(path, f"is a list of {names}; a list of media is of one type")
        media = [
            item if isinstance(item, Medium) else self._picture(item, (*path, at))
            for at, item in enumerate(items)
        ]
        self.media(media, path)
        return media[0].batch(media)

    def _medium(self, medium: Medium, path: Path) -> Json:
        self.media([medium], path)
        return medium.descriptor()

    def _picture(self, image: object, path: Path) -> Image:
        try:
            return Image(image)
        except LogError as error:
            raise self.refuse(path, f"cannot be kept as an image: {error}") from error

    def _array(self, value: object, path: Path) -> Json:
        try:
            array = readable(value)
            if self.most_values is not None and has_more_numbers(array, self.most_values):
                return self.large_array(array, path)
            listed = list_array(array)
        except LogError as error:
            raise self.refuse(path, str(error)) from None
        except Exception as error:
            raise self._unreadable(value, path, error) from error
        return self.value(listed, path)


class ConfigKeeper(Keeper):
    """Keeps what configures a run: whole arrays, no media, and of any other object the text that it shows itself as."""

    most_values = None

    def other(self, value: object, path: Path) -> Json:
        return getattr(value, "__qualname__", None) or str(value)

    def media(self, media: list[Medium], path: Path) -> None:
        raise self.refuse(path, f"is {type_name(media[0])}: media are logged, not configured")


def shown(path: Path) -> str:
    """A path for people: ``a.b[3]``."""
    first, *rest = path
    return str(first) + "".join(f"[{p}]" if type(p) is int else f".{p}" for p in rest)


def type_name(value: object = None, kind: type | None = None) -> str:
    """The type of a value as a user would write it: ``dict``, ``torch.nn.Linear``."""
    kind = kind or type(value)
    plain = kind.__module__ in ("builtins", "__main__")
    return kind.__qualname__ if plain else f"{kind.__module__}.{kind.__qualname__}"


def iso_duration(duration: timedelta) -> str:
    """A duration as ISO 8601 has it: ``P1DT2H3M4.5S``, a minus sign in front where it is negative."""
    if duration < timedelta(0):
        return "-" + iso_duration(-duration)
    hours, seconds = divmod(duration.seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{duration.microseconds:06d}".rstrip("0") if duration.microseconds else ""
    parts = ((hours, "H"), (minutes, "M"))
    clock = "".join(f"{count}{unit}" for count, unit in parts if count)
    if seconds or fraction or not (clock or duration.days):
        clock += f"{seconds}{fraction}S"
    return f"P{f'{duration.days}D' if duration.days else ''}{f'T{clock}' if clock else ''}"


def _is_medium(value: object) -> bool:
    return isinstance(value, Medium) or is_picture(value)


_Keep = Callable[[Keeper, Any, Path], Json]

_KEEP_BY_TYPE: tuple[tuple[type | tuple[type, ...], _Keep], ...] = (
    # An Enum may be an int or a str as well, and then its value is meant.
    (Enum, lambda keeper, value, path: keeper.value(value.value, path)),
    (int, Keeper._integer),
    (float, lambda keeper, value, path: float(value)),
    (str, lambda keeper, value, path: str.__str__(value)),
    (Mapping, Keeper._tree),
    (Medium, Keeper._medium),
    (
        (
            *(list, tuple, set, frozenset, range, deque),
            *(types.GeneratorType, map, filter, zip, KeysView, ValuesView, ItemsView),
        ),
        Keeper._sequence,
    ),
    ((datetime, date, time), lambda keeper, value, path: value.isoformat()),
    (timedelta, lambda keeper, value, path: iso_duration(value)),
    ((Decimal, complex), lambda keeper, value, path: str(value)),
    ((bytes, bytearray), lambda keeper, value, path: value.decode("utf-8", "backslashreplace")),
    (os.PathLike, lambda keeper, value, path: keeper.value(os.fspath(value), path)),
)
"""How values of these types are kept, the first that fits."""
