"""``runside.Api``: the way to the runs that are there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runside.api.finding import (
    NO_PROJECT,
    find_run,
    named_project,
    parse_project_path,
    projects_in,
)
from runside.api.project import Project
from runside.api.run import Run
from runside.api.runs import Runs
from runside.errors import ArgumentError, CommError, UsageError
from runside.journal import RUNS_FOLDER
from runside.journal.names import encode_name
from runside.places import runs_dir

if TYPE_CHECKING:
    from runside.artifacts import Artifact

Json = Any


class Api:
    """Reads runs back, straight from their journals: it needs no server, and sees what was logged a moment ago."""

    def __init__(
        self,
        dir: str | os.PathLike[str] | Mapping[str, Json] | None = None,  # noqa: A002 - as in init
        overrides: Mapping[str, Json] | None = None,
        timeout: float | None = None,
        api_key: str | None = None,
        **ignored: object,
    ) -> None:
        """Read the runs below ``dir``.

        Args:
            dir: the folder that holds ``runside-runs``, as in `init`; by default ``RUNSIDE_DIR``, else the working
                directory.
            overrides: ``{"project": …}`` names the project that is meant where none is said. W&B has it first, and it
                may stand first here too.
            timeout, api_key, ignored: accepted, and not heeded: nothing is asked of a service.

        Raises RunFolderError where the working directory is meant, and is gone.
        """
        if isinstance(dir, Mapping):
            dir, overrides = None, dir  # noqa: A001
        self._root = runs_dir(dir)
        self._project: str | None = (overrides or {}).get("project") or named_project()

    @property
    def dir(self) -> str:
        """The folder whose runs are read."""
        return str(self._root)

    @property
    def default_entity(self) -> str | None:
        """Whose runs are meant: what ``RUNSIDE_ENTITY`` or ``WANDB_ENTITY`` says. No run is looked for by it."""
        return os.environ.get("RUNSIDE_ENTITY") or os.environ.get("WANDB_ENTITY") or None

    def run(self, path: str = "") -> Run:
        """One run, by ``project/id`` or ``entity/project/id``; of several of that name the newest.

        An ``id`` alone is looked for in the default project, then in all; a uid is one, too.
        Raises CommError where there is none, or several projects have one.
        """
        if not isinstance(path, str) or not path.strip():
            raise UsageError(f"a run is named as 'project/id', not {path!r}")
        return Run(find_run(self._root, path, self._project or NO_PROJECT))

    def runs(
        self,
        path: str | None = None,
        filters: Mapping[str, Json] | None = None,
        order: str = "+created_at",
        per_page: int | None = None,
        include_sweeps: bool = True,
        lazy: bool = True,
        *,
        project: str | None = None,
    ) -> Runs:
        """The runs of a project that a filter takes, in order; those in the trash are left out.

        Args:
            path: ``project`` or ``entity/project``. Left out, the project that ``overrides`` or ``RUNSIDE_PROJECT`` name;
                where neither does, the runs of all.
            filters: which, as ``{"config.lr": {"$gt": 0.01}, "state": "finished"}``: see
                :func:`runside.api.filters.compile_filter`.
            order: by what, ``+`` ascending or ``-`` descending: ``created_at``, ``config.lr``, ``summary_metrics.loss``, …
            project: another name of ``path``.
            per_page, include_sweeps, lazy: accepted, and not heeded: the sequence is read when it is looked at.

        Raises UsageError for a filter or an order that means nothing, CommError for a path that does.
        """
        named = path or project
        return Runs(
            self._root, parse_project_path(named) if named else self._project, filters, order
        )

    def projects(self, entity: str | None = None, per_page: int | None = None) -> list[Project]:
        """The projects that have runs, by name."""
        folder = self._root / RUNS_FOLDER
        return [Project(name, folder / encode_name(name)) for name in projects_in(self._root)]

    def project(self, name: str, entity: str | None = None) -> Project:
        """One project by name, whether it has runs or not."""
        name = parse_project_path(name)
        return Project(name, self._root / RUNS_FOLDER / encode_name(name))

    def artifact(self, name: str, type: str | None = None) -> Artifact:  # noqa: A002 - W&B's name for it
        """An artifact that a run logged, by ``project/name:alias`` or ``project/name:v3``.

        Without a project the default one is meant, without an alias the latest version. Raises ArtifactError, which is
        a CommError, where there is none; ArgumentError where it has another type.
        """
        from runside.artifacts import find_artifact, read_address

        address = read_address(name)
        project = encode_name(address.project or self._project or NO_PROJECT)
        found = find_artifact(self._root / RUNS_FOLDER / project, address.name, address.alias)
        if type is not None and found.type != type:
            raise ArgumentError(f"{found.name} is of type {found.type!r}, not {type!r}")
        return found

    def artifact_exists(self, name: str, type: str | None = None) -> bool:  # noqa: A002 - W&B's name for it
        """Whether `artifact` would find one."""
        try:
            self.artifact(name, type)
        except (CommError, ArgumentError):
            return False
        return True

    def flush(self) -> None:
        """Nothing is kept back: each run that is asked for is read anew."""

    def __repr__(self) -> str:
        return f"<Api {str(Path(self._root, RUNS_FOLDER))!r}>"
