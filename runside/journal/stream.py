"""A writer's records in order: numbered, framed, appended, or held until they can be.

Not safe for several threads: the writer has the lock. Safe against what may come in the middle of
one: exceptions of signal handlers (Ctrl-C), and appends by them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from .backlog import Backlog
from .files import Files
from .format import dumps, frame_after, seed
from .segment import Block, Segment
from .trouble import Trouble

_FLUSH = 1 << 18
"""Bytes of held lines that are written at once, while an append may wait."""

_Pending = tuple[Segment, int, Block]
"""(file, its size before, what is appended)"""


class Stream:
    """The seqs, files and held lines of one writer.

    Raises nothing for a disk that fails; that goes to `trouble`.
    """

    def __init__(
        self,
        folder: Path,
        uid: str,
        writer: str,
        *,
        file_limit: int,
        trouble: Trouble,
        clock: Callable[[], float],
        on_line: Callable[[int, bytes], None] | None,
    ) -> None:
        """Open the files. Raises `OSError`."""
        self.files = Files(folder, uid, writer, file_limit)
        self.last = self.files.last_seq
        """The seq of the last record."""
        self.backlog = Backlog()
        self.closed = False
        self._seed = seed(uid)
        self._writer = writer
        self._trouble = trouble
        self._clock = clock
        self._on_line = on_line
        self._inflight: _Pending | None = None

    def put(self, payloads: Sequence[bytes]) -> int | None:
        """Append records in one write; give the seq of the last, None where this is closed.

        What is appended is noted in `_inflight` first and cleared last, and whoever finds
        something there finishes it. CPython runs signal handlers only after calls and before
        jumps back, so that statements in a row which call nothing belong together.
        """
        if self._inflight is not None:
            self.settle()
        while True:
            if self.closed:
                return None
            first = self.last + 1
            last = self.last + len(payloads)
            if last == first:
                data = frame_after(self._seed, first, payloads[0])
            else:
                lines = [frame_after(self._seed, n, p) for n, p in enumerate(payloads, first)]
                data = b"".join(lines)
            segment = self.files.current
            if segment.size + len(data) > self.files.rotate_at:
                segment = self._rotate(first)
            if self.last + 1 == first and self._inflight is None:
                break
        block = (first, last, data)
        pending = (segment, segment.size, block)
        self._inflight = pending
        self.last = last
        if segment.broken or self.backlog.lines:
            self.backlog.add(first, data)
        else:
            try:
                segment.append(data)
            except OSError as error:
                self._hold(error, pending)
            else:
                segment.unsynced.append(block)
        if self._inflight is pending:
            self._inflight = None
            if self._on_line is not None:
                self._tell(block)
        else:  # a signal handler finished it, and appended more
            segment.measure()
        return last

    def settle(self) -> None:
        """Finish an append that was interrupted."""
        pending = self._inflight
        if pending is None:
            return
        segment, before, block = pending
        first, _, data = block
        if segment.broken or self.backlog.lines:
            self.backlog.add(first, data)
        else:
            try:
                segment.settle(before, data)
            except OSError as error:
                self._hold(error, pending)
            else:
                segment.unsynced.append(block)
        self._inflight = None
        if self._on_line is not None:
            self._tell(block)

    def flush_some(self) -> bool:
        """Write some of what is held, and tell at last what was let go.

        False where nothing is left, or it cannot be written.
        """
        self.settle()
        held = self.backlog.peek(_FLUSH)
        if self.closed or not (held or self.backlog.has_lost):
            return False
        try:
            if self.files.current.broken:
                self.files.go_on(held[0].seq if held else self.last + 1)
        except OSError as error:
            self._trouble.note(error)
            return False
        if not held:
            self.put([dumps(gap) for gap in self._gaps()])
            return False
        segment = self.files.current
        segment.measure()
        before = segment.size
        data = b"".join(one.line for one in held)
        try:
            segment.append(data)
        except OSError as error:
            self._trouble.note(error)
        whole = segment.size - before
        count = data.count(b"\n", 0, whole)
        if count:
            segment.unsynced.append((held[0].seq, held[count - 1].seq, data[:whole]))
            self.backlog.take(count)
        return count == len(held)

    def notice_loss(self) -> None:
        """Go on in a new file where somebody took away the one that is written to."""
        self.settle()
        segment = self.files.current
        if self.closed or segment.broken:
            return
        loss = segment.find_loss()
        if loss is None:
            return
        kept, segment.unsynced = segment.unsynced, []
        if loss.deleted:
            until = kept[0][0] if kept else self.last + 1
            if until > segment.first:
                self.backlog.lose(segment.first, until - 1)
        self.backlog.put_back(kept)
        self._trouble.note(OSError(loss.reason))

    def write_again(self, blocks: list[Block], at_risk: list[tuple[int, int]]) -> None:
        """Take back what a sync could not bring to the disk; `at_risk` is no longer there."""
        # Seqs ascend within a file, so that these, which are older, begin a new one.
        self.files.current.broken = True
        self.backlog.put_back(blocks)
        for first, last in at_risk:
            self.backlog.lose(first, last)

    def close(self) -> None:
        """Close the files; what is still held stays unwritten."""
        self.closed = True
        self.files.close()

    def _rotate(self, first: int) -> Segment:
        """Go on in a new file, where one can be had; else in the full one for a while."""
        try:
            return self.files.go_on(first)
        except OSError as error:
            self._trouble.note(error)
            self.files.rotate_later()
            return self.files.current

    def _hold(self, error: OSError, pending: _Pending) -> None:
        """Keep in memory what an append could not bring into the file."""
        segment, before, (first, _, data) = pending
        whole = segment.size - before
        count = data.count(b"\n", 0, whole)
        if count:
            segment.unsynced.append((first, first + count - 1, data[:whole]))
        self.backlog.add(first + count, data[whole:])
        self._trouble.note(error)

    def _tell(self, block: Block) -> None:
        assert self._on_line is not None
        first, _, data = block
        for seq, line in enumerate(data.split(b"\n")[:-1], first):
            self._on_line(seq, line + b"\n")

    def _gaps(self) -> list[dict[str, object]]:
        return [
            {
                "kind": "gap",
                "t": self._clock(),
                "writer": self._writer,
                "from": first,
                "to": last,
                "reason": self._trouble.reason,
                "count": last - first + 1,
            }
            for first, last in self.backlog.take_lost()
        ]
