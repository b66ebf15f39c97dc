"""The variables of the environment: ``RUNSIDE_…``, then ``WANDB_…``."""

from __future__ import annotations

import os
from typing import NamedTuple

PREFIXES = ("RUNSIDE_", "WANDB_")


class Variable(NamedTuple):
    """A variable that is set."""

    name: str
    """Its whole name, for messages."""
    value: str


def variable(name: str) -> Variable | None:
    """``RUNSIDE_<name>``, else ``WANDB_<name>``; one that is empty counts as not set."""
    for prefix in PREFIXES:
        value = os.environ.get(prefix + name)
        if value:
            return Variable(prefix + name, value)
    return None
