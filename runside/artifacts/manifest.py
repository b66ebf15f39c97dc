"""Which files an artifact's version has: their paths in it and what they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from runside.errors import ArgumentError

_FORMAT = re.compile(r"[a-z0-9]{1,16}")
_NO_FORMAT = "bin"


class Entry(NamedTuple):
    """A file of an artifact, or something elsewhere that it only names."""

    path: str
    """Where it lies in the artifact, with ``/`` between folders."""
    sha256: str | None
    """None where it is a reference."""
    size: int | None
    """Bytes; None where it is a reference."""
    ref: str | None = None
    """The address that a reference names."""

    @property
    def blob(self) -> str:
        """The name that its bytes have among a run's blobs; of a reference there are none."""
        return f"{self.sha256}.{_format(self.path)}"

    @property
    def digest(self) -> str:
        """What tells it from another content: its SHA-256, or a reference's address."""
        return self.sha256 or str(self.ref)


class Manifest:
    """The entries of a version, by path."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = {entry.path: entry for entry in entries}

    @property
    def digest(self) -> str:
        """The same for the same paths and contents, and only for them: 64 hex digits."""
        lines = sorted(
            json.dumps([entry.path, entry.sha256, entry.ref]) for entry in self.entries.values()
        )
        return sha256("\n".join(lines).encode()).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size or 0 for entry in self.entries.values())

    def to_json(self) -> dict[str, list[dict[str, Any]]]:
        """``files`` and ``references``, as the ``artifact`` record has them; without references only the first."""
        ordered = [self.entries[path] for path in sorted(self.entries)]
        files = [
            {"path": entry.path, "sha256": entry.sha256, "size": entry.size, "blob": entry.blob}
            for entry in ordered
            if entry.ref is None
        ]
        references = [
            {"path": entry.path, "ref": entry.ref} for entry in ordered if entry.ref is not None
        ]
        return {"files": files, **({"references": references} if references else {})}

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Manifest:
        """Read what `to_json` made. Raises KeyError, TypeError or ArgumentError where it is something else."""
        files = (
            Entry(check_path(one["path"]), one["sha256"], one["size"]) for one in fields["files"]
        )
        references = (
            Entry(check_path(one["path"]), None, None, one["ref"])
            for one in fields.get("references", ())
        )
        return cls([*files, *references])


def check_path(path: object) -> str:
    """A path in an artifact, or ArgumentError for one that is empty, absolute or leaves it."""
    text = str(path)
    pure = PurePosixPath(text)
    if not pure.parts or pure.is_absolute() or ".." in pure.parts or "\0" in text:
        raise ArgumentError(f"{path!r} is no path in an artifact: a relative one, without ..")
    return pure.as_posix()


def _format(path: str) -> str:
    """The extension of a blob with that file's bytes."""
    suffix = PurePosixPath(path).suffix[1:].lower()
    return suffix if _FORMAT.fullmatch(suffix) else _NO_FORMAT
