"""Answers from journals that are long, or damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runside.journal import JournalWriter, RunFolder, create_run
from runside.live import answers
from runside.live.feed import Feed, FollowedRun

ASKED = {"protocol": 1, "id": "7"}


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return create_run(tmp_path, "p", "a", start=1.0)


def write(run: RunFolder, writer: str, texts: list[str]) -> None:
    journal = JournalWriter(run.path, run.uid, writer)
    for text in texts:
        journal.append({"kind": "console", "t": 1.0, "stream": "stdout", "text": text})
    journal.close()


def ask(run: RunFolder, **question: Any) -> list[answers.Message]:
    feed = Feed(FollowedRun(run, "calm"), "w1", lambda: None)
    return list(answers.answer({**ASKED, "run": run.uid, **question}, [feed], "runside-k"))


def ranges(messages: list[answers.Message]) -> list[tuple[str, int, int]]:
    return [
        (data["writer"], data["first"], data["last"])
        for data, _ in messages
        if data["type"] == "lines"
    ]


def test_chunks_end_where_a_line_is_missing(run: RunFolder) -> None:
    write(run, "w1", ["x"] * 9)
    log = next(run.journal.glob("*.log"))
    lines = log.read_bytes().splitlines(keepends=True)
    lines[4] = b"damaged\n"  # the header is the first
    log.write_bytes(b"".join(lines))
    messages = ask(run, ask="lines", writer="w1", **{"from": 2, "to": 99})
    assert ranges(messages) == [("w1", 2, 3), ("w1", 5, 9)]
    assert messages[-1] == ({"type": "end", "re": "7"}, None)


def test_a_line_longer_than_a_chunk_goes_alone(run: RunFolder) -> None:
    write(run, "w1", ["x", "y" * (answers.CHUNK + 1), "z"])
    assert ranges(ask(run, ask="journal")) == [("w1", 3, 3), ("w1", 2, 2), ("w1", 1, 1)]


def test_the_journals_of_all_writers_are_sent(run: RunFolder) -> None:
    write(run, "w1", ["x"] * 2)
    write(run, "w2", ["x"] * 3)
    assert ranges(ask(run, ask="journal")) == [("w1", 1, 2), ("w2", 1, 3)]


def test_what_is_beyond_the_bounds_of_a_journal_is_counted(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "CHUNK", 1000)
    monkeypatch.setattr(answers, "MOST_OF_A_JOURNAL", 2500)
    write(run, "w1", ["x" * 900] * 5)
    messages = ask(run, ask="journal")
    assert ranges(messages) == [("w1", 5, 5), ("w1", 4, 4)]
    size = sum(
        len(line) for line in next(run.journal.glob("*.log")).read_bytes().splitlines(True)[1:]
    )
    sent = sum(len(buffer) for _, buffer in messages if buffer)
    assert messages[-1][0] == {"type": "end", "re": "7", "missing": size - sent}


def test_what_has_no_id_is_not_answered(run: RunFolder) -> None:
    for question in (None, 3, {}, {"protocol": 1, "ask": "hello"}):
        assert list(answers.answer(question, [], "runside-k")) == []


def test_a_journal_that_is_gone_is_an_error_and_no_exception(run: RunFolder) -> None:
    import shutil

    shutil.rmtree(run.path)
    (message,) = ask(run, ask="lines", writer="w1", **{"from": 1, "to": 2})
    assert message[0]["type"] == "error"
