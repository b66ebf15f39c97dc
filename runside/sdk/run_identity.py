"""Which run it is: what it belongs to, where its files are, how it is kept."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from runside.journal import FILES_FOLDER
from runside.sdk.public_settings import Settings
from runside.sdk.recorder import Recorder
from runside.sdk.settings import RunSettings

if TYPE_CHECKING:
    from runside.artifacts.staging import Staging


class RunIdentity:
    """The properties of a run that stay as they are."""

    def __init__(
        self,
        settings: RunSettings,
        recorder: Recorder,
        *,
        uid: str | None,
        start: float,
        folder: Path | None,
    ) -> None:
        self._settings = settings
        self._recorder = recorder
        self._uid = uid
        self._start = start
        self._folder = folder
        self._scratch: Staging | None = None
        self._resumed = False
        self._starting_step = 0
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
    def folder(self) -> Path | None:
        """Where it lies: its journal, its blobs, its files; None where nothing is kept."""
        return self._folder

    @property
    def dir(self) -> str:
        """The folder of its files: what is written there is kept with the run.

        It is made when it is first asked for. Where nothing is kept it is a temporary one, which goes with the process.
        """
        if self._folder is not None:
            files = self._folder / FILES_FOLDER
            with contextlib.suppress(OSError):  # whoever writes there learns why it cannot be
                files.mkdir(exist_ok=True)
            return str(files)
        if self._scratch is None:
            from runside.artifacts.staging import Staging  # milliseconds, for few

            self._scratch = Staging("runside-")
        return str(self._scratch.path)

    @property
    def start_time(self) -> float:
        """When it began, in Unix seconds."""
        return self._start

    @property
    def step(self) -> int:
        """The step that the next `log` without a step writes to."""
        return self._recorder.steps.current

    @property
    def starting_step(self) -> int:
        """The first step of this process: 0, and behind the last one of a run that it resumed."""
        return self._starting_step

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
    def resumed(self) -> bool:
        """Whether ``init(resume=...)`` found it there, so that it holds what was logged before."""
        return self._resumed

    @property
    def settings(self) -> Settings:
        """How it was begun, as a copy: to change it changes nothing."""
        return self._settings.public(resumed=self._resumed, folder=self._folder)
