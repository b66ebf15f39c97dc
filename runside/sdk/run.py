"""A run, as the code that is tracked sees it."""

from __future__ import annotations

import operator
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from runside.data import Blob
from runside.errors import LogError
from runside.sdk import active
from runside.sdk.config import Config
from runside.sdk.display import Output, mime_bundle, picture
from runside.sdk.recorder import Recorder
from runside.sdk.run_facts import RunFacts
from runside.sdk.say import warn
from runside.sdk.settings import Settings
from runside.sdk.summary import Summary
from runside.sdk.traces import traceback_lines
from runside.sdk.values import Keeper, is_plain, type_name

if TYPE_CHECKING:
    from ipywidgets import DOMWidget

LARGEST_STEP = 2**53
"""Every language counts exactly up to here."""


class Run(RunFacts):
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
        super().__init__(settings, recorder, name=name, uid=uid, start=start, dir=dir)
        self._comm_id = comm_id
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
