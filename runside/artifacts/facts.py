"""What an artifact says of itself: its name, its version, what it holds."""

from __future__ import annotations

from datetime import datetime, timezone

from runside.artifacts.manifest import Manifest
from runside.artifacts.names import check_name, check_type
from runside.artifacts.parts import Parts
from runside.artifacts.store import ArtifactStore, Version
from runside.errors import UsageError


class ArtifactFacts:
    """The properties of an artifact, which is a draft until it is logged."""

    def __init__(self, name: str, kind: str) -> None:
        """Raises ArgumentError for a name or a type that means nothing."""
        self._name = check_name(name)
        self._type = check_type(kind)
        self._parts = Parts()
        self._store: ArtifactStore | None = None
        self._version: Version | None = None
        self._manifest: Manifest | None = None
        self.aliases: list[str] = []
        """The aliases of this version; after a change, `save` keeps it."""

    @property
    def name(self) -> str:
        """Its name; once it is logged with its version, as ``model:v3``."""
        return self._name if self._version is None else f"{self._name}:{self._version.version}"

    @property
    def source_name(self) -> str:
        """The same as `name`."""
        return self.name

    @property
    def collection_name(self) -> str:
        """Its name without a version."""
        return self._name

    @property
    def type(self) -> str:
        """What it is."""
        return self._type

    @property
    def project(self) -> str | None:
        """The project that it is kept in; None before it is logged."""
        return None if self._store is None else self._store.project

    @property
    def qualified_name(self) -> str:
        """``project/name:version``."""
        return "/".join(part for part in (self.project, self.name) if part)

    @property
    def version(self) -> str:
        """``v0``, ``v1``, …. Raises UsageError before it is logged."""
        return self._logged("version")[1].version

    @property
    def id(self) -> str | None:
        """What tells this version from any other; None before it is logged."""
        if self._version is None:
            return None
        return f"{self._version.run}-{self._version.digest[:16]}-{self._version.number}"

    @property
    def state(self) -> str:
        """``PENDING`` until it is logged, ``COMMITTED`` from then on."""
        return "PENDING" if self._version is None else "COMMITTED"

    @property
    def digest(self) -> str:
        """The same for the same paths and contents: 64 hex digits."""
        return self._contents().digest

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return self._contents().size

    @property
    def file_count(self) -> int:
        """How many files it has, without references."""
        return sum(entry.ref is None for entry in self._contents().entries.values())

    @property
    def manifest(self) -> Manifest:
        """Its files and references, by path, as ``manifest.entries``."""
        return self._contents()

    @property
    def created_at(self) -> str | None:
        """When it was logged, as ISO 8601 in UTC; None before."""
        if self._version is None:
            return None
        return datetime.fromtimestamp(self._version.created, timezone.utc).isoformat()

    def is_draft(self) -> bool:
        """Whether it is not logged yet."""
        return self._version is None

    def _contents(self) -> Manifest:
        if self._store is None or self._version is None:
            return self._parts.manifest()
        if self._manifest is None:
            self._manifest = self._store.manifest(self._version)
        return self._manifest

    def _logged(self, call: str) -> tuple[ArtifactStore, Version]:
        if self._store is None or self._version is None:
            raise UsageError(f"artifact {self._name!r} has no {call} before it is logged")
        return self._store, self._version

    def __repr__(self) -> str:
        return f"<runside.Artifact {self.qualified_name} ({self._type})>"
