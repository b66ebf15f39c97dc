"""Do two sides of Runside fit together? They do within one major version of the protocol."""

from __future__ import annotations

from typing import NamedTuple

from runside.doctor.finding import Status
from runside.doctor.library import Library
from runside.doctor.versions import release


class Fit(NamedTuple):
    """How another side fits the kernel library."""

    status: Status
    means: str
    upgrade_there: bool = False
    upgrade_here: bool = False


def compare(library: Library, other: str, version: str, protocol: int | None) -> Fit:
    """Hold another side (`other` names it) beside the kernel library.

    `protocol` is None where that side does not say which it speaks.
    """
    if protocol is not None and protocol != library.protocol:
        there_is_older = protocol < library.protocol
        older = other if there_is_older else "the kernel library"
        return Fit(
            Status.PROBLEM,
            f"It speaks protocol {protocol}, the kernel library protocol {library.protocol}: they "
            f"do not understand each other. Upgrade {older}.",
            upgrade_there=there_is_older,
            upgrade_here=not there_is_older,
        )
    if version == library.version:
        return Fit(Status.OK, "")
    there_is_older = release(version) < release(library.version)
    older = other if there_is_older else "the kernel library"
    return Fit(
        Status.NOTE,
        f"The kernel library is {library.version}. They work together, and what is new in one of "
        f"them may be missing; {older} is the older.",
        upgrade_there=there_is_older,
        upgrade_here=not there_is_older,
    )
