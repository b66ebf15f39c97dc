"""Which row a call to ``log`` writes to, and whether it closes it."""

from __future__ import annotations

import operator
from typing import Any

from runside.errors import LogError
from runside.sdk.active import as_called
from runside.sdk.values import type_name

LARGEST_STEP = 2**53
"""Every language counts exactly up to here."""


def check_step(step: Any) -> int:
    """The step that was given: an integer of any library, but no bool. Raises LogError for all else."""
    try:
        if isinstance(step, bool):
            raise TypeError("a bool is none")
        number = operator.index(step)
    except TypeError as error:
        raise LogError(
            f"{as_called('runside.log()')}: step is an integer, not {step!r} ({type_name(step)}). "
            "Nothing of this call was kept"
        ) from error
    if abs(number) > LARGEST_STEP:
        raise LogError(
            f"{as_called('runside.log()')}: step {number} is beyond ±2^53. Nothing of this call was kept"
        )
    return number


class Steps:
    """The open step of one writer.

    A row is open while calls still merge into it. The records state what was decided here, so that no reader has to
    decide it again.
    """

    __slots__ = ("current", "went_back")

    def __init__(self, current: int = 0) -> None:
        self.current = current
        """The step that the next ``log`` without a step writes to."""
        self.went_back = False
        """Whether any call wrote to an earlier row: only then a writer's rows do not ascend."""

    def take(self, step: int | None, commit: bool | None) -> tuple[int, bool]:
        """Decide a call: the step of its row, and whether the row is closed with it.

        A step above the open one closes the open row by itself, which its record says without words. One below it
        writes into that earlier row, complete at once, and leaves the open row as it was.
        """
        if step is not None and step < self.current:
            self.went_back = True
            return step, True
        if step is not None:
            self.current = step
        row = self.current
        closes = step is None if commit is None else bool(commit)
        if closes:
            self.current = row + 1
        return row, closes
