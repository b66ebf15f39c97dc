from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .backlog import Backlog
from .format import dumps, frame, loads

UID = "0123456789abcdef0123456789abcdef"
PICTURE = {"_type": "image-file", "sha256": "0" * 64}


def line(seq: int, record: dict[str, Any]) -> bytes:
    return frame(UID, seq, dumps(record))


def fill(backlog: Backlog, records: Iterable[Any]) -> None:
    for seq, record in enumerate(records, 1):
        backlog.add(seq, line(seq, record))


def kinds(backlog: Backlog) -> list[str]:
    return [str(loads(held.line.split(b" ", 3)[3])["kind"]) for held in backlog.lines]


def test_lines_come_out_in_the_order_of_their_seqs() -> None:
    backlog = Backlog()
    records = [{"kind": "log", "n": n} for n in range(5)]
    fill(backlog, records[2:])
    backlog = Backlog()
    for seq in (3, 4):
        backlog.add(seq, line(seq, records[seq]))
    backlog.put_back([(2, 2, line(2, records[2])), (1, 1, line(1, records[1]))])
    assert [held.seq for held in backlog.peek(1 << 20)] == [1, 2, 3, 4]
    backlog.take(2)
    assert [held.seq for held in backlog.peek(1)] == [3]


def test_a_line_that_is_put_twice_is_there_once() -> None:
    backlog = Backlog()
    two = line(1, {"kind": "log"}) + line(2, {"kind": "log"})
    backlog.add(1, two)
    backlog.add(1, two)
    assert [held.seq for held in backlog.lines] == [1, 2]


def test_media_go_first_then_system_metrics_then_console() -> None:
    needless: list[dict[str, Any]] = [
        {"kind": "system", "data": {"cpu": 1.0}},
        {"kind": "log", "data": {"a": {"picture": PICTURE}}},
        {"kind": "console", "text": "x"},
        {"kind": "log", "data": {"loss": 0.5, "picture": PICTURE}},
        {"kind": "blob", "from": "0", "to": "1"},
        {"kind": "config", "set": {"a": 1}},
    ]
    order = []
    for room in range(1000, 0, -10):
        backlog = Backlog(soft_limit=room)
        fill(backlog, needless)
        gone = [seq for first, last in backlog.take_lost() for seq in range(first, last + 1)]
        order += [seq for seq in sorted(gone) if seq not in order]
        assert backlog.dropped == len(gone)
    assert set(order[:2]) == {2, 5}
    assert order[2:] == [1, 3]


def test_rows_config_and_finish_outlast_the_soft_limit() -> None:
    backlog = Backlog(soft_limit=500, hard_limit=1 << 20)
    fill(
        backlog,
        [{"kind": "config", "set": {}}]
        + [{"kind": "log", "data": {"loss": 0.5}}] * 100
        + [{"kind": "finish", "exit": 0}],
    )
    assert len(backlog.lines) == 102
    assert backlog.dropped == 0


def test_rows_are_bounded_too_and_the_rest_never_goes() -> None:
    backlog = Backlog(soft_limit=1000, hard_limit=10_000)
    fill(
        backlog,
        [{"kind": "run"}, {"kind": "config", "set": {}}]
        + [{"kind": "log", "data": {"loss": 0.5}}] * 1000
        + [{"kind": "summary", "set": {}}, {"kind": "finish", "exit": 0}],
    )
    assert sum(len(held.line) for held in backlog.lines) <= 10_000
    found = kinds(backlog)
    assert found[:2] == ["run", "config"]
    assert found[-2:] == ["summary", "finish"]
    assert set(found[2:-2]) == {"log"}
    ((first, last),) = backlog.take_lost()
    assert first == 3
    assert last - first + 1 == backlog.dropped


def test_lost_ranges_are_joined() -> None:
    backlog = Backlog()
    for first, last in ((5, 6), (1, 2), (3, 3), (9, 9), (6, 7)):
        backlog.lose(first, last)
    assert backlog.take_lost() == [(1, 3), (5, 7), (9, 9)]
    assert backlog.take_lost() == []
