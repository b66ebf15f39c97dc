"""What the doctor says of one thing: what was seen, what it means, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Status(Enum):
    """How a thing stands. A note needs no action; a problem takes something from the user."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    id: str
    """Names the check, and never changes its meaning: what programs go by."""
    part: str
    """The heading under which it is shown."""
    subject: str
    """What was looked at, in a word or two."""
    seen: str
    """What there is."""
    status: Status = Status.OK
    means: str = ""
    """What follows from it, and what to do in words; empty where all is well."""
    type: tuple[str, ...] = ()
    """The commands to type, ready for a shell."""


HERE = "This environment"
JUPYTER = "Jupyter, as installed here"
RUNNING = "Running Jupyter servers"
FILES = "Files"
PARTS = (HERE, JUPYTER, RUNNING, FILES)
"""The headings, in the order in which they are shown."""


def worst(findings: Sequence[Finding]) -> Status:
    """The status of the whole."""
    order = (Status.PROBLEM, Status.NOTE)
    return next((s for s in order if any(f.status is s for f in findings)), Status.OK)
