"""What a run says of itself and may be told anew: its name, its notes, its tags, how far it will go."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from runside.errors import UsageError
from runside.journal import WriterClosedError
from runside.sdk import active, ends
from runside.sdk.names import check_tags, check_text
from runside.sdk.recorder import Recorder
from runside.sdk.run_for_integrations import RunForIntegrations
from runside.sdk.settings import RunSettings, check_total_steps


class RunFacts(RunForIntegrations):
    """The properties of a run; name, notes, tags and total steps may be set, and are kept at once."""

    def __init__(
        self,
        settings: RunSettings,
        recorder: Recorder,
        *,
        name: str,
        uid: str | None,
        start: float,
        folder: Path | None,
    ) -> None:
        super().__init__(settings, recorder, uid=uid, start=start, folder=folder)
        self._name = name
        self._notes = settings.notes
        self._tags = settings.tags
        self._total_steps = settings.total_steps

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

    def mark_preempting(self) -> None:
        """Say that the machine is about to be taken away. There is nothing to do: what was logged is on disk.

        Raises UsageError after `finish`.
        """
        if self._finished:
            raise self._is_finished("mark_preempting()")

    def _edit(self, field: str, value: object) -> None:
        with self._writing(f"{field} = …"):
            self._recorder.change("edit", {field: value})

    @contextmanager
    def _writing(self, call: str) -> Iterator[None]:
        """Around what writes: raises, naming the call, where the run is finished, or another thread finishes it now."""
        if self._finished:
            raise self._is_finished(call)
        try:
            yield
        except WriterClosedError:
            raise self._is_finished(call) from None

    def _is_finished(self, call: str) -> BaseException:
        """What a call raises that comes too late.

        A thread that outlives the script, which Python is about to cut off in any case, ends without a word.
        """
        if ends.over and threading.current_thread() is not threading.main_thread():
            return SystemExit()
        return UsageError(
            f"run {self._name!r} is finished, and run.{call} keeps nothing any more; "
            f"{active.as_called('runside.init()')} begins a new run"
        )
