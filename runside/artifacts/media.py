"""Media in artifacts: what describes one, and its bytes beside it."""

from __future__ import annotations

import json
from typing import Any

from runside.artifacts.manifest import Entry
from runside.artifacts.parts import Parts
from runside.errors import ArgumentError


def add_medium(parts: Parts, medium: Any, name: str, *, overwrite: bool) -> Entry:
    """Add ``<name>.<type>.json``, and the bytes of the medium under ``media/``. Raises ArgumentError, OSError.

    What a medium is: what has ``blobs()`` and ``descriptor()``, as those of ``runside.data``.
    """
    if not (hasattr(medium, "blobs") and hasattr(medium, "descriptor")):
        raise ArgumentError(
            f"add() takes a medium, as an Image or a Table, not {type(medium).__name__}; add_file() takes a file"
        )
    for blob in medium.blobs():
        path = parts.new_path()
        path.write_bytes(blob.data)
        inside = f"media/{blob.sha256}.{blob.format}"
        parts.add_file(path, inside, copy=False, overwrite=True)
    descriptor = medium.descriptor()
    path = parts.new_path()
    path.write_text(json.dumps(descriptor), encoding="ascii")
    kind = str(descriptor["_type"])
    ending = f".{kind}.json"
    inside = name if name.endswith(ending) else name + ending
    return parts.add_file(path, inside, copy=False, overwrite=overwrite)
