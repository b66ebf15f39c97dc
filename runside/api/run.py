"""A run that is read back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from runside.api import history as histories
from runside.api.checks import check_name, check_notes, check_tags
from runside.api.edits import write_edit
from runside.api.files import File, file_of, files_of
from runside.api.run_facts import RunFacts
from runside.api.system import system_rows
from runside.api.tree import SummaryTree, Tree
from runside.errors import CommError, UsageError
from runside.fold import RunState
from runside.journal import RunFolder
from runside.journal.removal import NotRemovedError, remove_overlay, remove_run
from runside.places import overlay_of

if TYPE_CHECKING:
    from runside.artifacts import Artifact

Json = Any

_POLL_S = 1.0


class Run(RunFacts):
    """A run on disk, as its journals tell.

    What it holds is read when it is first asked for, and again by `load`; `history` and `scan_history` look each time.
    Name, tags, notes, config and summary may be changed: `update` writes that as an edit of the run. Nothing can be
    logged to it: that is for `runside.init`.
    """

    def __init__(self, folder: RunFolder) -> None:
        super().__init__(folder)
        self._config: Tree | None = None
        self._summary: SummaryTree | None = None
        self._tags: list[str] | None = None

    # What can be changed of it.

    @property
    def name(self) -> str:
        """What it is called; may be set, and is kept by `update`."""
        return str(self._fact("name") or self.id)

    @name.setter
    def name(self, name: str) -> None:
        self._set["name"] = check_name(name)

    display_name = name

    @property
    def notes(self) -> str | None:
        """What is to be said about it; may be set, and is kept by `update`."""
        return self._text("notes")

    @notes.setter
    def notes(self, notes: str | None) -> None:
        self._set["notes"] = check_notes(notes)

    @property
    def tags(self) -> list[str]:
        """Its tags; may be set or changed, and are kept by `update`."""
        if self._tags is None:
            self._tags = list(self._fact("tags") or ())
        return self._tags

    @tags.setter
    def tags(self, tags: Iterable[str]) -> None:
        self._tags = check_tags(tags)

    @property
    def config(self) -> Tree:
        """Its config; what is changed in it is kept by its own `update`, or that of the run."""
        if self._config is None:
            self._config = Tree("config", self.fold.config(), self.update)
        return self._config

    @property
    def summary(self) -> SummaryTree:
        """Its summary; what is changed in it is kept by its own `update`, or that of the run."""
        if self._summary is None:
            self._summary = SummaryTree("summary", self.fold.summary(), self.update)
        return self._summary

    summaryMetrics = summary  # noqa: N815 - W&B's name
    summary_metrics = summary

    def update(self) -> None:
        """Write what was changed of name, notes, tags, config and summary, in one record; without any, nothing.

        Raises UsageError for a value that cannot be kept, CommError where the run is not ours to change, or its disk
        does not take it. Nothing is written then.
        """
        fields = dict(self._set)
        if self._tags is not None and self._tags != list(self._shown("tags") or ()):
            fields["tags"] = check_tags(self._tags)
        for part, tree in (("config", self._config), ("summary", self._summary)):
            change = tree.change() if tree is not None else {}
            if change:
                fields[part] = change
        if not fields:
            return
        latest = max((w.last for w in self.fold.writers.values() if w.last), default=0.0)
        write_edit(self._folder, fields, latest)
        self._set = {}
        self._fold = None
        for tree in (self._config, self._summary):
            if tree is not None:
                tree.written()

    save = update

    # What was logged.

    @property
    def lastHistoryStep(self) -> int:  # noqa: N802 - W&B's name
        """The highest step that was logged, -1 before the first."""
        step = self._read_fold().step
        return -1 if step is None else step

    @property
    def history_keys(self) -> dict[str, Json]:
        """``{"keys": {path: {}}, "lastStep": step}``: what was logged."""
        return {"keys": {p: {} for p in self._reading.paths()}, "lastStep": self.lastHistoryStep}

    def history(
        self,
        samples: int | None = None,
        keys: Sequence[str] | None = None,
        x_axis: str = "_step",
        pandas: bool = True,
        stream: str = "default",
    ) -> Any:
        """The rows by step, as a ``pandas.DataFrame`` where pandas is installed, else as a list of dicts.

        Args:
            samples: how many rows are wanted, evenly spread; all by default (W&B: 500, sampled).
            keys: metrics, by path; only rows that have all of them are given, with no others.
            x_axis: what comes before ``keys``; a row has to have it too.
            pandas: False for a list of dicts.
            stream: ``default`` for what was logged, ``system`` (or ``events``) for the system metrics.

        Without ``keys`` there are ``_step``, all that was logged under its path (``a.b`` for what was nested),
        ``_timestamp`` in Unix seconds and ``_runtime`` in seconds since the start. In a DataFrame what a row lacks is NaN,
        or None among texts and objects. Raises UsageError.
        """
        if stream in ("system", "events"):
            return system_rows(self._reading, samples, keys, pandas=pandas)
        if stream != "default":
            raise UsageError(f"stream is 'default' or 'system', not {stream!r}")
        return histories.history(
            self._reading, keys=keys, samples=samples, x_axis=x_axis, pandas=pandas
        )

    def scan_history(
        self,
        keys: Sequence[str] | None = None,
        page_size: int = 1000,
        min_step: int | None = None,
        max_step: int | None = None,
    ) -> Iterator[dict[str, Json]]:
        """All rows by step, one dict after the other; what was nested is.

        Args:
            keys: metrics, by path; only rows that have all of them are given, with no others.
            page_size: accepted, and not heeded: nothing is fetched.
            min_step: the first step.
            max_step: the step before which to end.
        """
        return histories.scan(self._reading, keys=keys, min_step=min_step, max_step=max_step)

    def files(self, names: Sequence[str] | None = None, per_page: int | None = None) -> list[File]:
        """Its files: those that are kept with it, and the blobs of its media; those of ``names`` where these are given."""
        return [file for file in files_of(self._folder) if names is None or file.name in names]

    def file(self, name: str) -> File:
        """One of its files. Raises CommError where there is none of that name."""
        return file_of(self._folder, name)

    def logged_artifacts(self, per_page: int = 100) -> list[Artifact]:
        """The versions of artifacts that this run was the first to log, by name and version."""
        from runside.artifacts import Artifact, artifacts_of

        return [
            Artifact.logged(store, version)
            for store in artifacts_of(self._folder.path.parent)
            for version in store.versions()
            if version.run == self.uid
        ]

    # Its life.

    def load(self, force: bool = False) -> Run:
        """Read again what the journals hold; what was changed here and not written is forgotten."""
        self._fold = self._config = self._summary = self._tags = None
        self._set = {}
        return self

    def wait_until_finished(self, timeout: float | None = None) -> RunState:
        """Wait until it is not running any more, at most ``timeout`` seconds, and give its state."""
        until = None if timeout is None else time.monotonic() + timeout
        while (state := self.state) == "running" and (until is None or time.monotonic() < until):
            time.sleep(_POLL_S if until is None else min(_POLL_S, until - time.monotonic()))
        self.load()
        return state

    def delete(self, delete_artifacts: bool = False) -> None:
        """Remove it from the disk, with its files and edits; links are not followed.

        Raises CommError while it is running (or may be, elsewhere), and where it cannot be removed.
        """
        state = self.state
        if state not in ("finished", "crashed", "killed"):
            raise CommError(f"run {'/'.join(self.path)} is {state}: finish it, and delete it then")
        try:
            remove_run(self._folder.path, self.uid)
            remove_overlay(overlay_of(self.uid))
        except NotRemovedError as error:
            raise CommError(f"run {'/'.join(self.path)} could not be deleted: {error}") from error

    def log(self, *args: object, **kwargs: object) -> NoReturn:
        """Refused: a run that is read back is not logged to."""
        raise UsageError(
            "nothing can be logged to a run of the Api; to go on with it: "
            f"runside.init(project={self.project!r}, id={self.id!r}, resume='must')"
        )

    log_artifact = use_artifact = log_model = finish = define_metric = log

    def __repr__(self) -> str:
        return f"<Run {'/'.join(self.path)}>"
