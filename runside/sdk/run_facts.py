"""What a run says of itself: how it is called, where its files are, what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from runside.errors import UsageError
from runside.sdk.names import check_tags, check_text
from runside.sdk.recorder import Recorder
from runside.sdk.settings import Settings, check_total_steps


class RunFacts:
    """The properties of a run; name, notes, tags and total steps may be set, and are kept at once."""

    def __init__(
        self,
        settings: Settings,
        recorder: Recorder,
        *,
        name: str,
        uid: str | None,
        start: float,
        dir: Path | None,  # noqa: A002 - W&B's name for it
    ) -> None:
        self._settings = settings
        self._recorder = recorder
        self._name = name
        self._notes = settings.notes
        self._tags = settings.tags
        self._total_steps = settings.total_steps
        self._uid = uid
        self._start = start
        self._dir = dir
        self._finished = False

    @property
    def id(self) -> str:
        """Its id, which with the project names it to people."""
        return self._settings.id

    @property
    def uid(self) -> str | None:
        """What it is known by everywhere else: 32 hex digits; None where nothing is kept."""
        return self._uid

    @property
    def project(self) -> str:
        """The project that it belongs to."""
        return self._settings.project

    @property
    def entity(self) -> str | None:
        """Whose it is, as given."""
        return self._settings.entity

    @property
    def group(self) -> str | None:
        """The group of runs that it belongs to, as given."""
        return self._settings.group

    @property
    def job_type(self) -> str | None:
        """What it does within its group, as given."""
        return self._settings.job_type

    @property
    def path(self) -> str:
        """``project/id``, with the entity in front where there is one."""
        return "/".join(part for part in (self.entity, self.project, self.id) if part)

    @property
    def dir(self) -> str | None:
        """The folder of its files; None where nothing is kept."""
        return None if self._dir is None else str(self._dir)

    @property
    def start_time(self) -> float:
        """When it began, in Unix seconds."""
        return self._start

    @property
    def step(self) -> int:
        """The step that the next `log` without a step writes to."""
        return self._recorder.steps.current

    @property
    def offline(self) -> bool:
        """Whether it only writes files."""
        return self._settings.mode == "offline"

    @property
    def disabled(self) -> bool:
        """Whether nothing of it is kept: as asked for, or because no file could be written."""
        return not self._recorder.keeps

    @property
    def finished(self) -> bool:
        """Whether it is finished in this process."""
        return self._finished

    @property
    def name(self) -> str:
        """What it is called; may be set."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        given: object = name
        if not isinstance(given, str) or not given.strip():
            raise UsageError(f"a run's name is a text that is not empty, not {name!r}")
        self._edit("name", name)
        self._name = name

    @property
    def notes(self) -> str | None:
        """What is to be said about it; may be set."""
        return self._notes

    @notes.setter
    def notes(self, notes: str | None) -> None:
        check_text("notes", notes)
        self._edit("notes", notes)
        self._notes = notes

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags; may be set, to any collection of texts."""
        return self._tags

    @tags.setter
    def tags(self, tags: Iterable[str]) -> None:
        checked = check_tags(tags)
        self._edit("tags", list(checked))
        self._tags = checked

    @property
    def total_steps(self) -> int | None:
        """How many steps it will have; may be set. Never guessed."""
        return self._total_steps

    @total_steps.setter
    def total_steps(self, total: int | None) -> None:
        checked = check_total_steps(total)
        self._edit("total_steps", checked)
        self._total_steps = checked

    def _edit(self, field: str, value: object) -> None:
        if self._finished:
            raise self._is_finished(f"{field} = …")
        self._recorder.change("edit", {field: value})

    def _is_finished(self, call: str) -> UsageError:
        return UsageError(
            f"run {self._name!r} is finished, and run.{call} keeps nothing any more; runside.init() begins a new run"
        )
