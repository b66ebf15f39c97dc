"""What is believed of the writers of runs that are read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from runside.api import Api, liveness
from runside.api.conftest import logged, numbered, run_record, write_records
from runside.journal import JOURNAL_FOLDER, Probe, RunFolder, alive_name


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waited = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waited += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock.monotonic)
    monkeypatch.setattr(time, "sleep", clock.sleep)
    monkeypatch.setattr(liveness, "_free_since", {})
    return clock


def killed_run(root: Path, run_id: str) -> RunFolder:
    """A run whose writer went away a moment ago without a word."""
    records = numbered(run_record(id=run_id), logged(0, {"loss": 1.0}, time.time()))
    run = write_records(root, "p", run_id, records)
    (run.path / JOURNAL_FOLDER / alive_name("w1")).touch()
    return run


@pytest.mark.parametrize("filters", [None, {"state": "killed"}])
def test_for_many_runs_that_were_killed_there_is_one_wait(
    tmp_path: Path, clock: Clock, filters: dict[str, str] | None
) -> None:
    for run_id in ("a", "b", "c"):
        killed_run(tmp_path, run_id)
    runs = Api(tmp_path).runs("p", filters=filters)
    assert [run.state for run in runs] == ["killed"] * 3
    assert clock.waited == liveness.BETWEEN_PROBES_S


def test_a_lock_that_is_free_at_the_first_look_only_is_that_of_a_live_run(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_run(tmp_path, "a")
    (run,) = Api(tmp_path).runs("p")
    looks = iter([Probe.FREE, Probe.HELD])
    monkeypatch.setattr(liveness, "probe", lambda path: next(looks))
    assert run.state == "running"
