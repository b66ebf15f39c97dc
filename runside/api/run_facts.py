"""What a run that is read says of itself."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from runside.api.liveness import state_of
from runside.api.reading import Reading, read
from runside.fold import FoldState, RunState
from runside.journal import RunFolder

Json = Any

_NOT_METADATA = frozenset(
    {"project", "id", "name", "notes", "tags", "group", "job_type", "entity", "hidden", "trash"}
)


class RunFacts:
    """The properties of a run on disk, as its journals tell them."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder
        self._reading: Reading = read(folder)
        self._fold: FoldState | None = None
        self._set: dict[str, Json] = {}
        """Fields that were set and are not written yet."""

    @property
    def id(self) -> str:
        """Its id, which with the project names it to people."""
        return self._folder.id

    @property
    def uid(self) -> str:
        """What it is known by everywhere else: 32 hex digits."""
        return self._folder.uid

    @property
    def project(self) -> str:
        """The project that it belongs to."""
        return self._folder.project

    @property
    def entity(self) -> str | None:
        """Whose it is, as given."""
        return self._text("entity")

    @property
    def path(self) -> list[str]:
        """``[project, id]``, with the entity in front where there is one; joined by ``/`` it is what `Api.run` takes."""
        return [part for part in (self.entity, self.project, self.id) if part]

    @property
    def dir(self) -> str:
        """The folder of its files."""
        return str(self._folder.path)

    @property
    def url(self) -> None:
        """None: a run is shown in the notebook, and has no page on a network."""
        return None

    @property
    def created_at(self) -> str:
        """When it began, in UTC, as ``2026-11-21T20:51:15.250000Z``."""
        return _iso(self.start_time)

    @property
    def heartbeat_at(self) -> str | None:
        """When its last record was written, as `created_at` has it; None before the first."""
        last = self.fold.last
        return None if last is None else _iso(last)

    @property
    def start_time(self) -> float:
        """When it began, in Unix seconds."""
        start = self._fact("start")
        return self._folder.start if start is None else float(start)

    @property
    def user(self) -> str | None:
        """The account that it ran under."""
        return self._text("user")

    @property
    def group(self) -> str | None:
        """The group of runs that it belongs to, as given."""
        return self._text("group")

    @property
    def job_type(self) -> str | None:
        """What it does within its group, as given."""
        return self._text("job_type")

    @property
    def metadata(self) -> dict[str, Json]:
        """Where and how it ran: host, pid, program, notebook, versions."""
        run = self.fold.run or {}
        return {name: value for name, value in run.items() if name not in _NOT_METADATA}

    @property
    def state(self) -> RunState:
        """``running``, ``finished``, ``crashed``, ``killed`` or ``not heard from``, as its writers are now.

        It takes 2.5 s where a writer seems to have been killed in the last half minute.
        """
        return state_of(self._folder, self._read_fold())

    @property
    def fold(self) -> FoldState:
        """The registers of the fold, as they were when the run was loaded."""
        if self._fold is None:
            self._fold = self._read_fold()
        return self._fold

    @property
    def reading(self) -> Reading:
        """What it is read by."""
        return self._reading

    @property
    def folder(self) -> RunFolder:
        """Where it lies."""
        return self._folder

    def _read_fold(self) -> FoldState:
        return self._reading.fold()

    def _fact(self, field: str) -> Any:
        return self._set[field] if field in self._set else self._shown(field)

    def _text(self, field: str) -> str | None:
        value = self._fact(field)
        return None if value is None else str(value)

    def _shown(self, field: str) -> Any:
        return (self.fold.run or {}).get(field)


def _iso(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds, timezone.utc)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
