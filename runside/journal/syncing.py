"""Bringing a writer's files to the disk, off every thread that appends."""

from __future__ import annotations

import time
from threading import RLock

from .files import Unsynced
from .stream import Stream
from .trouble import Trouble

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0

_HELD = 8192
"""Lines that may be appended between two syncs, about: until then they are held in memory as well, for a disk that
fails. At 80,000 a second a sync each second would hold 30 MB of them.
"""


class Syncing:
    """Syncs the files of one stream; where that fails, has their lines written again elsewhere."""

    def __init__(self, stream: Stream, lock: RLock, trouble: Trouble) -> None:
        self._stream = stream
        self._lock = lock
        self._trouble = trouble
        self._pause = 0.0
        self._after = 0.0
        self._ran = time.monotonic()
        self.again_in: float | None = None
        """In how many seconds the next sync should be, at the pace of what the last one had to bring; None where
        that does not matter.
        """

    @property
    def due(self) -> bool:
        """Whether it is time: after a failure it waits, each time longer."""
        return time.monotonic() >= self._after

    def run(self) -> None:
        """Sync what was appended, never while holding the lock that an append needs."""
        with self._lock:
            batches = [] if self._stream.closed else self._stream.files.take_unsynced()
        self._set_pace(sum(len(batch.blocks) for batch in batches))
        synced = [self._sync(batch) for batch in batches]
        if all(synced):
            self._pause = 0.0
            return
        self._pause = min(max(2 * self._pause, _FIRST_PAUSE), _LONGEST_PAUSE)
        self._after = time.monotonic() + self._pause

    def _set_pace(self, lines: int) -> None:
        now = time.monotonic()
        self.again_in = (now - self._ran) * _HELD / lines if lines > _HELD // 8 else None
        self._ran = now

    def _sync(self, batch: Unsynced) -> bool:
        segment = batch.segment
        try:
            self._stream.files.sync(segment)
        except OSError as error:
            # What the kernel could not write it may have forgotten, and a second sync would
            # succeed without it: so the lines count as lost, and are written again elsewhere.
            with self._lock:
                blocks = batch.blocks + segment.unsynced
                segment.unsynced = []
                self._trouble.note(error)
                self._stream.write_again(blocks, segment.at_risk)
                segment.close()
            return False
        segment.at_risk = []
        if batch.full:
            segment.close()
        return True
