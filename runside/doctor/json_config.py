"""Jupyter's JSON configuration, read as Jupyter reads it.

A section is `<folder>/<section>.d/*.json` by name, then `<folder>/<section>.json`, from the weakest
folder to the strongest; a file that is no JSON is passed over. (jupyter_server's
`BaseJSONConfigManager` and `ConfigManager`.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What a configuration says of one name, and the file that decides it."""

    value: bool
    file: Path


def switches(folders: Sequence[Path], section: str, *keys: str) -> dict[str, Said]:
    """What is switched on and off below `keys` of a section.

    `folders` are in Jupyter's order, the strongest first. A list there means that all in it are on.
    """
    found: dict[str, Said] = {}
    for file, data in _layers(folders, section):
        named = data
        for key in keys:
            named = named.get(key, {}) if isinstance(named, dict) else {}
        if isinstance(named, list):
            named = dict.fromkeys(filter(_is_text, named), True)
        if isinstance(named, dict):
            found.update({name: Said(bool(value), file) for name, value in named.items()})
    return found


def _layers(folders: Sequence[Path], section: str) -> Iterator[tuple[Path, Any]]:
    for folder in reversed(folders):
        for file in [*sorted((folder / f"{section}.d").glob("*.json")), folder / f"{section}.json"]:
            try:
                yield file, json.loads(file.read_bytes())
            except (OSError, ValueError):
                continue


def _is_text(value: object) -> bool:
    return isinstance(value, str)
