"""What ``import runside as wandb`` has of W&B's names beside our own: ``wandb.util``, ``wandb.termlog``, ``wandb.sweep``."""

from __future__ import annotations

from typing import Any

from runside.dropin.modules import StandIn, look_up
from runside.dropin.names import MODULES
from runside.dropin.not_here import why_no_part

_MODULES = ("data_types", "env", "util")
"""Modules that programs use by attribute, without importing them by their own name."""


def find(name: str) -> Any:
    """What W&B's package has under this name. Raises AttributeError, which says what to do in its place, for all else."""
    if name in _MODULES:
        return StandIn(f"wandb.{name}")
    home = MODULES["wandb"].get(name, "")
    if home.startswith("runside"):
        return look_up(home)
    raise AttributeError(why_no_part(name) or f"module 'runside' has no attribute {name!r}")
