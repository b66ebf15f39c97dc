"""A run's summary: for each name the value that stands for the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from runside.data import Blob
from runside.fold.paths import join_path
from runside.sdk.nested import Json, Keys, view
from runside.sdk.values import Keeper

CALL = "runside.summary"


class Summary(Mapping[str, Any]):
    """The summary of a run, by item and by attribute.

    Read, a name gives what was logged last for it at the highest step, or what was set since. What is set is kept at
    once, and stays until the name is logged again.
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
        """Set many values at once, and keep them in one record. Without any there is nothing to do."""
        self.put((), {**(values or {}), **named})

    def put(self, keys: Keys, values: Mapping[str, object]) -> dict[str, Json]:
        if not values:
            return {}
        keeper = Keeper(CALL)
        kept = keeper.data(values)
        self._write({"set": {join_path((*keys, k)): v for k, v in kept.items()}}, keeper.blobs)
        return kept

    def drop(self, keys: Keys) -> None:
        self._write({"delete": [join_path(keys)]}, ())

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
