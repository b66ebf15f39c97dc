"""The files that a run keeps in its folder `files/`: copies of those that `save` names, and what is written there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from runside.artifacts.copying import Content, Mark, copy_file, files_below, hash_file, mark
from runside.journal import FILES_FOLDER, WriterClosedError
from runside.sdk.say import tell

_COARSE = 2.0
"""Seconds that the time of a file may be off: file systems keep it as coarsely as that."""

_BYTES_A_SECOND = 200e6
"""Bytes of a file that are read, hashed and written in a second, at least, on most disks."""

Note = Callable[[str, Mapping[str, Any]], None]


class Source(NamedTuple):
    """A file that is to be kept."""

    path: Path
    kept_as: str
    """Its path in the run's folder of files, with ``/`` between folders."""


class _Saved(NamedTuple):
    source: Path
    policy: str
    mark: Mark
    """Of the source when it was copied."""


class SavedFiles:
    """Keeps files of one run, each with a ``file`` record that says what it holds. Raises nothing for a failing disk."""

    def __init__(self, folder: Path, note: Note, since: float) -> None:
        """Keep in ``files/`` of the run's folder; ``note(kind, fields)`` writes a record.

        ``since`` is when this process began with the run, in Unix seconds.
        """
        self._folder = folder / FILES_FOLDER
        self._note = note
        self._since = since - _COARSE
        self._process = os.getpid()
        self._saved: dict[str, _Saved] = {}
        self._told: dict[str, Mark] = {}
        """Of each file in the folder that has a record, what it was then."""

    @property
    def is_ours(self) -> bool:
        """Whether this process made it, and is no forked child of that."""
        return os.getpid() == self._process

    def save(self, sources: Sequence[Source], policy: str) -> list[str]:
        """Copy these files, where they have changed, and those of policy ``live`` that were saved before.

        Returns the paths of what is kept. What cannot be kept is told in one line. Raises WriterClosedError where the
        run is finished meanwhile.
        """
        failed: list[tuple[Path, OSError]] = []
        kept = []
        self._follow({"live"}, failed)
        for source in sources:
            try:
                self._keep(source, policy)
            except WriterClosedError:
                raise
            except OSError as error:
                failed.append((source.path, error))
            else:
                kept.append(str(self._folder / source.kept_as))
        _tell_of(failed)
        return kept

    def settle(self, seconds: float | None = None) -> None:
        """At the end of the run: copy what has changed under ``live`` and ``end``, and tell of all that lies here.

        What is not expected to be done within ``seconds`` is left. What then has no record is kept all the same, since
        it lies here; a changed file outside of the folder is kept as it was at the last `save`.
        """
        until = None if seconds is None else time.monotonic() + seconds
        failed: list[tuple[Path, OSError]] = []
        self._follow({"live", "end"}, failed, until)
        for path in self._untold():
            try:
                if _fits(self._folder / path, until):
                    self._tell(path, hash_file(self._folder / path), "end")
            except OSError as error:
                failed.append((self._folder / path, error))
        _tell_of(failed)

    def _follow(
        self, policies: set[str], failed: list[tuple[Path, OSError]], until: float | None = None
    ) -> None:
        for path, saved in list(self._saved.items()):
            if saved.policy in policies and saved.source.exists():
                try:
                    if _fits(saved.source, until):
                        self._keep(Source(saved.source, path), saved.policy)
                except OSError as error:
                    failed.append((saved.source, error))

    def _keep(self, source: Source, policy: str) -> None:
        now = mark(source.path)
        target = self._folder / source.kept_as
        before = self._saved.get(source.kept_as)
        is_kept = before is not None and (before.source, before.mark) == (source.path, now)
        if is_kept and before is not None and before.policy == policy and target.exists():
            return
        if (is_kept and target.exists()) or _is_same_file(source.path, target):
            content = hash_file(target)
        else:
            content = copy_file(source.path, target)
        self._saved[source.kept_as] = _Saved(source.path, policy, now)
        self._tell(source.kept_as, content, policy)

    def _tell(self, path: str, content: Content, policy: str) -> None:
        fields = {"path": path, "sha256": content.sha256, "size": content.size, "policy": policy}
        self._note("file", fields)
        self._told[path] = mark(self._folder / path)

    def _untold(self) -> Iterator[str]:
        """The files in the folder that have no record of ours, or have changed since.

        What was there before is told already, or belongs to whoever wrote here then.
        """
        if not self._folder.is_dir():
            return
        for file in files_below(self._folder):
            path = file.relative_to(self._folder).as_posix()
            if self._told.get(path) != mark(file) and file.lstat().st_ctime >= self._since:
                yield path


def _fits(path: Path, until: float | None) -> bool:
    """Whether a file can be read before then."""
    return until is None or path.stat().st_size / _BYTES_A_SECOND < until - time.monotonic()


def _is_same_file(source: Path, target: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:
        return False


def _tell_of(failed: Sequence[tuple[Path, OSError]]) -> None:
    if failed:
        path, error = failed[0]
        others = f", and {len(failed) - 1} more" if len(failed) > 1 else ""
        tell(
            f"{str(path)!r} cannot be kept with the run{others}: {error.strerror or error}. Training goes on"
        )
