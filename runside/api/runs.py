"""The runs of a project, as a sequence that is read when it is looked at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

from runside.api.filters import compile_filter
from runside.api.finding import runs_in
from runside.api.liveness import look_ahead
from runside.api.run import Run
from runside.api.values import MISSING, field
from runside.errors import UsageError
from runside.fold import is_logging
from runside.journal import RunFolder, writers
from runside.places import overlay_of

Json = Any

CREATED = "created_at"


class Runs(Sequence[Run]):
    """Runs, filtered and in order. They are looked for once, when the first is asked for; runs in the trash are left out."""

    def __init__(
        self, root: Path, project: str | None, filters: Mapping[str, Json] | None, order: str
    ) -> None:
        """Runs of ``project`` below ``root``; of all projects where it is None. Raises UsageError."""
        self._root = root
        self._project = project
        self._is_wanted = compile_filter(filters)
        self._is_descending, self._by = parse_order(order)
        self._found: list[Run] | None = None

    def __len__(self) -> int:
        return len(self._runs())

    @overload
    def __getitem__(self, index: int) -> Run: ...

    @overload
    def __getitem__(self, index: slice) -> list[Run]: ...

    def __getitem__(self, index: int | slice) -> Run | list[Run]:
        return self._runs()[index]

    def __iter__(self) -> Iterator[Run]:
        return iter(self._runs())

    def __repr__(self) -> str:
        return f"<Runs {self._project or 'of all projects'}>"

    def _runs(self) -> list[Run]:
        if self._found is None:
            found = [Run(folder) for folder in runs_in(self._root, self._project)]
            look_ahead(run.folder.path for run in found)
            wanted = [run for run in found if not _is_trash(run) and self._is_wanted(run)]
            self._found = _sorted(wanted, self._by, descending=self._is_descending)
        return self._found


def parse_order(order: str) -> tuple[bool, str]:
    """Whether an order descends, and by what: ``-summary_metrics.loss``. Raises UsageError."""
    if not isinstance(order, str) or not order.strip():
        raise UsageError(f"order is as '+created_at' or '-summary_metrics.loss', not {order!r}")
    text = order.strip()
    by = text.lstrip("+-")
    field(by)
    return text.startswith("-"), by


def _sorted(runs: list[Run], by: str, *, descending: bool) -> list[Run]:
    """By one of their fields; those that lack it last. Namesakes stay in the order in which they began."""
    runs = sorted(runs, key=lambda run: (run.folder.start, run.uid), reverse=descending)
    if by == CREATED:
        return runs
    look: Callable[[Run], Json] = field(by)
    values = [(look(run), run) for run in runs]
    known = [(value, run) for value, run in values if _can_be_ordered(value)]
    known.sort(key=lambda pair: _key(pair[0]), reverse=descending)
    return [run for _, run in known] + [run for value, run in values if not _can_be_ordered(value)]


def _can_be_ordered(value: Json) -> bool:
    if value is MISSING or not isinstance(value, str | int | float):
        return False
    return not (isinstance(value, float) and math.isnan(value))


def _key(value: str | int | float) -> tuple[bool, str | int | float]:
    """Numbers before texts."""
    return isinstance(value, str), value


def _is_trash(run: Run) -> bool:
    """Whether somebody moved it to the trash. Nobody has where nobody edited it, and that is seen without reading it."""
    return _is_edited(run.folder) and bool((run.fold.run or {}).get("trash"))


def _is_edited(folder: RunFolder) -> bool:
    holders = (folder.path, overlay_of(folder.uid))
    return any(not is_logging(writer) for holder in holders for writer in writers(holder))
