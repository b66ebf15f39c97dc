"""What is wrong with a journal while training goes on: kept as a reason, told once."""

from __future__ import annotations

import contextlib
import sys
import warnings
from pathlib import Path
from types import FrameType


def level_outside() -> int:
    """Give the `stacklevel` with which a warning of the caller points at the user's line."""
    frame: FrameType | None = sys._getframe(1)
    level = 1
    while frame is not None and frame.f_globals.get("__name__", "").startswith("runside."):
        frame = frame.f_back
        level += 1
    return level


class Trouble:
    """The last error of a writer, and the warnings that wait to be shown."""

    def __init__(self, where: Path) -> None:
        self.reason = ""
        """The last error, in words."""
        self.waiting: list[str] = []
        """Messages for `warn`: text may go anywhere, so it is shown when no lock is held."""
        self._where = str(where)
        self._told = False

    def note(self, error: OSError) -> None:
        """Remember an error; the first one leaves a message."""
        self.reason = error.strerror or str(error)
        if not self._told:
            self._told = True
            self.waiting.append(
                f"Runside cannot write the journal of a run in {self._where!r}: {self.reason}. "
                "Training goes on; records are held in memory, within bounds, and written when "
                "that works again. Make room there, or set RUNSIDE_DIR to another folder for the "
                "next run."
            )

    def note_unwritten(self, count: int) -> None:
        """Leave the message that a writer closes with records that nothing took."""
        self.waiting.append(
            f"Runside could not write the last {count} records of a run to {self._where!r} "
            f"({self.reason}): they are lost."
        )

    def warn(self) -> None:
        """Show what waits; never raises, also where a filter makes errors of warnings."""
        while self.waiting:
            message = self.waiting.pop(0)
            try:
                warnings.warn(message, RuntimeWarning, stacklevel=level_outside())
            except RuntimeWarning:
                with contextlib.suppress(OSError, ValueError):
                    sys.stderr.write(message + "\n")
