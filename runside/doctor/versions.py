"""Versions: which are installed here, and which of two is newer."""

from __future__ import annotations

import re
from importlib import metadata


def installed(distribution: str) -> str | None:
    """The version of a distribution in this environment; None where it is not installed."""
    try:
        # Metadata that a broken installation left behind may lack its version.
        return metadata.version(distribution) or None
    except metadata.PackageNotFoundError:
        return None


def release(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with: (4, 6, 0) for "4.6.0rc1"; empty for none."""
    numbers = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()


def within(version: str, least: str, below: str) -> bool:
    """Whether a version is at least one, and below another."""
    return release(least) <= release(version) < release(below)
