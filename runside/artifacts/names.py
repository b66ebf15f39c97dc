"""What artifacts, their types and aliases may be called, and how one is named from elsewhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from runside.errors import ArgumentError

LATEST = "latest"
# 120 bytes are what the name of a folder has in full (`runside.journal.names`).
_NAME = re.compile(r"[A-Za-z0-9._-]{1,120}")
_VERSION = re.compile(r"v(0|[1-9][0-9]*)")


class Address(NamedTuple):
    """Where an artifact is to be found."""

    project: str | None
    """None where none was named: the project of whoever asks."""
    name: str
    alias: str
    """An alias, or a version as ``v3``."""


def check_name(name: object) -> str:
    """The name of an artifact, or ArgumentError where it is none."""
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise ArgumentError(
            f"an artifact's name is 1 to 120 letters, digits, dashes, underscores and dots, not {name!r}"
        )
    return name


def check_type(kind: object) -> str:
    """The type of an artifact, or ArgumentError where it is none."""
    if not isinstance(kind, str) or not kind.strip():
        raise ArgumentError(f"an artifact's type is a text, as 'model' or 'dataset', not {kind!r}")
    return kind


def check_aliases(aliases: object) -> list[str]:
    """Aliases, each once; one text is one alias. ArgumentError names one that is none."""
    if aliases is None:
        return []
    given = [aliases] if isinstance(aliases, str) else aliases
    if not isinstance(given, (list, tuple, set, frozenset)):
        raise ArgumentError(f"aliases are a list of texts, not {aliases!r}")
    return list(dict.fromkeys(_check_alias(alias) for alias in given))


def version_number(alias: str) -> int | None:
    """The number in ``v3``; None for an alias."""
    found = _VERSION.fullmatch(alias)
    return int(found[1]) if found else None


def read_address(address: object) -> Address:
    """Read ``name``, ``name:alias``, ``project/name:alias`` or ``entity/project/name:alias``.

    Raises ArgumentError where it is none of them.
    """
    if not isinstance(address, str):
        raise ArgumentError(f"an artifact is named by a text as 'name:latest', not {address!r}")
    path, _, alias = address.partition(":")
    *before, name = path.split("/")
    if len(before) > 2 or not all(before):
        raise ArgumentError(
            f"{address!r} names no artifact: 'name:alias', 'project/name:alias' or 'entity/project/name:alias'"
        )
    return Address(before[-1] if before else None, check_name(name), alias or LATEST)


def _check_alias(alias: object) -> str:
    if not isinstance(alias, str) or not alias.strip() or "/" in alias or ":" in alias:
        raise ArgumentError(f"an alias is a text without / and :, not {alias!r}")
    if version_number(alias) is not None:
        raise ArgumentError(
            f"{alias!r} names a version, and is given by Runside; no alias can be that"
        )
    return alias
