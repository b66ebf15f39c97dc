"""Artifacts and a run: what is kept with it, and what it uses."""

from __future__ import annotations

import inspect
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runside.artifacts import Artifact, ArtifactError, check_aliases, find_artifact, read_address
from runside.errors import ArgumentError, UsageError
from runside.journal import RUNS_FOLDER, WriterClosedError
from runside.journal.names import encode_name
from runside.sdk.say import tell
from runside.sdk.values import Keeper

if TYPE_CHECKING:
    from runside.sdk.run_files import RunFiles

_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_NEVER_SOURCE = frozenset({"__pycache__", "node_modules", "wandb"})

Aliases = str | Sequence[str] | None

Choice = Callable[..., bool]
"""Says of a path, or of a path and the root, whether it is chosen."""


def log_any(
    run: RunFiles, given: object, name: str | None, kind: str | None, aliases: Aliases
) -> Artifact:
    """Log the artifact that was given, or one of the file, folder or address that was. Raises ArgumentError."""
    if isinstance(given, Artifact):
        return log(run, given, aliases)
    if not isinstance(given, (str, os.PathLike)):
        raise ArgumentError(f"an artifact, or the path of a file or folder, not {given!r}")
    text = os.fspath(given)
    last = text.rstrip("/").rsplit("/", 1)[-1]
    named = name or _NOT_IN_NAME.sub("-", f"run-{run.id}-{last}")[:120]
    artifact = Artifact(named, kind or "unspecified")
    try:
        if "://" in text:
            artifact.add_reference(text)
        elif Path(text).is_dir():
            artifact.add_dir(text, policy="immutable")
        else:
            artifact.add_file(text, policy="immutable")
    except OSError as error:
        _tell_of_loss(artifact.name, error)
        return artifact
    return log(run, artifact, aliases)


def log(run: RunFiles, artifact: Artifact, aliases: Aliases) -> Artifact:
    """Keep an artifact with a run, then its record, then its aliases."""
    named = check_aliases(aliases)
    if run.folder is None or run.uid is None:
        return artifact
    try:
        version = artifact.commit(run.folder, run.uid, time.time(), _plain)
        artifact.name_version([*named, "latest"])
        run._recorder.change(
            "artifact",
            {
                "name": version.name,
                "type": version.type,
                "version": version.version,
                "aliases": artifact.aliases,
                "metadata": version.metadata,
                "description": version.description,
                **artifact.manifest.to_json(),
            },
        )
    except WriterClosedError:
        raise
    except (OSError, ArtifactError) as error:
        _tell_of_loss(artifact.name, error)
    return artifact


def use(run: RunFiles, artifact: Artifact | str, kind: str | None) -> Artifact:
    """The artifact of that name. Raises ArtifactError, ArgumentError, UsageError."""
    if isinstance(artifact, Artifact):
        found = log(run, artifact, None) if artifact.is_draft() else artifact
    else:
        address = read_address(artifact)
        if run.folder is None:
            raise UsageError(f"this run keeps nothing, and so has no project with {artifact!r}")
        project = run.folder.parent
        if address.project is not None:
            project = project.with_name(encode_name(address.project))
        found = find_artifact(project, address.name, address.alias)
    if kind is not None and found.type != kind:
        raise ArgumentError(f"{found.name} is of type {found.type!r}, not {kind!r}")
    return found


def code_artifact(
    root: Path, name: str | None, include: Choice | None, exclude: Choice | None, project: str
) -> Artifact | None:
    """The source files below a folder; None where there are none. Raises ArgumentError where it is no folder."""
    if not root.is_dir():
        raise ArgumentError(f"log_code(): {str(root)!r} is no folder")
    program = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "notebook"
    named = name or _NOT_IN_NAME.sub("-", f"source-{project}-{program}")[:120]
    artifact = Artifact(named, "code")
    included = _choice(include or (lambda path: path.endswith(".py")), root)
    excluded = _choice(exclude, root) if exclude is not None else (lambda path: False)
    for path in _files(root, skip=exclude is None):
        if included(str(path)) and not excluded(str(path)):
            try:
                artifact.add_file(path, path.relative_to(root).as_posix())
            except OSError as error:
                _tell_of_loss(named, error)
    return artifact if artifact.file_count else None


def _tell_of_loss(name: str, error: Exception) -> None:
    """Tell that an artifact is not kept."""
    reason = getattr(error, "strerror", None) or error
    tell(f"artifact {name!r} cannot be kept with the run: {reason}. Training goes on")


def _files(root: Path, *, skip: bool) -> Iterator[Path]:
    """The files below a folder, without those of runs; with ``skip`` without those that are nobody's source."""
    for folder, below, files in os.walk(root):
        below.sort()
        if RUNS_FOLDER in below:
            below.remove(RUNS_FOLDER)
        if skip:
            below[:] = [one for one in below if not _is_nobodys(Path(folder) / one)]
        for file in sorted(files):
            yield Path(folder) / file


def _is_nobodys(folder: Path) -> bool:
    return (
        folder.name.startswith(".")
        or folder.name in _NEVER_SOURCE
        or (folder / "pyvenv.cfg").exists()
    )


def _choice(choose: Choice, root: Path) -> Callable[[str], bool]:
    """A choice by the path alone: both forms are taken, of the path, and of the path and the root."""
    if len(inspect.signature(choose).parameters) > 1:
        return lambda path: bool(choose(path, str(root)))
    return lambda path: bool(choose(path))


def _plain(metadata: dict[str, Any]) -> dict[str, Any]:
    keeper = Keeper("Artifact.metadata")
    kept = dict(keeper.data(metadata))
    if keeper.blobs:
        raise ArgumentError(
            "Artifact.metadata holds a medium; add() keeps one as a file of the artifact"
        )
    return kept
