"""The files that a new artifact is given, until it is logged: copies of them, since they may change meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

from runside import places
from runside.artifacts.copying import Content, copy_file, hash_file, link_or_copy, mark
from runside.artifacts.manifest import Entry, Manifest, check_path
from runside.artifacts.staging import Staging
from runside.artifacts.store import ArtifactStore, Version
from runside.errors import ArgumentError
from runside.journal import BLOBS_FOLDER, RUNS_FOLDER


class Parts:
    """What is in an artifact that is not logged yet."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._sources: dict[str, Path] = {}
        """Where the bytes of each path are: a copy of ours, or the user's own file where that is not to change."""
        self._fixed: set[Path] = set()
        """Those of them that nobody changes: our copies, and blobs of runs."""
        self._staging: Staging | None = None

    def add_file(self, source: Path, path: str, *, copy: bool, overwrite: bool) -> Entry:
        """Add a file under a path. Raises ArgumentError where another content has it already, OSError."""
        path = check_path(path)
        source = source.absolute()
        copied = self._copied(source) if copy else None
        kept, content = copied or (source, hash_file(source))
        return self._add(Entry(path, content.sha256, content.size), kept, overwrite=overwrite)

    def add_reference(self, ref: str, path: str) -> Entry:
        """Add something that is elsewhere."""
        return self._add(Entry(check_path(path), None, None, ref), None, overwrite=True)

    def remove(self, path: str) -> None:
        """Take out a file, or all in a folder. Raises FileNotFoundError where there is none."""
        path = check_path(path)
        found = [one for one in self.entries if one == path or one.startswith(f"{path}/")]
        if not found:
            raise FileNotFoundError(f"there is no {path!r} in the artifact")
        for one in found:
            del self.entries[one]
            self._sources.pop(one, None)

    def take_over(self, store: ArtifactStore, version: Version, manifest: Manifest) -> None:
        """Begin with the files of a version. Raises ArtifactError where the bytes of one are not there any more."""
        for entry in manifest.entries.values():
            if entry.path in self.entries:
                continue
            blob = None if entry.ref is not None else store.needed_blob(version, entry)
            if blob is not None:
                self._fixed.add(blob)
            self._add(entry, blob, overwrite=False)

    def new_path(self) -> Path:
        """A path for a file of ours, which goes with this object."""
        if self._staging is None:
            self._staging = Staging(".staging-", _staging_place())
        path = self._staging.path / os.urandom(8).hex()
        self._fixed.add(path)
        return path

    def source(self, path: str) -> Path | None:
        """Where the bytes of a path are now."""
        return self._sources.get(path)

    def place(self, run: Path, twins: dict[str, Path]) -> None:
        """Put all bytes among the blobs of a run; those that `twins` has, by SHA-256, take no room where links can be.

        Raises ArgumentError for a file that changed since it was added and was not copied then, OSError.
        """
        blobs = run / BLOBS_FOLDER
        blobs.mkdir(exist_ok=True)
        for entry in self.entries.values():
            if entry.ref is not None:
                continue
            target = blobs / entry.blob
            if target.is_file() and mark(target).size == entry.size:
                continue
            twin = twins.get(entry.digest)
            source = self._sources[entry.path]
            if twin is not None:
                link_or_copy(twin, target)
            elif source in self._fixed:
                link_or_copy(source, target)
            elif copy_file(source, target).sha256 != entry.sha256:
                target.unlink()
                raise ArgumentError(
                    f"{str(source)!r} has changed since it was added to the artifact, and was not copied then: that was "
                    "asked for (policy='immutable'), or there was no room"
                )

    def forget(self) -> None:
        """Let all go, and remove our copies."""
        if self._staging is not None:
            self._staging.remove()
            self._staging = None
        self.entries.clear()
        self._sources.clear()
        self._fixed.clear()

    def manifest(self) -> Manifest:
        """What is in it now."""
        return Manifest(self.entries.values())

    def _copied(self, source: Path) -> tuple[Path, Content] | None:
        """A copy of ours; None where there is no place for one."""
        try:
            kept = self.new_path()
            return kept, copy_file(source, kept)
        except OSError:
            return None

    def _add(self, entry: Entry, source: Path | None, *, overwrite: bool) -> Entry:
        before = self.entries.get(entry.path)
        if before is not None and before.digest != entry.digest and not overwrite:
            raise ArgumentError(
                f"the artifact has another file at {entry.path!r}: overwrite=True puts this one in its place"
            )
        self.entries[entry.path] = entry
        if source is not None:
            self._sources[entry.path] = source
        return entry


def _staging_place() -> Path | None:
    """Where runs are, so that a copy becomes a blob by a link; None, for the system's place, where no run is yet."""
    runs = places.runs_dir(None) / RUNS_FOLDER
    return runs if runs.is_dir() and os.access(runs, os.W_OK) else None
