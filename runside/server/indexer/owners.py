"""Whose a run is: the account that owns its folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from runside.journal import platform


class Owner(NamedTuple):
    """An account, as people call it."""

    name: str
    is_me: bool
    """Whether it is the one that the Jupyter server runs under."""


def owner_of(folder: Path) -> Owner | None:
    """The owner of a folder; None where it is not there, or cannot be reached."""
    try:
        uid = folder.stat(follow_symlinks=False).st_uid
    except OSError:
        return None
    return Owner(platform.account(uid), uid == me())


def me() -> int:
    """The number of the account that this process runs under."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def denied(folder: Path) -> str:
    """That a folder may not be read from here, for people."""
    owner = owner_of(folder)
    whose = f"belongs to {owner.name} and " if owner and not owner.is_me else ""
    return f"{folder} {whose}may not be read by {platform.account(me())}"
