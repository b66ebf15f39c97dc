"""A run, as the code that is tracked sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

from runside.data import Blob
from runside.errors import UsageError
from runside.journal import WriterClosedError
from runside.places import from_here
from runside.sdk import active
from runside.sdk.config import Config
from runside.sdk.display import Output, mime_bundle, picture
from runside.sdk.metrics import Metric, read_metric
from runside.sdk.recorder import Recorder
from runside.sdk.run_files import RunFiles
from runside.sdk.say import warn
from runside.sdk.settings import RunSettings
from runside.sdk.steps import check_step
from runside.sdk.summary import Summary
from runside.sdk.traces import traceback_lines
from runside.sdk.watching import Watching

if TYPE_CHECKING:
    from ipywidgets import DOMWidget

_LAST_FILES = 1.0
"""Seconds for files that have no record yet when the interpreter ends: Jupyter kills a kernel after 2.5."""


class Run(RunFiles):
    """One recorded execution. Made by :func:`runside.init`.

    ``with runside.init() as run:`` finishes it at the end, with exit code 1 after an exception.
    """

    def __init__(
        self,
        settings: RunSettings,
        recorder: Recorder,
        *,
        name: str,
        uid: str | None,
        start: float,
        folder: Path | None,
        may_change: bool,
        comm_id: str | None = None,
    ) -> None:
        super().__init__(settings, recorder, name=name, uid=uid, start=start, folder=folder)
        self._comm_id = comm_id
        self._warned_of_negative = False
        self._output: Output | None = None
        """Where ``init`` showed it, in a notebook."""
        self._stop_watch: Callable[[], None] | None = None
        """What ends the wait for a page that shows it."""
        self._watching: Watching | None = None
        """The models that it watches, once it has watched one."""
        self.config = Config(self._write_config, may_change=may_change)
        self.summary = Summary(recorder.summary, self._write_summary)

    def log(
        self,
        data: Mapping[str, Any],
        step: int | None = None,
        commit: bool | None = None,
        sync: bool | None = None,
    ) -> None:
        """Log values into one row of the history, and return when they are on their way to the disk.

        Args:
            data: names and values. Numbers, text, bools, None, dates, arrays, media, figures of matplotlib, and lists and
                dicts of these; each leaf of a dict is a series of its own, ``a.b``. An array of more than 32 numbers is
                kept as a histogram. The data is never changed. A tensor on a GPU is read now.
            step: the row; the open one where it is not given. A greater one closes the open row. A smaller one writes
                into that earlier row and leaves the open one as it is.
            commit: whether to close the row with this call: by default where no step is given.
            sync: of older code, and without a meaning: what is logged is kept when this returns.

        Raises LogError, and logs nothing of the call, where something of it cannot be kept; UsageError after `finish`.
        """
        if self._finished:
            raise self._is_finished("log()")
        if step is not None:
            step = self._check_step(step)
        if self._watching is not None and self._watching.due:
            data = self._with_watched(data, step)
        try:
            self._recorder.log(data, step, commit)
        except WriterClosedError:  # another thread has just finished it
            raise self._is_finished("log()") from None

    def define_metric(
        self,
        name: str,
        step_metric: str | Metric | None = None,
        step_sync: bool | None = None,
        hidden: bool | None = None,
        summary: str | None = None,
        goal: str | None = None,
        overwrite: bool | None = None,
        *,
        objective: str | None = None,
        **ignored: object,
    ) -> Metric:
        """Say how a metric is drawn and what its summary holds; before its values come or after.

        Args:
            name: its path, as ``train/loss`` or ``this.that``; or a prefix that ends in ``*``. An exact name counts
                before a prefix, a longer prefix before a shorter.
            step_metric: the metric that its card has as x-axis, instead of the step.
            step_sync: whether a closed row that has the metric but not its step metric gets the last value of that: by
                default where there is a step metric.
            hidden: whether it has no card by itself.
            summary: some of ``min max mean last first best copy none``, with commas between them. With one of the
                first six its summary is a dict of them, ``none`` hides it.
            goal: ``minimize`` or ``maximize``: what ``best`` means.
            overwrite: whether to forget what was defined under this name; else definitions add up.
            objective: the old name of ``goal``.
            ignored: other arguments are accepted, and a warning names them.

        Returns the definition, which may be the ``step_metric`` of another. Raises Error, and defines nothing, for an
        argument that means nothing; UsageError after `finish`.
        """
        if self._finished:
            raise self._is_finished("define_metric()")
        metric, given = read_metric(
            name,
            step_metric=step_metric,
            step_sync=step_sync,
            hidden=hidden,
            summary=summary,
            goal=objective if goal is None else goal,
            overwrite=overwrite,
        )
        if ignored:
            warn(f"define_metric() does not know {', '.join(map('{}='.format, ignored))}")
        with self._writing("define_metric()"):
            self._recorder.define(given)
        return metric

    def watch(
        self,
        models: object,
        criterion: object = None,
        log: str | None = "gradients",
        log_freq: int = 1000,
        idx: int | None = None,
        log_graph: bool = False,
    ) -> None:
        """Keep histograms of what a model of torch learns: ``gradients/<name>`` and ``parameters/<name>``, in the next row.

        Args:
            models: a ``torch.nn.Module``, or a list of them. One that is watched already is watched anew.
            criterion: accepted, and not looked at.
            log: ``gradients``, ``parameters``, ``all``, or None for neither.
            log_freq: at each so-manieth backward pass of a parameter, for its gradient, and forward pass of the model,
                for its parameters.
            idx: the number of the first model; they count from 0, and from 1 on ``graph_<number>`` stands before the name.
            log_graph: accepted with a warning: no graph is kept yet.

        The tensors are counted on their device into 64 bins, and nothing waits for that until the next `log`, which
        fetches all counts at once. Of what ``torch.compile(fullgraph=True)`` gives, watch that, not the model inside.

        Raises LogError, which is a ``TypeError`` and a ``ValueError``, for what is no model
        and for arguments that mean nothing; UsageError after `finish`.
        """
        if self._finished:
            raise self._is_finished("watch()")
        if log_graph:
            warn("watch(log_graph=True): the graph of a model is not kept yet")
        if self._recorder.keeps:
            self._watching = self._watching or Watching()
            self._watching.watch(models, log, log_freq, idx)

    def _with_watched(self, data: Mapping[str, Any], step: int | None) -> Mapping[str, Any]:
        """The data with what is watched, unless an earlier row is written to."""
        earlier = step is not None and step < self._recorder.steps.current
        return data if earlier or self._watching is None else self._watching.join(data)

    def unwatch(self, models: object = None) -> None:
        """Watch these models no longer; none at all where none is given. Raises LogError for what is no model."""
        if self._watching is not None:
            self._watching.unwatch(models)

    def finish(self, exit_code: int | None = None, quiet: bool | None = None) -> None:
        """End the run. Its open row is closed; what is called afterwards raises UsageError.

        Args:
            exit_code: 0, the default, for success; any other says that it crashed.
            quiet: accepted; nothing is printed in any case.
        """
        self._end(int(exit_code or 0), "finish")

    def _end(
        self, exit_code: int | None, reason: str, lines: Sequence[str] = (), *, draw: bool = True
    ) -> None:
        """Write the finish record, once; then put a picture into the output, unless the caller does."""
        if self._finished:
            return
        self._finished = True
        if self._watching is not None:
            self._watching.unwatch()
            if self._watching.due:
                self._recorder.log(self._watching.join({}), None, False)
        fields: dict[str, Any] = {"exit": exit_code, "reason": reason}
        if lines:
            fields["traceback"] = list(lines)
        try:
            self._settle_files(_LAST_FILES if reason == "ended" else None)
        finally:  # Ctrl-C may cut short the copying of large files
            self._leave_console()
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
        with self._writing("config"):
            self._recorder.change("config", change)

    def _write_summary(self, change: Mapping[str, Any], blobs: Sequence[Blob]) -> None:
        with self._writing("summary"):
            self._recorder.keep(blobs)
            self._recorder.change("summary", change)

    def _check_step(self, step: object) -> int:
        number = check_step(step)
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

    def __reduce__(self) -> NoReturn:
        raise UsageError(
            f"run {self._name!r} cannot be pickled: another process joins it with runside.init(project={self.project!r}, "
            f"id={self.id!r})"
        )

    def __repr__(self) -> str:
        return f"<runside.Run {self._name} ({self.path})>"

    def __str__(self) -> str:
        if self._folder is None:
            return f"run {self._name} (project {self.project}), nothing of it is kept"
        return f"run {self._name} (project {self.project}), files in {from_here(self._folder)}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return mime_bundle(self)
