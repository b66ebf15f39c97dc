"""What pages ask for, and the messages that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from runside._version import __version__
from runside.journal import Line, last_seq, read_lines, writers
from runside.live.feed import Feed, FollowedRun

PROTOCOL = 1
CHUNK = 1 << 20
"""Bytes of journal lines in one message."""

MOST_OF_A_JOURNAL = 64 << 20
"""Bytes of a journal that are sent to a page which has no other source of it."""

_FIRST_WINDOW = 256
_LARGEST_WINDOW = 8192

Message = tuple[dict[str, Any], bytes | None]
"""The data of a message, and its buffer."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer
    """A question that cannot be answered; the text says why."""


def answer(question: Any, feeds: Sequence[Feed], comm_id: str) -> Iterator[Message]:
    """The messages that answer a question, made one by one as they are sent.

    Never raises: what goes wrong is an ``error`` message. A question without an id has nobody to answer to.
    """
    re = question.get("id") if isinstance(question, Mapping) else None
    if not isinstance(re, str):
        return
    try:
        yield from _answer(question, re, feeds, comm_id)
    except Refused as refusal:
        yield {"type": "error", "re": re, "message": str(refusal)}, None
    except Exception as error:  # noqa: BLE001 - the page is told, and the user's session goes on
        yield {"type": "error", "re": re, "message": f"{type(error).__name__}: {error}"}, None


def _answer(
    question: Mapping[str, Any], re: str, feeds: Sequence[Feed], comm_id: str
) -> Iterator[Message]:
    protocol, ask = question.get("protocol"), question.get("ask")
    if protocol != PROTOCOL:
        raise Refused(
            f"the page speaks protocol {protocol!r} and the kernel {PROTOCOL}: upgrade runside where it is older"
        )
    if ask == "hello":
        yield _hello(re, feeds, comm_id), None
    elif ask == "lines":
        yield from _lines(question, re, _followed(question, feeds))
    elif ask == "journal":
        yield from _journal(re, _followed(question, feeds))
    else:
        raise Refused(f"ask {ask!r} is none of hello, lines, journal")


def _hello(re: str, feeds: Sequence[Feed], comm_id: str) -> dict[str, Any]:
    return {
        "type": "hello",
        "re": re,
        "protocol": PROTOCOL,
        "version": __version__,
        "comm": comm_id,
        "runs": [
            {
                "run": feed.run.folder.uid,
                "project": feed.run.folder.project,
                "id": feed.run.folder.id,
                "name": feed.run.name,
                "writer": feed.writer,
                "last": feed.last,
                "finished": feed.finished,
            }
            for feed in feeds
        ],
    }


def _followed(question: Mapping[str, Any], feeds: Sequence[Feed]) -> FollowedRun:
    for feed in feeds:
        if feed.run.folder.uid == question.get("run"):
            return feed.run
    raise Refused(f"no run {question.get('run')!r} was begun in this kernel")


def _lines(question: Mapping[str, Any], re: str, run: FollowedRun) -> Iterator[Message]:
    writer, first, last = question.get("writer"), question.get("from"), question.get("to")
    if not (type(first) is int and type(last) is int and 1 <= first <= last):
        raise Refused(f"lines are asked for from a seq to a seq, not from {first!r} to {last!r}")
    if writer not in writers(run.folder.path):
        raise Refused(f"the run has no writer {writer!r}")
    last = min(last, last_seq(run.folder.path, writer, uid=run.folder.uid))
    window = _FIRST_WINDOW
    while first <= last:
        upto = min(last, first + window - 1)
        lines = _read(run, writer, first, upto)
        for chunk in _chunks(lines):
            yield _message(re, run, writer, chunk)
        first = upto + 1
        window = _next_window(lines)
    yield {"type": "end", "re": re}, None


def _journal(re: str, run: FollowedRun) -> Iterator[Message]:
    left = MOST_OF_A_JOURNAL
    missing = 0
    for writer in writers(run.folder.path):
        last = last_seq(run.folder.path, writer, uid=run.folder.uid)
        window = _FIRST_WINDOW
        while last >= 1:
            first = max(1, last - window + 1)
            lines = _read(run, writer, first, last)
            for chunk in reversed(_chunks(lines)):
                size = sum(len(line.raw) for line in chunk)
                if size > left:
                    left = 0
                    missing += size
                else:
                    left -= size
                    yield _message(re, run, writer, chunk)
            last = first - 1
            window = _next_window(lines)
    yield {"type": "end", "re": re, **({"missing": missing} if missing else {})}, None


def _read(run: FollowedRun, writer: str, first: int, last: int) -> list[Line]:
    return read_lines(run.folder.path, writer, first, last, uid=run.folder.uid)


def _chunks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in runs whose seqs have no hole, of at most ``CHUNK`` bytes, or of one longer line."""
    chunks: list[list[Line]] = []
    size = 0
    for line in lines:
        follows = bool(chunks) and chunks[-1][-1].seq + 1 == line.seq
        if not follows or size + len(line.raw) > CHUNK:
            chunks.append([])
            size = 0
        chunks[-1].append(line)
        size += len(line.raw)
    return chunks


def _message(re: str, run: FollowedRun, writer: str, chunk: Sequence[Line]) -> Message:
    data = {
        "type": "lines",
        "re": re,
        "run": run.folder.uid,
        "writer": writer,
        "first": chunk[0].seq,
        "last": chunk[-1].seq,
    }
    return data, b"".join(line.raw for line in chunk)


def _next_window(lines: Sequence[Line]) -> int:
    """How many lines to read at once, so that they fill about one message."""
    if not lines:
        return _LARGEST_WINDOW
    mean = sum(len(line.raw) for line in lines) / len(lines)
    return max(1, min(_LARGEST_WINDOW, int(CHUNK / mean)))
