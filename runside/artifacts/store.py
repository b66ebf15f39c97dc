"""The artifacts of a project: `runside-runs/<project>/.artifacts/<name>/`.

    versions/0.json, 1.json, …   what a version is; made whole, once, and never changed
    manifests/<digest>.json      its files; the same for the same content
    aliases/<alias>.json         the version that an alias means; replaced whole
    holders/<n>/<run>            an empty file for each further run whose blobs have the contents of version n

The bytes lie among the blobs of the runs that logged them, so that they go when the last of these runs is deleted.
Nothing here is locked: whoever makes version n has seen that 0 to n - 1 are there and hold something else, and of two
that make n in the same instant one finds it made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from runside.artifacts.manifest import Entry, Manifest
from runside.artifacts.names import LATEST, version_number
from runside.errors import ArgumentError, CommError
from runside.journal import BLOBS_FOLDER
from runside.journal.names import decode_name, encode_name
from runside.journal.platform import create_whole, replace_whole

ARTIFACTS_FOLDER = ".artifacts"
"""No run begins with a dot (`encode_name`), so no run has this name."""


class ArtifactError(CommError, ValueError):
    """An artifact, a version or its files are not there. A ``ValueError`` too, which newer releases of W&B raise."""


class Version(NamedTuple):
    """One version of an artifact."""

    name: str
    number: int
    type: str
    digest: str
    """Of its manifest."""
    created: float
    """Unix seconds."""
    run: str
    """The uid of the run that logged it first."""
    holder: str
    """The name of that run's folder."""
    description: str | None
    metadata: dict[str, Any]

    @property
    def version(self) -> str:
        """``v3``."""
        return f"v{self.number}"


class _Alias(NamedTuple):
    """What a file in ``aliases`` holds."""

    alias: str
    version: int
    newest: int
    """The newest version when it was set."""


