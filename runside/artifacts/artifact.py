"""An artifact: a set of files under a name, of which each change that is logged makes a version."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

from runside.artifacts.copying import files_below
from runside.artifacts.facts import ArtifactFacts
from runside.artifacts.fetching import ArtifactFile, fetch
from runside.artifacts.manifest import Entry
from runside.artifacts.media import add_medium
from runside.artifacts.names import check_aliases
from runside.artifacts.parts import Parts
from runside.artifacts.store import ArtifactStore, Version
from runside.errors import ArgumentError, UsageError

AnyPath = str | os.PathLike[str]
_POLICIES = ("mutable", "immutable")


class Artifact(ArtifactFacts):
    """Files under a name, kept with a run by `log_artifact`: a dataset, a model, whatever a run makes or needs.

    Each content that is logged is a version of it, ``v0``, ``v1`` and so on; the same content again is the same version.
    Aliases, as ``best``, mean one version each, and ``latest`` the newest. Files are added before it is logged, and are
    copied then, so that they may change afterwards.
    """

    def __init__(
        self,
        name: str,
        type: str,  # noqa: A002 - the names are W&B's
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        incremental: bool = False,
        use_as: str | None = None,
        **ignored: object,
    ) -> None:
        """Begin a new version.

        Args:
            name: letters, digits, dashes, underscores and dots; one artifact in its project.
            type: what it is, as ``model`` or ``dataset``; all its versions have the same.
            description: what is to be said about this version.
            metadata: more about it, as a dict.
            incremental: whether the files of the latest version belong to this one too.
            use_as, ignored: accepted, and not heeded.

        Raises ArgumentError, which is a ValueError, for one that means nothing.
        """
        super().__init__(name, type)
        if metadata is not None and not isinstance(metadata, Mapping):
            raise ArgumentError(f"metadata is a dict, not {metadata!r}")
        self.description = description
        self.metadata: dict[str, Any] = dict(metadata or {})
        self.incremental = incremental

    @classmethod
    def logged(cls, store: ArtifactStore, version: Version) -> Artifact:
        """The artifact that a version of a store is."""
        artifact = cls(version.name, version.type, version.description, version.metadata)
        artifact._become(store, version)
        return artifact

    def add_file(
        self,
        local_path: AnyPath,
        name: str | None = None,
        is_tmp: bool | None = False,
        skip_cache: bool | None = False,
        policy: str | None = "mutable",
        overwrite: bool = False,
    ) -> Entry:
        """Add a file. It is copied now, unless ``policy="immutable"`` promises that it will not change before logging.

        Args:
            local_path: the file.
            name: its path in the artifact; the file's own name where it is not given.
            is_tmp, skip_cache: accepted; nothing depends on them here.
            policy: ``mutable`` or ``immutable``.
            overwrite: whether it may take the place of another content.

        Raises ArgumentError, which is a ValueError, for what is no file or an argument that means nothing; UsageError
        where the artifact is logged already.
        """
        parts = self._open("add_file()")
        copy = self._check_policy(policy) == "mutable"
        path = Path(local_path)
        if not path.is_file():
            raise ArgumentError(f"{os.fspath(local_path)!r} is no file")
        return parts.add_file(path, name or path.name, copy=copy, overwrite=overwrite)

    def add_dir(
        self,
        local_path: AnyPath,
        name: str | None = None,
        skip_cache: bool | None = False,
        policy: str | None = "mutable",
        merge: bool = False,
    ) -> None:
        """Add all files below a folder, under `name` where it is given. Links to folders are not followed.

        ``merge`` allows other contents to be replaced. Raises as `add_file`.
        """
        parts = self._open("add_dir()")
        copy = self._check_policy(policy) == "mutable"
        folder = Path(local_path)
        if not folder.is_dir():
            raise ArgumentError(f"{os.fspath(local_path)!r} is no folder")
        for file in files_below(folder):
            path = Path(name or "") / file.relative_to(folder)
            parts.add_file(file, path.as_posix(), copy=copy, overwrite=merge)

    def add_reference(
        self,
        uri: object,
        name: str | None = None,
        checksum: bool = True,
        max_objects: int | None = None,
    ) -> Sequence[Entry]:
        """Add something that stays where it is, as ``s3://bucket/data``. Only its address is kept, never read.

        ``name`` is its path in the artifact; the last part of the address where it is not given. ``checksum`` and
        ``max_objects`` are accepted. Raises ArgumentError for what is no address.
        """
        parts = self._open("add_reference()")
        address = str(uri)
        if "://" not in address:
            raise ArgumentError(
                f"{address!r} is no address, as 's3://bucket/file' or 'file:///data'"
            )
        last = address.split("://", 1)[1].rstrip("/").rsplit("/", 1)[-1]
        return [parts.add_reference(address, name or last)]

    def add(self, obj: object, name: str, overwrite: bool = False) -> Entry:
        """Add a medium, as an Image or a Table: its files, and ``<name>.<type>.json`` that describes it.

        Raises ArgumentError for what is no medium.
        """
        return add_medium(self._open("add()"), obj, name, overwrite=overwrite)

    @contextmanager
    def new_file(
        self, name: str, mode: str = "x", encoding: str | None = None
    ) -> Iterator[IO[Any]]:
        """A new file of the artifact, open for writing: ``with artifact.new_file("notes.txt") as file: …``.

        ``mode`` is ``x`` or ``w``, with ``b`` for bytes; ``w`` may replace a file. After an exception nothing is added.
        Raises ArgumentError where there is such a file already and the mode is ``x``.
        """
        parts = self._open("new_file()")
        overwrite = "x" not in mode
        if not overwrite and name in parts.entries:
            raise ArgumentError(
                f"the artifact has a file {name!r} already: mode='w' puts another in its place"
            )
        path = parts.new_path()
        with path.open(mode, encoding=encoding) as file:
            yield file
        parts.add_file(path, name, copy=False, overwrite=overwrite)

    def remove(self, item: object) -> None:
        """Take out a file or a folder, by its path or its entry. Raises FileNotFoundError where there is none."""
        self._open("remove()").remove(str(getattr(item, "path", item)))

    def wait(self, timeout: float | None = None) -> Artifact:
        """The artifact itself: what `log_artifact` returned is kept already."""
        return self

    def download(
        self,
        root: AnyPath | None = None,
        allow_missing_references: bool = False,
        skip_cache: bool | None = None,
        path_prefix: AnyPath | None = None,
    ) -> str:
        """Copy its files to a folder, each checked by its hash, and return the folder's path.

        Args:
            root: the folder; ``artifacts/<name>:<version>`` below the working directory where it is not given.
            allow_missing_references, skip_cache: accepted. References are never fetched.
            path_prefix: copy only what begins with this.

        Raises ArtifactError where the bytes of a file are in no run any more, or are damaged; OSError.
        """
        store, version = self._logged("download()")
        folder = Path(root) if root is not None else Path("artifacts") / self.name
        prefix = "" if path_prefix is None else Path(path_prefix).as_posix()
        for entry in self._contents().entries.values():
            if entry.ref is None and entry.path.startswith(prefix):
                fetch(store, version, entry, folder)
        return str(folder)

    def file(self, root: AnyPath | None = None) -> str:
        """Download an artifact of a single file, and return that file's path. Raises ArgumentError where it has more."""
        (path, *others) = self._contents().entries or ("",)
        if others or not path:
            raise ArgumentError(
                f"file() is for an artifact of one file, and {self.name} has {len(self._contents().entries)}: see "
                "download()"
            )
        return str(Path(self.download(root)) / path)

    def files(self, names: Sequence[str] | None = None, per_page: int = 50) -> list[ArtifactFile]:
        """Its files, or those of these paths, each with ``name``, ``size``, ``digest`` and ``download(root=)``."""
        store, version = self._logged("files()")
        entries = self._contents().entries.values()
        return [
            ArtifactFile(store, version, entry)
            for entry in entries
            if entry.ref is None and (names is None or entry.path in names)
        ]

    def get_entry(self, name: AnyPath) -> ArtifactFile:
        """One of its files by its path. Raises KeyError where it has none."""
        store, version = self._logged("get_entry()")
        path = Path(name).as_posix()
        entry = self._contents().entries.get(path)
        if entry is None:
            raise KeyError(f"{self.name} has no file {path!r}")
        return ArtifactFile(store, version, entry)

    get_path = get_entry
    """The older name of `get_entry`."""

    def verify(self, root: AnyPath | None = None) -> None:
        """See that a downloaded folder holds what the version does. Raises ArgumentError that names what differs."""
        self._logged("verify()")
        folder = Path(root) if root is not None else Path("artifacts") / self.name
        for file in self.files():
            if not file.is_whole(folder):
                raise ArgumentError(
                    f"{file.name!r} in {str(folder)!r} is not what {self.name} holds"
                )

    def new_draft(self) -> Artifact:
        """A new version that begins with the files of this one."""
        store, version = self._logged("new_draft()")
        draft = Artifact(self._name, self._type, self.description, self.metadata)
        draft._parts.take_over(store, version, self._contents())
        return draft

    def save(self) -> None:
        """Keep what `aliases` says now. Raises UsageError before it is logged."""
        store, version = self._logged("save()")
        before, after = store.aliases(version), check_aliases(self.aliases)
        for alias in after:
            if alias not in before:
                store.set_alias(alias, version)
        for alias in before:
            if alias not in after:
                store.remove_alias(alias)
        self.aliases = store.aliases(version)

    def link(self, target_path: str, aliases: Sequence[str] | None = None) -> NoReturn:
        """Not here: there is no registry. Raises UsageError."""
        raise UsageError(
            "there is no registry to link to; an alias, as 'production', can mean a version"
        )

    def commit(
        self, run: Path, uid: str, created: float, plain: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> Version:
        """Keep it with a run: its bytes among the blobs in the folder `run`, its version in the run's project.

        ``plain`` makes of the metadata what has a form in JSON. Raises ArgumentError, ArtifactError, OSError.
        """
        store = ArtifactStore(run.parent, self._name)
        store.check_type(self._type)
        latest = store.find()
        if latest is not None and self.incremental and self._version is None:
            self._parts.take_over(store, latest, store.manifest(latest))
        if self._store is not None and self._version is not None:  # by another run, as it seems
            self._parts.take_over(self._store, self._version, self._contents())
        self._parts.place(run, {} if latest is None else store.blobs_of(latest))
        version = store.commit(
            self._parts.manifest(),
            type=self._type,
            run=uid,
            holder=run.name,
            created=created,
            description=self.description,
            metadata=plain(self.metadata),
        )
        self._become(store, version)
        return version

    def name_version(self, aliases: Sequence[str]) -> None:
        """Let these aliases, and ``latest``, mean the version that was logged. Raises OSError."""
        store, version = self._logged("aliases")
        for alias in aliases:
            store.set_alias(alias, version)
        self.aliases = store.aliases(version)

    def _become(self, store: ArtifactStore, version: Version) -> None:
        self._store, self._version = store, version
        self._manifest = None
        self._parts.forget()
        self.aliases = store.aliases(version)

    def _open(self, call: str) -> Parts:
        if self._version is not None:
            raise UsageError(
                f"artifact {self.name} is logged, and {call} cannot change it; new_draft() begins another version"
            )
        return self._parts

    def _check_policy(self, policy: str | None) -> str:
        if policy is None:
            return _POLICIES[0]
        if policy not in _POLICIES:
            raise ArgumentError(f"policy {policy!r} is none of {', '.join(_POLICIES)}")
        return policy
