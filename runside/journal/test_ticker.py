from __future__ import annotations

import threading
from typing import Any

import pytest

from .ticker import Ticker

PATIENCE = 30.0


class Member:
    def __init__(self, error: Exception | None = None, again_in: float | None = None) -> None:
        self.error = error
        self.again_in = again_in
        self.ticked = threading.Semaphore(0)

    def tick(self) -> float | None:
        self.ticked.release()
        if self.error is not None:
            raise self.error
        return self.again_in


def threads() -> int:
    return sum(thread.name == "runside-journal" for thread in threading.enumerate())


def until_ended(ticker: Ticker) -> None:
    for thread in threading.enumerate():
        if thread.name == "runside-journal":
            thread.join(PATIENCE)
    assert not ticker.running


def test_members_are_ticked_again_and_again_by_one_thread() -> None:
    before = threads()
    ticker = Ticker(0.001)
    members = [Member(), Member()]
    for member in members:
        ticker.add(member)
    assert threads() == before + 1
    for member in members * 3:
        assert member.ticked.acquire(timeout=PATIENCE)
    for member in members:
        ticker.remove(member)
    until_ended(ticker)


def test_the_thread_ends_with_its_last_member_and_comes_back() -> None:
    ticker = Ticker(0.001)
    assert not ticker.running
    for _ in range(3):
        member = Member()
        ticker.add(member)
        assert member.ticked.acquire(timeout=PATIENCE)
        ticker.remove(member)
        until_ended(ticker)


def test_what_goes_wrong_in_one_member_is_shown_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", shown.append)
    ticker = Ticker(0.001)
    bad, good = Member(ValueError("bad")), Member()
    ticker.add(bad)
    ticker.add(good)
    for _ in range(3):
        assert good.ticked.acquire(timeout=PATIENCE)
    ticker.remove(bad)
    ticker.remove(good)
    until_ended(ticker)
    assert shown[0].exc_type is ValueError


def test_a_member_that_comes_as_the_thread_ends_is_ticked() -> None:
    ticker = Ticker(0.0)
    for _ in range(200):
        member = Member()
        ticker.add(member)
        assert member.ticked.acquire(timeout=PATIENCE)
        ticker.remove(member)
    until_ended(ticker)


def test_a_member_that_asks_for_it_is_ticked_sooner() -> None:
    ticker = Ticker(100 * PATIENCE)
    member = Member(again_in=0.0)
    ticker.add(member)
    ticker._wake.set()  # the first tick; the second would come in fifty minutes
    for _ in range(2):
        assert member.ticked.acquire(timeout=PATIENCE)
    ticker.remove(member)
    until_ended(ticker)