class ArtifactStore:
    """All versions of one artifact of a project."""

    def __init__(self, project: Path, name: str) -> None:
        """Read and write below the folder of a project. Nothing is made before `commit`."""
        self.name = name
        self._project = project
        self._folder = project / ARTIFACTS_FOLDER / encode_name(name)

    def versions(self) -> list[Version]:
        """All that can be read, oldest first."""
        found = (self._version(number) for number in self._numbers())
        return [version for version in found if version is not None]

    def find(self, alias: str = LATEST) -> Version | None:
        """The version that an alias, or ``v3``, means; None where there is none."""
        number = version_number(alias)
        if number is None:
            set_to = self._read_alias(_alias_file(alias))
            number = self._latest() if alias == LATEST else set_to and set_to.version
        return None if number is None else self._version(number)

    def aliases(self, version: Version) -> list[str]:
        """The aliases that mean this version, ``latest`` first."""
        set_ = (self._read_alias(file) for file in _names_in(self._folder / "aliases"))
        meant = sorted(
            alias.alias
            for alias in set_
            if alias is not None and alias.version == version.number and alias.alias != LATEST
        )
        return [LATEST, *meant] if self._latest() == version.number else meant

    def manifest(self, version: Version) -> Manifest:
        """The files of a version. Raises ArtifactError where that is damaged or away."""
        path = self._folder / "manifests" / f"{version.digest}.json"
        try:
            manifest = Manifest.from_json(json.loads(path.read_bytes()))
            if manifest.digest == version.digest:
                return manifest
            reason = "it is damaged"
        except (OSError, ValueError, KeyError, TypeError) as error:
            reason = str(error)
        raise ArtifactError(
            f"the list of files of {self.name}:{version.version} cannot be read: {reason}"
        )

    def blob(self, version: Version, entry: Entry) -> Path | None:
        """The bytes of one of its files, in any run that has them; None where no run has them any more."""
        folder = self._folder / "holders" / str(version.number)
        for holder in [version.holder, *_names_in(folder)]:
            path = self._project / Path(holder).name / BLOBS_FOLDER / entry.blob
            if path.is_file() and path.stat().st_size == entry.size:
                return path
        return None

    def needed_blob(self, version: Version, entry: Entry) -> Path:
        """The bytes of one of its files. Raises ArtifactError where no run has them any more."""
        path = self.blob(version, entry)
        if path is None:
            raise ArtifactError(
                f"{entry.path!r} of {self.name}:{version.version} is not there any more: its bytes lay with the run in "
                f"{version.holder!r}, and no run of project {self.project!r} has them now"
            )
        return path

    def blobs_of(self, version: Version) -> dict[str, Path]:
        """The bytes of its files by their SHA-256, as far as they can be found."""
        try:
            entries = self.manifest(version).entries.values()
        except ArtifactError:
            return {}
        files = [entry for entry in entries if entry.ref is None]
        found = ((entry.digest, self.blob(version, entry)) for entry in files)
        return {digest: path for digest, path in found if path is not None}

    @property
    def project(self) -> str:
        """The name of the project that it belongs to."""
        return decode_name(self._project.name)

    def commit(
        self,
        manifest: Manifest,
        *,
        type: str,  # noqa: A002 - W&B's name for it
        run: str,
        holder: str,
        created: float,
        description: str | None,
        metadata: Mapping[str, Any],
    ) -> Version:
        """Make a version, or find the one that has the same content. Its blobs are among the holder's already.

        Raises ArgumentError where the artifact is there with another type, OSError where nothing can be written.
        """
        self.check_type(type)
        for folder in ("manifests", "versions", "aliases", "holders"):
            (self._folder / folder).mkdir(parents=True, exist_ok=True)
        digest = manifest.digest
        replace_whole(
            self._folder / "manifests" / f"{digest}.json", _json_bytes(manifest.to_json())
        )
        fields = {
            "type": type,
            "digest": digest,
            "created": created,
            "run": run,
            "holder": holder,
            "description": description,
            "metadata": dict(metadata),
        }
        number = 0  # all below it have been looked at
        while True:
            for other in [n for n in self._numbers() if n >= number]:
                version = self._version(other)
                if version is not None and version.digest == digest:
                    self._hold(version, holder)
                    return version
                number = other + 1
            if create_whole(self._folder / "versions" / f"{number}.json", _json_bytes(fields)):
                made = self._version(number)
                if made is not None:
                    return made
                raise ArtifactError(f"version v{number} of {self.name!r} was taken away at once")

    def check_type(self, type: str) -> None:  # noqa: A002
        """Raise ArgumentError where the artifact is there with another type."""
        for version in self.versions()[:1]:
            if version.type != type:
                raise ArgumentError(
                    f"artifact {self.name!r} has the type {version.type!r}, and cannot have a version of type "
                    f"{type!r}: give it another name"
                )

    def set_alias(self, alias: str, version: Version) -> None:
        """Let an alias mean this version from now on. Raises OSError.

        ``latest`` means the newest version, until it is set to an older one; then that, until a newer one is made.
        """
        newest = self._newest()
        newest = version.number if newest is None else newest
        if alias == LATEST and version.number == newest and self._latest() == newest:
            return
        replace_whole(
            self._folder / "aliases" / _alias_file(alias),
            _json_bytes(_Alias(alias, version.number, newest)._asdict()),
        )

    def remove_alias(self, alias: str) -> None:
        """Let an alias mean nothing any more. Raises OSError."""
        (self._folder / "aliases" / _alias_file(alias)).unlink(missing_ok=True)

    def _hold(self, version: Version, holder: str) -> None:
        if holder != version.holder:
            folder = self._folder / "holders" / str(version.number)
            folder.mkdir(exist_ok=True)
            (folder / holder).touch()

    def _latest(self) -> int | None:
        newest = self._newest()
        set_to = self._read_alias(_alias_file(LATEST))
        return set_to.version if set_to is not None and set_to.newest == newest else newest

    def _newest(self) -> int | None:
        """The greatest version that can be read: a power loss may have left a later one empty."""
        for number in reversed(self._numbers()):
            if self._version(number) is not None:
                return number
        return None

    def _read_alias(self, file: str) -> _Alias | None:
        try:
            fields = json.loads((self._folder / "aliases" / file).read_bytes())
            return _Alias(str(fields["alias"]), int(fields["version"]), int(fields["newest"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _numbers(self) -> list[int]:
        stems = (file.removesuffix(".json") for file in _names_in(self._folder / "versions"))
        return sorted(int(stem) for stem in stems if stem.isdecimal())

    def _version(self, number: int) -> Version | None:
        try:
            fields = json.loads((self._folder / "versions" / f"{number}.json").read_bytes())
            return Version(
                name=self.name,
                number=number,
                type=str(fields["type"]),
                digest=str(fields["digest"]),
                created=float(fields["created"]),
                run=str(fields["run"]),
                holder=str(fields["holder"]),
                description=fields["description"],
                metadata=dict(fields["metadata"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None


def artifacts_of(project: Path) -> list[ArtifactStore]:
    """All artifacts of a project, by name."""
    folders = sorted(_names_in(project / ARTIFACTS_FOLDER))
    return [ArtifactStore(project, decode_name(folder)) for folder in folders]


def _alias_file(alias: str) -> str:
    return f"{encode_name(alias)}.json"


def _json_bytes(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields).encode("ascii") + b"\n"


def _names_in(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208
    except OSError:
        return []
