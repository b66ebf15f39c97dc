"""How much the index process rests between its turns, so that a training that fills the cores keeps them.

A low priority alone does not do it: whoever wakes while every core is at work first takes the core of whom it finds
there, which is as often the training as the index.
"""

from __future__ import annotations

import time
from pathlib import Path

LEAST_WAITED = 0.05
"""Which part of the time in which it could have run a process waits for a core where there are too few of them. With a core
to itself it was 0.00 to 0.04, beside a tight loop and a page on two cores 0.12 and more."""

LONGEST_REST_S = 0.2


class Courtesy:
    """Watches how long the thread that asks has had to wait for a core."""

    def __init__(self, schedstat: Path = Path("/proc/thread-self/schedstat")) -> None:
        """``schedstat`` is where Linux tells it: see :manpage:`proc_pid_schedstat(5)`."""
        self._schedstat = schedstat
        self._ran = self._waited = 0
        self._asked_at = time.monotonic()

    def rest(self) -> float:
        """Seconds to rest now: none, or as long as it took since the last call where others wanted the cores meanwhile.

        Always none where the system does not tell.
        """
        took = time.monotonic() - self._asked_at
        try:
            ran, waited, _ = map(int, self._schedstat.read_bytes().split())
        except (OSError, ValueError):
            return 0.0
        more_ran, more_waited = ran - self._ran, waited - self._waited
        self._ran, self._waited = ran, waited
        is_crowded = more_waited > LEAST_WAITED * (more_ran + more_waited)
        rest = min(took, LONGEST_REST_S) if is_crowded else 0.0
        self._asked_at = time.monotonic() + rest
        return rest
