"""The loops that are timed. Times are those of the call alone, in nanoseconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Times = list[int]
Log = Callable[[Mapping[str, Any]], object]
Row = dict[str, float]

PER_SECOND = 200
LONGEST_S = 20.0
"""A loop ends after this time, however many rows are left: some trackers take milliseconds for each."""


def five_scalars(count: int) -> Iterator[Row]:
    """Five floats for each row, of all their digits, with names of eight letters or so; a new dict each time."""
    for number in range(count):
        value = 1 / (number + 1.1)
        yield {
            "loss/train": value,
            "loss/val": value * 1.7,
            "accuracy": 1 - value / 3,
            "lr/group0": value / 7,
            "progress": number / 100,
        }


def many_scalars(count: int, width: int = 200) -> Iterator[Row]:
    """``width`` floats for each row."""
    names = [f"layer_{at}/grad_norm" for at in range(width)]
    for number in range(count):
        yield {name: (number + at) / 7 for at, name in enumerate(names)}


def burst(log: Log, rows: Iterator[Row]) -> Times:
    """The times of calls in a tight loop."""
    times: Times = []
    clock = time.perf_counter_ns
    end = clock() + int(LONGEST_S * 1e9)
    for data in rows:
        begin = clock()
        log(data)
        after = clock()
        times.append(after - begin)
        if after > end:
            break
    return times


def paced(log: Log, rows: Iterator[Row], per_second: int = PER_SECOND) -> Times:
    """The times of calls that come at an even pace."""
    times: Times = []
    due = time.perf_counter()
    for data in rows:
        due += 1 / per_second
        time.sleep(max(0.0, due - time.perf_counter()))
        begin = time.perf_counter_ns()
        log(data)
        times.append(time.perf_counter_ns() - begin)
    return times


@contextmanager
def busy_thread() -> Iterator[None]:
    """One Python thread that computes all the time."""
    stop = threading.Event()

    def compute() -> None:
        while not stop.is_set():
            sum(range(1000))

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def quantiles(times: Times) -> dict[str, float]:
    """p50, p99, p99.9, the longest, in microseconds, and how many calls there were."""
    ordered = sorted(times)

    def at(part: float) -> float:
        return round(ordered[min(int(part * len(ordered)), len(ordered) - 1)] / 1000, 2)

    return {
        "p50": at(0.5),
        "p99": at(0.99),
        "p99.9": at(0.999),
        "max": at(1),
        "calls": len(ordered),
    }
