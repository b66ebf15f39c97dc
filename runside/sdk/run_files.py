"""What a run keeps around its log: files, artifacts, the program's code, alerts."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from runside.errors import UsageError
from runside.journal import FILES_FOLDER
from runside.sdk.recorder import Recorder
from runside.sdk.run_facts import RunFacts
from runside.sdk.say import tell
from runside.sdk.settings import RunSettings
from runside.sdk.whereabouts import ipython_kernel, ipython_shell

if TYPE_CHECKING:
    from runside.artifacts import Artifact
    from runside.sdk.alerts import AlertLevel, Alerts
    from runside.sdk.saved_files import SavedFiles


class RunFiles(RunFacts):
    """The calls that keep files and artifacts with a run, and alerts. Each keeps what it is given before it returns."""

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
        super().__init__(settings, recorder, name=name, uid=uid, start=start, folder=folder)
        self._began = time.time()
        self._process = os.getpid()
        self._saved: SavedFiles | None = None
        self._alerts: Alerts | None = None
        self._stop_console: Callable[[], None] | None = None

    def save(
        self,
        glob_str: str | bytes | os.PathLike[str] | None = None,
        base_path: str | bytes | os.PathLike[str] | None = None,
        policy: str = "live",
    ) -> list[str]:
        """Keep files with the run: they are copied into ``run.dir`` before this returns, however large they are.

        A file that is saved again is copied only if it has changed.

        Args:
            glob_str: the path of a file or a folder, or a glob; ``**`` means any number of folders.
            base_path: the folder from which the path of a kept file counts: the working directory for a relative
                `glob_str`; for an absolute one the parent of the folder that the file lies in.
            policy: ``now``: copy it once. ``end``: copy it again, if it has changed, when the run ends. ``live``: also
                at each further call of `save`. A file that is written in ``run.dir`` itself needs none of this.

        Returns the paths of the copies. What the disk does not take is told in one line, and training goes on; a glob
        that finds nothing is a warning.

        Raises ArgumentError, which is a ValueError and a TypeError, for a path outside of ``base_path``, one that
        begins with ``*`` below it, and an unknown policy; UsageError after `finish`.
        """
        if self._finished:
            raise self._is_finished("save()")
        from runside.sdk.save_arguments import check_policy, sources

        checked = check_policy(policy)
        if glob_str is None:
            return []
        found = sources(Path(self.dir), glob_str, base_path)
        saved = self._saved_files()
        with self._writing("save()"):
            return [] if saved is None else saved.save(found, checked)

    def restore(
        self,
        name: str | os.PathLike[str],
        run_path: str | None = None,
        replace: bool = False,
        root: str | os.PathLike[str] | None = None,
    ) -> IO[str] | None:
        """Copy a file of a run to ``root/<name>``, and open the copy to be read as text.

        Args:
            name: the path of the file within the files of the run.
            run_path: the run, as ``project/id``, or an id of this project; this one where it is not given.
            replace: whether a file that is there already is written over; else that one is opened.
            root: the folder to which it is copied: ``run.dir`` where it is not given.

        Returns None where the run has no such file. Raises CommError where there is no such run, ArgumentError for a
        name that is none.
        """
        from runside.sdk.restored_files import restore

        return restore(self, name, run_path, replace, root)

    def log_artifact(
        self,
        artifact_or_path: Artifact | str | os.PathLike[str],
        name: str | None = None,
        type: str | None = None,  # noqa: A002 - the names are W&B's
        aliases: str | Sequence[str] | None = None,
        tags: Sequence[str] | None = None,
    ) -> Artifact:
        """Keep an artifact with the run, as a version of that name in the run's project.

        Its files lie by their hash with the run, and are whole when this returns. The same content as that of an
        earlier version is that version.

        Args:
            artifact_or_path: an Artifact, or the path of a file or folder, or an address as ``s3://bucket/data``.
            name: what it is called; for a path ``run-<id>-<file name>`` where it is not given. For an Artifact it has
                a name already.
            type: what it is; for a path ``unspecified`` where it is not given.
            aliases: names that mean this version from now on; ``latest`` always does.
            tags: accepted, and not kept.

        Returns the artifact, with its version. Where the disk does not take it, one line says so, training goes on, and
        it has none. Raises ArgumentError for what is neither artifact nor path, and where the name is there with
        another type; UsageError after `finish`.
        """
        from runside.sdk.logging_artifacts import log_any

        with self._writing("log_artifact()"):
            return log_any(self, artifact_or_path, name, type, aliases)

    def log_model(
        self,
        path: str | os.PathLike[str],
        name: str | None = None,
        aliases: str | Sequence[str] | None = None,
        tags: Sequence[str] | None = None,
    ) -> Artifact:
        """Keep a file or folder as an artifact of type ``model``: see `log_artifact`."""
        from runside.sdk.logging_artifacts import log_any

        with self._writing("log_model()"):
            return log_any(self, path, name, "model", aliases)

    def use_artifact(
        self,
        artifact_or_name: Artifact | str,
        type: str | None = None,  # noqa: A002
        aliases: Sequence[str] | None = None,
        use_as: str | None = None,
    ) -> Artifact:
        """An artifact that a run of this project logged, or one of another project beside it.

        Args:
            artifact_or_name: ``name:alias``, ``name:v3``, ``project/name:alias``, or an Artifact, which is logged first
                where it is not yet. Without an alias the latest version is meant.
            type: the type that it must have.
            aliases, use_as: accepted; which run used what is not kept.

        Raises ArtifactError where there is none, ArgumentError where it has another type, UsageError after `finish`.
        """
        from runside.sdk.logging_artifacts import use

        with self._writing("use_artifact()"):
            return use(self, artifact_or_name, type)

    def use_model(self, name: str) -> str:
        """Download a model that `log_model` kept, and return the path of its file; of its folder where it has several.

        Raises as `use_artifact`.
        """
        from runside.sdk.logging_artifacts import use

        with self._writing("use_model()"):
            artifact = use(self, name, "model")
        folder = artifact.download()
        return str(Path(folder) / artifact.files()[0].name) if artifact.file_count == 1 else folder

    def log_code(
        self,
        root: str | os.PathLike[str] = ".",
        name: str | None = None,
        include_fn: Callable[..., bool] | None = None,
        exclude_fn: Callable[..., bool] | None = None,
    ) -> Artifact | None:
        """Keep source files as an artifact of type ``code``.

        Args:
            root: the folder in which they are looked for, with all below it.
            name: what the artifact is called: ``source-<project>-<program>`` where it is not given.
            include_fn: says of a path, or of a path and `root`, whether it is source: all that end in ``.py`` where it
                is not given.
            exclude_fn: says the same of what is to be left out: what lies in hidden folders, ``node_modules``, virtual
                environments and folders of runs where it is not given.

        Returns the artifact; None where nothing was found. Raises as `log_artifact`.
        """
        from runside.sdk.logging_artifacts import code_artifact, log

        with self._writing("log_code()"):
            artifact = code_artifact(Path(root), name, include_fn, exclude_fn, self.project)
            return None if artifact is None else log(self, artifact, None)

    def link_artifact(self, *_: object, **__: object) -> NoReturn:
        """Not here: there is no registry. Raises UsageError."""
        raise UsageError(
            "run.link_artifact(): there is no registry; log_artifact(aliases=['production']) names a version"
        )

    def link_model(self, *_: object, **__: object) -> NoReturn:
        """Not here: there is no registry. Raises UsageError."""
        raise UsageError(
            "run.link_model(): there is no registry; log_model(aliases=['production']) names a version"
        )

    def alert(
        self,
        title: str,
        text: str = "",
        level: AlertLevel | str | None = None,
        wait_duration: Any = None,
    ) -> None:
        """Keep a message for whoever watches the run.

        Args:
            title: what it is about. While one of the same title is to be waited for, nothing is kept; the next one
                says how many were left out.
            text: the message.
            level: ``INFO`` (the default), ``WARN`` or ``ERROR``, as a text or an AlertLevel.
            wait_duration: seconds, or a timedelta, before another of this title is kept; one minute by default.

        Raises ArgumentError, which is a ValueError, for an argument that means nothing; UsageError after `finish`.
        """
        if self._finished:
            raise self._is_finished("alert()")
        if self._alerts is None:
            from runside.sdk.alerts import Alerts

            self._alerts = Alerts()
        fields = self._alerts.record(title, text, level, wait_duration)
        if fields is not None:
            with self._writing("alert()"):
                self._recorder.change("alert", fields)

    def _follow_console(self) -> None:
        """Keep from now on what the program prints."""
        if ipython_shell() is not None and ipython_kernel() is None:
            tell(
                "console='wrap' is for scripts and notebooks: IPython in a terminal has its own hands on the streams"
            )
        elif self._recorder.keeps:
            from runside.capture.console import follow

            self._stop_console = follow(self._recorder.note)

    def _leave_console(self) -> None:
        """Keep what was printed until now, and no more."""
        if self._stop_console is not None:
            self._stop_console()
            self._stop_console = None

    def _saved_files(self) -> SavedFiles | None:
        """What keeps files in this process; None where nothing is kept."""
        if self._folder is not None and (self._saved is None or not self._saved.is_ours):
            from runside.sdk.saved_files import SavedFiles

            self._saved = SavedFiles(self._folder, self._recorder.note, self._began)
        return self._saved

    def _settle_files(self, seconds: float | None = None) -> None:
        """Before the last record: see `SavedFiles.settle`. Nothing is loaded for a run without files.

        A forked child looks after what it saved itself, and leaves the rest to its parent.
        """
        if self._folder is None or not (self._folder / FILES_FOLDER).is_dir():
            return
        if os.getpid() == self._process or (self._saved is not None and self._saved.is_ours):
            saved = self._saved_files()
            if saved is not None:
                saved.settle(seconds)
