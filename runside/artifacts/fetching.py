"""Bringing files of an artifact to where they are wanted."""

from __future__ import annotations

import os
from pathlib import Path

from runside.artifacts.copying import copy_file, hash_file
from runside.artifacts.manifest import Entry
from runside.artifacts.store import ArtifactError, ArtifactStore, Version


class ArtifactFile:
    """One file of a logged artifact."""

    def __init__(self, store: ArtifactStore, version: Version, entry: Entry) -> None:
        self._store = store
        self._version = version
        self._entry = entry

    @property
    def name(self) -> str:
        """Its path in the artifact."""
        return self._entry.path

    path = name

    @property
    def size(self) -> int:
        """Bytes; 0 for a reference."""
        return self._entry.size or 0

    @property
    def digest(self) -> str:
        """Its SHA-256; of a reference its address."""
        return self._entry.digest

    @property
    def ref(self) -> str | None:
        """The address, where it is a reference."""
        return self._entry.ref

    def ref_target(self) -> str:
        """The address of a reference. Raises ValueError where it is a file."""
        if self._entry.ref is None:
            raise ValueError(f"{self.name!r} is a file, not a reference")
        return self._entry.ref

    def download(
        self, root: str | os.PathLike[str] | None = None, skip_cache: bool | None = None
    ) -> str:
        """Copy it below a folder, and return its path there; raises as ``Artifact.download``."""
        default = Path("artifacts") / f"{self._version.name}:{self._version.version}"
        return str(
            fetch(
                self._store, self._version, self._entry, Path(root) if root is not None else default
            )
        )

    def is_whole(self, root: Path) -> bool:
        """Whether the copy below a folder is what the artifact holds."""
        return _holds(root / self._entry.path, self._entry)

    def __repr__(self) -> str:
        return f"<runside.ArtifactFile {self.name} ({self.size} bytes)>"


def fetch(store: ArtifactStore, version: Version, entry: Entry, root: Path) -> Path:
    """Copy one file below `root`, unless it is there. Raises ArtifactError where it cannot be had, OSError."""
    target = root / entry.path
    if _holds(target, entry):
        return target
    blob = store.needed_blob(version, entry)
    if copy_file(blob, target).sha256 != entry.sha256:
        target.unlink(missing_ok=True)
        raise ArtifactError(
            f"{entry.path!r} of {version.name}:{version.version} is damaged: {blob}"
        )
    return target


def _holds(path: Path, entry: Entry) -> bool:
    try:
        return path.stat().st_size == entry.size and hash_file(path).sha256 == entry.sha256
    except OSError:
        return False
