"""A run's summary: for each name the value that stands for the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from runside.data import Blob, keep_array
from runside.fold.paths import join_path
from runside.sdk.nested import Json, Keys, to_set, view
from runside.sdk.values import Keeper, Path

CALL = "runside.summary"


class SummaryKeeper(Keeper):
    """Keeps what is set in a summary: as in history, but a large array whole, as a file."""

    def large_array(self, array: Any, path: Path) -> Json:
        blob, descriptor = keep_array(array)
        self.blobs.append(blob)
        return descriptor


class Summary(Mapping[str, Any]):
    """The summary of a run, by item and by attribute.

    Read, a name gives what was logged last for it at the highest step, or what was set since. What is set is kept at
    once, and stays until the name is logged again. An array or a tensor of up to 32 values is kept as a list; a larger
    one whole, as an ``.npy`` file: read, its name gives a dict with its ``path``, its shape, and numbers that stand for it.
    """

    _read: Callable[[], dict[str, Json]]
    _write: Callable[[dict[str, Any], Sequence[Blob]], None]

    def __init__(
        self,
        read: Callable[[], dict[str, Json]],
        write: Callable[[dict[str, Any], Sequence[Blob]], None],
    ) -> None:
        vars(self).update(_read=read, _write=write)

    def update(self, values: Mapping[str, object] | None = None, /, **named: object) -> None:
        """Set many values at once, and keep them in one record. Without any there is nothing to do.

        Raises LogError, and sets nothing, for what is no mapping of names to values that can be kept.
        """
        self.put((), {**values, **named} if isinstance(values, Mapping) else values or named)

    def put(self, keys: Keys, values: Mapping[str, object]) -> dict[str, Json]:
        if not values:
            return {}
        keeper = SummaryKeeper(CALL)
        kept = keeper.data(values)
        self._write({"set": to_set(keys, kept)}, keeper.blobs)
        return kept

    def drop(self, keys: Keys) -> None:
        change: dict[str, Any] = {"delete": [join_path(keys)]}
        if outer := keys[:-1]:
            place: Any = self._read()
            for key in outer:
                place = place.get(key) if isinstance(place, dict) else None
            if isinstance(place, dict) and set(place) == {keys[-1]}:
                # What it was the last of stays, and is empty.
                change["set"] = {join_path(outer): {}}
        self._write(change, ())

    def __getitem__(self, key: str) -> Any:
        return view(self._read()[key], self, (key,))

    def __setitem__(self, key: str, value: object) -> None:
        self.put((), {key: value})

    def __delitem__(self, key: str) -> None:
        if key not in self._read():
            raise KeyError(key)
        self.drop((key,))

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the summary has no {name!r}") from None

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"the summary has no {name!r}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __contains__(self, key: object) -> bool:
        return key in self._read()

    def items(self) -> Any:
        return {key: view(value, self, (key,)) for key, value in self._read().items()}.items()

    def values(self) -> Any:
        return dict(self.items()).values()

    def __repr__(self) -> str:
        return repr(self._read())

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        """Copied or sent to another process, it is a dict of what it held then."""
        return dict, (dict(self.items()),)
