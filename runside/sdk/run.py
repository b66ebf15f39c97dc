"""A run, as the code that is tracked sees it."""

from __future__ import annotations

import operator
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from runside.data import Blob
from runside.errors import LogError, UsageError
from runside.sdk import active
from runside.sdk.config import Config
from runside.sdk.display import Output, mime_bundle, picture
from runside.sdk.names import check_tags, check_text
from runside.sdk.recorder import Recorder
from runside.sdk.say import warn
from runside.sdk.settings import Settings, check_total_steps
from runside.sdk.summary import Summary
from runside.sdk.traces import traceback_lines
from runside.sdk.values import Keeper, is_plain, type_name

if TYPE_CHECKING:
    from ipywidgets import DOMWidget

LARGEST_STEP = 2**53
"""Every language counts exactly up to here."""


class Run:
    """One recorded execution. Made by :func:`runside.init`.

    ``with runside.init() as run:`` finishes it at the end, with exit code 1 after an exception.
    """

    def __init__(
        self,
        settings: Settings,
        recorder: Recorder,
        *,
        name: str,
        uid: str | None,
        start: float,
        dir: Path | None,  # noqa: A002 - W&B's name for it
        may_change: bool,
        comm_id: str | None = None,
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
        self._comm_id = comm_id
        self._finished = False
        self._warned_of_negative = False
        self._output: Output | None = None
        """Where ``init`` showed it, in a notebook."""
        self._stop_watch: Callable[[], None] | None = None
        """What ends the wait for a page that shows it."""
        self.config = Config(self._write_config, may_change=may_change)
        self.summary = Summary(recorder.summary, self._write_summary)

    def log(
        self, data: Mapping[str, Any], step: int | None = None, commit: bool | None = None
    ) -> None:
        """Log values into one row of the history, and return when they are on their way to the disk.

        Args:
            data: names and values. Numbers, text, bools, None, dates, arrays of up to 32 values, images, and lists and
                dicts of these; each leaf of a dict is a series of its own, ``a.b``. It is never changed. A tensor on a
                GPU is read now.
            step: the row; the open one where it is not given. A greater one closes the open row. A smaller one writes
                into that earlier row and leaves the open one as it is.
            commit: whether to close the row with this call: by default where no step is given.

        Raises LogError, and logs nothing of the call, where something of it cannot be kept; UsageError after `finish`.
        """
        if self._finished:
            raise self._is_finished("log()")
        recorder = self._recorder
        if step is not None:
            step = self._check_step(step)
        if recorder.keeps and not is_plain(data):
            keeper = Keeper("runside.log()")
            data = keeper.data(data)
            if keeper.blobs:
                recorder.keep(keeper.blobs)
        try:
            recorder.log(data, step, commit)
        except ValueError:
            Keeper("runside.log()").data(data)  # says which value it is
            raise

    def finish(self, exit_code: int | None = None) -> None:
        """End the run. Its open row is closed; what is called afterwards raises UsageError.

        Args:
            exit_code: 0, the default, for success; any other says that it crashed.
        """
        self._end(int(exit_code or 0), "finish")

    def _end(
        self, exit_code: int | None, reason: str, lines: Sequence[str] = (), *, draw: bool = True
    ) -> None:
        """Write the finish record, once; then put a picture into the output, unless the caller does."""
        if self._finished:
            return
        self._finished = True
        fields: dict[str, Any] = {"exit": exit_code, "reason": reason}
        if lines:
            fields["traceback"] = list(lines)
        self._recorder.finish(fields)
        active.forget(self)
        if self._stop_watch is not None:
            self._stop_watch()
        if draw:
            picture(self)

    def widget(
        self, keys: str | Iterable[str] | None = None, height: int | None = None
    ) -> DOMWidget:
        """The run's panel as an ipywidget, for ``HBox``, ``Tab``, ``interact`` and the like.

        Args:
            keys: the paths of the keys to show, or globs as ``"train/*"``; all where it is not given.
            height: the panel's height in CSS pixels; as high as what it shows where it is not given.

        Raises UsageError for an argument that means nothing, and where ipywidgets is not installed.
        """
        from runside.sdk.widget import run_widget

        return run_widget(self, keys, height)

    def _fail(self, error: BaseException) -> None:
        """End the run with the exception that ended it; ``sys.exit(3)`` has an exit code of its own."""
        code = error.code if isinstance(error, SystemExit) else 1
        self._end(code if type(code) is int else 1, "exception", traceback_lines(error))

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        left_well = error is None or (isinstance(error, SystemExit) and error.code in (None, 0))
        if left_well:
            self.finish()
        elif error is not None:
            self._fail(error)

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

    def _write_config(self, change: Mapping[str, Any]) -> None:
        if self._finished:
            raise self._is_finished("config")
        self._recorder.change("config", change)

    def _write_summary(self, change: Mapping[str, Any], blobs: Sequence[Blob]) -> None:
        if self._finished:
            raise self._is_finished("summary")
        self._recorder.keep(blobs)
        self._recorder.change("summary", change)

    def _check_step(self, step: Any) -> int:
        try:
            if isinstance(step, bool):
                raise TypeError("a bool is none")
            number = operator.index(step)
        except TypeError as error:
            raise LogError(
                f"runside.log(): step is an integer, not {step!r} ({type_name(step)}). Nothing of this call was kept"
            ) from error
        if abs(number) > LARGEST_STEP:
            raise LogError(
                f"runside.log(): step {number} is beyond ±2^53. Nothing of this call was kept"
            )
        if number < 0 and not self._warned_of_negative:
            self._warned_of_negative = True
            warn(
                f"log(step={number}): a negative step is kept as that row; steps usually begin at 0"
            )
        return number

    def _is_finished(self, call: str) -> UsageError:
        return UsageError(
            f"run {self._name!r} is finished, and run.{call} keeps nothing any more; runside.init() begins a new run"
        )

    def __copy__(self) -> Run:
        return self

    def __deepcopy__(self, memo: object) -> Run:
        """The run itself: what holds one is copied (a trainer, its callbacks), not what was recorded."""
        return self

    def __repr__(self) -> str:
        return f"<runside.Run {self._name} ({self.path})>"

    def __str__(self) -> str:
        if self._dir is None:
            return f"run {self._name} (project {self.project}), nothing of it is kept"
        return f"run {self._name} (project {self.project}), files in {os.path.relpath(self._dir)}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return mime_bundle(self)
