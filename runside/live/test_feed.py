"""A feed: what it holds, what it leaves out, and that every seq is told once."""

from __future__ import annotations

import random
from pathlib import Path

from runside.journal import RunFolder
from runside.live.feed import LEAST_HELD, MOST_HELD, Batch, Feed, FollowedRun

RUN = FollowedRun(RunFolder(Path("run"), "0" * 32, "a", 0.0, "p"), "calm")


def feed() -> Feed:
    return Feed(RUN, "w1", lambda: None)


def test_lines_come_out_as_they_went_in() -> None:
    lines = feed()
    assert lines.take() is None
    lines.on_line(1, b"one\n")
    lines.on_line(2, b"two\n")
    assert lines.pending
    assert lines.take() == Batch(1, 2, b"one\ntwo\n")
    assert lines.take() is None
    assert not lines.pending


def test_beyond_its_bounds_lines_are_left_out_and_told() -> None:
    lines = feed()
    half = b"x" * (MOST_HELD // 2)
    for seq in (1, 2, 3, 4):
        lines.on_line(seq, half)
    assert lines.take() == Batch(1, 2, half + half)
    lines.on_line(5, b"small\n")
    assert lines.take() == Batch(3, 4, None)
    assert lines.take() == Batch(5, 5, b"small\n")


def test_a_line_that_is_too_long_by_itself_is_left_out() -> None:
    lines = feed()
    lines.on_line(1, b"x" * (MOST_HELD + 1))
    assert lines.take() == Batch(1, 1, None)


def test_a_run_that_goes_on_too_fast_is_held_less_of_until_it_is_slower() -> None:
    lines = feed()
    seq = 0

    def tick(rows: int) -> int:
        """Bytes of lines that a tick brings."""
        nonlocal seq
        for _ in range(rows):
            seq += 1
            lines.on_line(seq, b"x" * 1024)
        told = 0
        while (batch := lines.take()) is not None:
            told += len(batch.lines or b"")
        return told

    fast = [tick(1000) for _ in range(8)]
    assert (fast[0], fast[-1]) == (MOST_HELD, LEAST_HELD)
    slow = [tick(10) for _ in range(8)]
    assert slow == [10 * 1024] * 8
    assert tick(200) == 200 * 1024


def test_a_long_line_comes_through_also_where_little_is_held() -> None:
    lines = feed()
    for seq in range(1, 40):
        lines.on_line(seq, b"x" * (MOST_HELD // 3))
    while lines.take() is not None:
        pass
    for seq in range(40, 50):
        lines.on_line(seq, b"x" * (MOST_HELD // 3))
        assert lines.take() == Batch(seq, seq, b"x" * (MOST_HELD // 3))


def test_every_seq_is_told_once_and_in_order_whatever_comes_when() -> None:
    chance = random.Random(0)
    lines = feed()
    told: list[int] = []
    for seq in range(1, 3000):
        lines.on_line(seq, b"x" * chance.randrange(1, 9000))
        if chance.random() < 0.02:
            batch = lines.take()
            assert batch is not None
            assert batch.lines is None or len(batch.lines) <= MOST_HELD
            told += range(batch.first, batch.last + 1)
    while (batch := lines.take()) is not None:
        told += range(batch.first, batch.last + 1)
    assert told == list(range(1, 3000))
