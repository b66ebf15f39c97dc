"""The files of a run: those that are kept with it, and the blobs of its media."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from runside.errors import CommError
from runside.journal import BLOBS_FOLDER, FILES_FOLDER, RunFolder, platform


class File:
    """A file of a run."""

    def __init__(self, name: str, path: Path) -> None:
        self._name = name
        self._path = path

    @property
    def name(self) -> str:
        """Its path within the files of the run; of a medium ``blobs/<sha256>.<format>``, as its descriptor has it."""
        return self._name

    @property
    def size(self) -> int:
        """Bytes."""
        return self._path.stat().st_size

    @property
    def path_uri(self) -> str:
        """Where it lies, as a ``file:`` address."""
        return self._path.as_uri()

    @property
    def updated_at(self) -> float:
        """When it was last changed, in Unix seconds."""
        return self._path.stat().st_mtime

    def download(
        self, root: str | os.PathLike[str] = ".", replace: bool = False, exist_ok: bool = False
    ) -> IO[str]:
        """Copy it to ``root/<name>``, and open the copy to be read as text.

        With ``exist_ok`` a file that is there already stays as it is, with ``replace`` it is replaced. Raises ValueError
        where one is there and neither is said, CommError where the file cannot be read.
        """
        target = Path(root) / self._name
        if target.exists() and exist_ok and not replace:
            return target.open()
        if target.exists() and not replace:
            raise ValueError(
                f"{str(target)!r} exists already: replace=True writes over it, exist_ok=True leaves it as it is"
            )
        try:
            descriptor = platform.open_regular(self._path)
        except OSError as error:
            raise CommError(
                f"the file {self._name!r} of the run cannot be read: {error}"
            ) from error
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name[:100]}-{os.urandom(6).hex()}.tmp")
        try:
            with os.fdopen(descriptor, "rb") as source, temporary.open("xb") as copy:
                shutil.copyfileobj(source, copy)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return target.open()

    def __repr__(self) -> str:
        return f"<File {self._name} ({self.size} bytes)>"


def files_of(folder: RunFolder) -> list[File]:
    """All files of a run, by name: those that are kept with it first. Links are not followed."""
    kept = [File(name, path) for name, path in _below(folder.path / FILES_FOLDER)]
    blobs = folder.path / BLOBS_FOLDER
    return kept + [File(f"{BLOBS_FOLDER}/{name}", path) for name, path in _below(blobs)]


def file_of(folder: RunFolder, name: str) -> File:
    """One file by name. Raises CommError where there is none."""
    for file in files_of(folder):
        if file.name == name:
            return file
    raise CommError(
        f"run {folder.project}/{folder.id} has no file {name!r}; run.files() gives those that it has"
    )


def _below(top: Path) -> Iterator[tuple[str, Path]]:
    """(path within ``top``, path) of each regular file, by name."""
    found = []
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not os.path.islink(os.path.join(folder, name))]  # noqa: PTH114, PTH118
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink() and not name.endswith(".tmp"):
                found.append((path.relative_to(top).as_posix(), path))
    return iter(sorted(found))
