"""What the tests of the journal share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runside.journal import JournalReader, JournalWriter, Line, RunFolder, create_run
from runside.journal import writer as writer_module

OpenWriter = Callable[..., JournalWriter]
ReadAll = Callable[..., list[Line]]


class NoTicker:
    """Ticks nobody, so that a test decides what happens when."""

    def add(self, member: object) -> None: ...

    def remove(self, member: object) -> None: ...


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    """A new run."""
    return create_run(tmp_path, "project", "run", start=1.0)


@pytest.fixture
def open_writer(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenWriter]:
    """Open writers of the run that nobody ticks, and close them at the end."""
    monkeypatch.setattr(writer_module, "ticker", NoTicker())
    opened: list[JournalWriter] = []

    def open_one(name: str = "w1", **options: object) -> JournalWriter:
        opened.append(JournalWriter(run.path, run.uid, name, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_one
    for writer in opened:
        writer.close()


@pytest.fixture
def read_all(run: RunFolder) -> ReadAll:
    """Read all good lines of a writer, after seeing that no others are there."""

    def read(name: str = "w1", bad: int = 0) -> list[Line]:
        reader = JournalReader(run.path, name)
        lines: list[Line] = []
        while more := reader.read():
            lines += more
        assert reader.bad_count == bad, reader.bad
        return lines

    return read
