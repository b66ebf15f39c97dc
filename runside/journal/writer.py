"""Appending to a journal: a record is in its file, or held for it, when `append` returns."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .alive import Alive
from .errors import JournalError, RunFolderError, WriterClosedError
from .format import dumps
from .names import JOURNAL_FOLDER, alive_name, check_writer
from .stream import Stream
from .syncing import Syncing
from .ticker import ticker
from .trouble import Trouble

FILE_LIMIT = 64 << 20
"""Bytes after which a writer goes on in a new file."""

_SYNC_WAIT = 2.0
"""Seconds that `close` waits for a sync of the timer thread."""

_TOUCH_EVERY = 10.0


class JournalWriter:
    """One writer's end of a run's journal.

    `append` may be called by any thread, and by a signal handler in the middle of another
    `append`. After the constructor nothing raises for a full or failing disk: lines are then held
    in memory, within bounds, and written when that works again; what had to be let go is told by
    a `gap` record. A forked child cannot use its parent's writers, and opens its own.
    """

    def __init__(
        self,
        folder: Path,
        uid: str,
        writer: str,
        *,
        on_line: Callable[[int, bytes], None] | None = None,
        clock: Callable[[], float] = time.time,
        file_limit: int = FILE_LIMIT,
    ) -> None:
        """Write as `writer` in the folder of run `uid`; go on behind what that writer has there.

        `on_line(seq, line)` is called for each line on the appending thread; it only takes note
        and returns. `clock` gives the `t` of `gap` records, in Unix seconds. Raises
        `WriterTakenError` where that writer is alive already, `RunFolderError` where the folder
        cannot be written.
        """
        self.folder = folder
        self.uid = uid
        self.writer = check_writer(writer)
        self.pid = os.getpid()
        path = folder / JOURNAL_FOLDER
        self._trouble = Trouble(path)
        # Taken again by a signal handler that appends or closes in the middle of an append.
        self._lock = threading.RLock()
        self._sync_lock = threading.RLock()
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._alive = Alive(path / alive_name(writer))
            try:
                self._stream = Stream(
                    folder,
                    uid,
                    writer,
                    file_limit=file_limit,
                    trouble=self._trouble,
                    clock=clock,
                    on_line=on_line,
                )
            except BaseException:
                self._alive.close()
                raise
        except JournalError:
            raise
        except OSError as error:
            raise RunFolderError(
                f"Runside cannot write in {str(path)!r}: {error.strerror or error}. Set "
                "RUNSIDE_DIR (or init(dir=...)) to a folder that can be written, or use "
                "init(mode='disabled')"
            ) from error
        self._syncing = Syncing(self._stream, self._lock, self._trouble)
        self._touch_after = time.monotonic() + _TOUCH_EVERY
        _open_writers.add(self)
        ticker.add(self)

    @property
    def seq(self) -> int:
        """The seq of the last record that was appended, 0 before the first."""
        return self._stream.last

    @property
    def dropped(self) -> int:
        """How many records were lost to a full or failing disk."""
        return self._stream.backlog.dropped

    @property
    def held(self) -> int:
        """How many records wait in memory for a disk that takes them."""
        return len(self._stream.backlog.lines)

    @property
    def closed(self) -> bool:
        """Whether nothing can be appended any more."""
        return self._stream.closed

    def append(self, record: Mapping[str, object]) -> int:
        """Append one record with the next seq, and give it.

        Raises `TypeError` or `ValueError` for a value that has no form in JSON (nothing is
        appended then), `WriterClosedError` after `close` or in a forked child.
        """
        return self.append_payloads((dumps(record),))

    def append_all(self, records: Sequence[Mapping[str, object]]) -> int:
        """Append several records in one write; give the seq of the last."""
        return self.append_payloads([dumps(record) for record in records])

    def append_payloads(self, payloads: Sequence[bytes]) -> int:
        """Append records that `dumps` made in one write; give the seq of the last."""
        with self._lock:
            last = self._stream.put(payloads)
        if self._trouble.waiting:
            self._trouble.warn()
        if last is None:
            raise WriterClosedError(self._why_closed())
        return last

    def tick(self) -> float | None:
        """Do the slow work that is due; the timer thread calls it each second, or as soon as this asks for."""
        self._alive.refresh()
        now = time.monotonic()
        if now >= self._touch_after:
            self._touch_after = now + _TOUCH_EVERY
            self._alive.touch()
        with self._lock:
            self._stream.notice_loss()
        self._flush()
        if self._syncing.due:
            with self._sync_lock:
                self._syncing.run()
            self._flush()
        self._trouble.warn()
        return self._syncing.again_in

    def close(self) -> None:
        """Write and sync what is left, then let the alive lock go. May be called again."""
        # The timer thread may have this lock for as long as a disk stalls; and it may wait for
        # us, where a signal handler closes in the middle of an append.
        may_sync = self._sync_lock.acquire(timeout=_SYNC_WAIT)
        try:
            if self.closed:
                return
            self._flush()
            if may_sync:
                self._syncing.run()
                self._flush()
            with self._lock:
                self._stream.settle()
                self._stream.close()
        finally:
            if may_sync:
                self._sync_lock.release()
        ticker.remove(self)
        _open_writers.discard(self)
        self._alive.close()
        if self.held:
            self._trouble.note_unwritten(self.held)
        self._trouble.warn()

    def _flush(self) -> None:
        """Write what is held, a little at a time, so that an append waits for no more than that."""
        more = True
        while more:
            with self._lock:
                more = self._stream.flush_some()

    def _why_closed(self) -> str:
        if self.pid != os.getpid():
            return (
                f"this journal belongs to process {self.pid}, and this is its forked child: open "
                "a writer of its own here"
            )
        return f"the journal in {str(self.folder / JOURNAL_FOLDER)!r} is closed"

    def _abandon(self) -> None:
        """Be of no use in a forked child, and leave the parent's files alone."""
        self._lock = threading.RLock()  # another thread of the parent may have had them
        self._sync_lock = threading.RLock()
        self._stream.close()


_open_writers: set[JournalWriter] = set()


def _abandon_in_child() -> None:
    for writer in _open_writers:
        writer._abandon()
    _open_writers.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_abandon_in_child)
