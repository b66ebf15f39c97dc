"""What takes a run's calls where nothing is kept of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from runside.data import Blob
from runside.fold import split_path
from runside.sdk.steps import Steps

Json = Any


class NoRecorder:
    """Keeps nothing, at next to no cost: for ``mode="disabled"``, and where no journal can be."""

    keeps = False

    def __init__(self) -> None:
        self.steps = Steps()
        self.touched = False
        self._summary: dict[str, Json] = {}

    def log(self, data: Mapping[str, Json], step: int | None, commit: bool | None) -> None:
        self.steps.take(step, commit)
        if isinstance(data, dict):
            self._summary.update(data)

    def define(self, given: Mapping[str, Json]) -> None:
        pass

    def change(self, kind: str, fields: Mapping[str, Json]) -> None:
        if kind == "summary":
            for path, value in fields.get("set", {}).items():
                *outer, last = split_path(path)
                self._inside(outer)[last] = value
            for path in fields.get("delete", ()):
                *outer, last = split_path(path)
                self._inside(outer).pop(last, None)

    def note(self, kind: str, fields: Mapping[str, Json]) -> None:
        pass

    def keep(self, blobs: Sequence[Blob]) -> None:
        pass

    def summary(self) -> dict[str, Json]:
        return self._summary

    def finish(self, fields: Mapping[str, Json]) -> None:
        pass

    def _inside(self, keys: Sequence[str]) -> dict[str, Json]:
        """The dict of the summary that these keys lead to: one of its own, never one that the user logged."""
        place = self._summary
        for key in keys:
            inner = place.get(key)
            place[key] = dict(inner) if isinstance(inner, Mapping) else {}
            place = place[key]
        return place


class Nowhere:
    """In place of a journal that cannot be begun in a forked child."""

    writer = ""

    def append(self, record: Mapping[str, Json]) -> int:
        return 0

    def append_payloads(self, payloads: Sequence[bytes]) -> int:
        return 0

    def close(self) -> None:
        pass
