"""Whether a writer is alive is told from its lock; where no lock can be seen, from its last sign of life."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from runside.journal import Probe
from runside.server.indexer import liveness
from runside.server.indexer.liveness import (
    PROBE_DEAD_EVERY_S,
    SILENT_AFTER_S,
    TWICE_WITHIN_S,
    Watch,
)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, Probe]:
    """What each probe sees, by the name of the writer."""
    shown: dict[str, Probe] = {}
    monkeypatch.setattr(liveness, "probe", lambda path: shown[path.stem])
    return shown


def watch(folder: Path, *writers: str, last_t: float | None = None) -> Watch:
    (folder / "journal").mkdir(exist_ok=True)
    watching = Watch()
    watching.set_open("run", folder, list(writers), last_t)
    return watching


def test_a_free_lock_is_believed_when_it_was_seen_twice(
    tmp_path: Path, seen: dict[str, Probe]
) -> None:
    watching = watch(tmp_path, "w")
    seen["w"] = Probe.FREE
    assert watching.probe(0.0) == []
    assert watching.probe(TWICE_WITHIN_S - 0.1) == []
    assert watching.told("run") == {"w": "alive"}
    # The writer takes its lock again each second.
    seen["w"] = Probe.HELD
    assert watching.probe(TWICE_WITHIN_S + 1) == []
    seen["w"] = Probe.FREE
    assert watching.probe(10.0) == []
    assert watching.probe(10.0 + TWICE_WITHIN_S) == ["run"]
    assert watching.told("run") == {"w": "dead"}
    assert watching.is_quiet("run")


def test_death_is_withdrawn_when_the_writer_speaks_or_is_seen(
    tmp_path: Path, seen: dict[str, Probe]
) -> None:
    watching = watch(tmp_path, "w")
    seen["w"] = Probe.FREE
    watching.probe(0.0)
    watching.probe(TWICE_WITHIN_S)
    watching.heard("run", "w")
    assert watching.told("run") == {"w": "alive"}
    watching.probe(5.0)
    watching.probe(5.0 + TWICE_WITHIN_S)
    assert watching.told("run") == {"w": "dead"}
    seen["w"] = Probe.HELD
    assert watching.probe(5.0 + TWICE_WITHIN_S + PROBE_DEAD_EVERY_S) == ["run"]
    assert watching.told("run") == {"w": "alive"}


def test_where_no_lock_can_be_seen_silence_of_record_and_file_is_told(
    tmp_path: Path, seen: dict[str, Probe]
) -> None:
    long_ago = time.time() - SILENT_AFTER_S - 1
    watching = watch(tmp_path, "w", last_t=long_ago)
    alive = tmp_path / "journal" / "w.alive"
    alive.touch()
    os.utime(alive, (long_ago, long_ago))
    seen["w"] = Probe.UNKNOWN
    assert watching.probe(0.0) == ["run"]
    assert watching.told("run") == {"w": "silent"}
    os.utime(alive, (long_ago + 10, long_ago + 10))  # it moves, by whatever clock
    assert watching.probe(PROBE_DEAD_EVERY_S) == ["run"]
    assert watching.told("run") == {"w": "alive"}


def test_a_writer_that_wrote_lately_is_not_silent(tmp_path: Path, seen: dict[str, Probe]) -> None:
    watching = watch(tmp_path, "w", last_t=time.time() - 1)
    seen["w"] = Probe.UNKNOWN
    assert watching.probe(0.0) == []
    assert watching.told("run") == {"w": "alive"}


def test_writers_that_finished_are_not_watched(tmp_path: Path, seen: dict[str, Probe]) -> None:
    watching = watch(tmp_path, "w", "x")
    watching.set_open("run", tmp_path, ["x"], None)
    seen["x"] = Probe.HELD
    watching.probe(0.0)
    assert watching.told("run") == {"x": "alive"}
    watching.set_open("run", tmp_path, [], None)
    assert watching.told("run") == {}
