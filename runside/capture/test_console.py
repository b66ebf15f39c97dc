"""Following the console in this process; with real programs it is tested in `runside/sdk/test_console.py`."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from runside.capture import console, streams
from runside.capture.console import follow


@pytest.fixture(autouse=True)
def out(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Streams of a test's own."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    yield stream
    assert "write" not in vars(stream)


class Noted:
    """What was noted."""

    def __init__(self) -> None:
        self.records: list[Mapping[str, Any]] = []

    def __call__(self, kind: str, fields: Mapping[str, Any]) -> None:
        assert kind == "console"
        self.records.append(fields)

    @property
    def text(self) -> str:
        return "".join(record["text"] for record in self.records)


def test_each_follower_is_told_what_was_printed_while_it_followed() -> None:
    one, two = Noted(), Noted()
    sys.stdout.write("before\n")
    leave_one = follow(one)
    sys.stdout.write("first\n")
    leave_two = follow(two)
    sys.stdout.write("both\n")
    leave_one()
    sys.stdout.write("second\n")
    leave_two()
    leave_two()
    sys.stdout.write("after\n")
    assert (one.text, two.text) == ("first\nboth\n", "both\nsecond\n")


def test_a_follower_that_fails_stops_no_other() -> None:
    def fails(kind: str, fields: Mapping[str, Any]) -> None:
        raise OSError("the disk is gone")

    noted = Noted()
    leaves = [follow(fails), follow(noted)]
    sys.stdout.write("x\n")
    for leave in leaves:
        leave()
    assert noted.text == "x\n"


def test_what_is_left_out_is_said_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_WAITING", 3)
    monkeypatch.setattr(console, "_TURN", 3600)
    noted = Noted()
    leave = follow(noted)
    for n in range(10):
        sys.stdout.write(f"{n}\n")
    leave()
    assert (
        noted.text
        == "0\n1\n[runside: 8 lines are left out here, printed faster than they could be kept]\n"
    )
    assert [record.get("left_out") for record in noted.records] == [None, 8]


def test_an_end_in_the_middle_of_what_the_other_thread_waits_for_does_not_wait_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(console, "_PATIENCE", 0.01)
    noting, may_note = threading.Event(), threading.Event()

    def note(kind: str, fields: Mapping[str, Any]) -> None:
        noting.set()
        may_note.wait()

    leave = follow(note)
    sys.stdout.write("x\n")
    assert noting.wait(60)
    leave()
    may_note.set()
