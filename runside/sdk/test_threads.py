"""``log`` from many threads: each call whole, the order of each thread kept, and nobody waits for anybody's slow work."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runside
from runside.journal import create_run
from runside.live.feed import MOST_HELD, Feed, FollowedRun
from runside.live.pump import Pump
from runside.sdk.conftest import Kept
from runside.sdk.recorder import JournalRecorder
from runside.sdk.run import Run

Read = Callable[..., Kept]
PATIENCE = 30.0


@pytest.fixture
def run() -> Run:
    return runside.init(project="digits", id="a1")


@pytest.fixture
def switching() -> Iterator[None]:
    """The interpreter changes threads all the time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def all_at_once(*works: Callable[[], object]) -> None:
    """Do each in a thread of its own; an exception of one is raised."""
    errors: list[BaseException] = []

    def do(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised below
            errors.append(error)

    threads = [threading.Thread(target=do, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    if errors:
        raise errors[0]


@pytest.mark.usefixtures("switching")
def test_each_call_is_a_row_of_its_own_and_whole(run: Run, kept: Read) -> None:
    def log(thread: int) -> None:
        for number in range(200):
            run.log({"thread": thread, "number": number, "sum": thread + number})

    all_at_once(*(partial(log, thread) for thread in range(6)))
    rows = kept(run).rows
    assert [row["_step"] for row in rows] == list(range(1200))
    assert all(row["sum"] == row["thread"] + row["number"] for row in rows)
    for thread in range(6):
        numbers = [row["number"] for row in rows if row["thread"] == thread]
        assert numbers == list(range(200))


@pytest.mark.usefixtures("switching")
def test_values_of_every_way_into_a_record_are_as_whole(run: Run, kept: Read) -> None:
    """Numbers by template, plain values, values that are converted, media, and definitions, config, summary between."""
    ways: list[Callable[[int], dict[str, Any]]] = [
        lambda n: {"a": n, "b": n / 3},
        lambda n: {"a": n, "text": f"{n}", "none": None},
        lambda n: {"a": np.int64(n), "x": np.full(3, n), "tree": {"y": (n, n)}},
        lambda n: {"a": n, "image": runside.Image(np.full((2, 2), n % 256, np.uint8))},
    ]

    def log(way: int) -> None:
        for number in range(60):
            run.log({**ways[way](number), "way": way})
            run.config.update({f"way {way}": number}, allow_val_change=True)
            run.summary[f"way {way}"] = number
            run.define_metric(f"way {way}", summary="max")

    all_at_once(*(partial(log, way) for way in range(4)))
    rows = kept(run).rows
    assert [row["_step"] for row in rows] == list(range(240))
    for way in range(4):
        assert [row["a"] for row in rows if row["way"] == way] == list(range(60))
    assert kept(run).fold.config() == {f"way {way}": 59 for way in range(4)}


@pytest.mark.usefixtures("switching")
def test_threads_that_share_rows_merge_into_them(run: Run, kept: Read) -> None:
    together = threading.Barrier(4)

    def log(name: str) -> None:
        for step in range(100):
            together.wait(PATIENCE)
            run.log({name: step}, step=step)

    all_at_once(*(partial(log, name) for name in "abcd"))
    run.finish()
    assert kept(run).rows == [{"_step": step, **dict.fromkeys("abcd", step)} for step in range(100)]


@pytest.mark.usefixtures("switching")
def test_step_metrics_are_added_to_the_rows_of_all_threads(run: Run, kept: Read) -> None:
    run.define_metric("loss/*", step_metric="epoch")
    run.log({"epoch": 7})

    def log(name: str) -> None:
        for number in range(200):
            run.log({f"loss/{name}": number})

    all_at_once(*(partial(log, name) for name in "abc"))
    rows = kept(run).rows
    assert len(rows) == 601
    assert all(row["epoch"] == 7 for row in rows)


def test_a_row_that_returned_is_there_and_one_that_came_too_late_says_so(
    run: Run, kept: Read
) -> None:
    logged: list[int] = []
    begun = threading.Event()

    def log() -> None:
        while True:
            run.log({"number": len(logged)})
            logged.append(len(logged))
            begun.set()

    def finish() -> None:
        assert begun.wait(PATIENCE)
        run.finish()

    with pytest.raises(runside.UsageError, match="is finished"):
        all_at_once(log, finish)
    assert [row["number"] for row in kept(run).rows] == logged
    assert kept(run).records[-1]["kind"] == "finish"


@pytest.mark.parametrize(
    "write",
    [
        lambda run: run.define_metric("a", summary="min"),
        lambda run: run.config.update({"a": 1}),
        lambda run: run.summary.update({"a": 1}),
        lambda run: setattr(run, "name", "calm"),
        lambda run: run.alert("late"),
        lambda run: run.log_model(__file__),
        lambda run: run.save(__file__, base_path=Path(__file__).parent),
        lambda run: run.log({"a": 1}),
    ],
    ids=["define_metric", "config", "summary", "name", "alert", "log_model", "save", "log"],
)
def test_what_another_thread_finishes_in_the_middle_of_a_call_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, write: Callable[[Run], None]
) -> None:
    """The call has seen that the run goes on, and comes to the journal when that is closed."""
    recorder = run._recorder
    real = recorder._now  # type: ignore[attr-defined]
    finishing = iter([True])

    def finish_first() -> float:
        if next(finishing, False):
            run.finish()
        return float(real())

    monkeypatch.setattr(recorder, "_now", finish_first)
    with pytest.raises(runside.UsageError, match="is finished"):
        write(run)


def test_log_never_waits_for_a_page_that_takes_nothing(here: Any, kept: Read) -> None:
    stuck, released = threading.Event(), threading.Event()

    def send(data: dict[str, Any], lines: bytes | None) -> None:
        stuck.set()
        released.wait()

    folder = create_run(here, "digits", "a1", start=1.0)
    pump = Pump(send, "comm")

    def follow(writer: str) -> Feed:
        feed = Feed(FollowedRun(folder, "calm"), writer, pump.wake)
        pump.add(feed)
        return feed

    recorder = JournalRecorder(
        folder, lambda: {"start": 1.0}, clock=lambda: 1.0, not_before=1.0, follow=follow
    )
    recorder.log({"loss": 0.5}, None, None)
    assert stuck.wait(PATIENCE)
    rows = 4 * MOST_HELD // 64

    def log() -> None:
        for number in range(1, rows):
            recorder.log({"loss": number / 2}, None, None)
        recorder.finish({"exit": 0, "reason": "finish"})

    all_at_once(log)
    assert not released.is_set()
    released.set()
    assert len(kept(folder.path).rows) == rows


def test_log_never_waits_for_values_that_another_thread_reads(run: Run, kept: Read) -> None:
    """As from a GPU: reading may take long, and runs code that is not ours."""
    reading, go_on = threading.Event(), threading.Event()

    class Slow:
        def __array__(self, *_: object, **__: object) -> Any:
            reading.set()
            assert go_on.wait(PATIENCE)
            return np.array(1.0)

    def log() -> None:
        assert reading.wait(PATIENCE)
        for number in range(10):
            run.log({"fast": number})
        run.summary["best"] = 1
        run.config["lr"] = 1
        go_on.set()

    all_at_once(partial(run.log, {"slow": Slow()}), log)
    assert [row.get("fast") for row in kept(run).rows] == [*range(10), None]


def test_a_value_may_log_while_it_is_read(run: Run, kept: Read) -> None:
    class Telling:
        def __array__(self, *_: object, **__: object) -> Any:
            run.log({"read": 1})
            return np.array(2.0)

    run.log({"value": Telling()})
    assert kept(run).rows == [{"_step": 0, "read": 1}, {"_step": 1, "value": 2.0}]


def test_log_never_waits_for_a_summary_that_is_read(
    run: Run, kept: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is folded from the journal when it is asked for, which after millions of rows takes a while."""
    folding, go_on = threading.Event(), threading.Event()
    fold = run._recorder._fold  # type: ignore[attr-defined]
    real = fold.summary

    def slow() -> Any:
        folding.set()
        assert go_on.wait(PATIENCE)
        return real()

    monkeypatch.setattr(fold, "summary", slow)

    def log() -> None:
        assert folding.wait(PATIENCE)
        run.log({"loss": 0.5})
        go_on.set()

    all_at_once(lambda: dict(run.summary.items()), log)
    assert run.summary["loss"] == 0.5
