"""What a call to ``run.log`` costs the training thread, beside a loop that logs nothing.

    python bench/log_overhead.py            in a script
    python bench/log_overhead.py --kernel   in a Jupyter kernel, with the live link
    python bench/log_overhead.py --json

Each call logs five scalars. A burst is a tight loop, ``paced`` is 200 calls a second; ``busy`` is beside one Python
thread that never waits. Times are those of the call alone, in microseconds; the loop that logs nothing builds the same
dict and measures a call that returns at once, so that the clock's own cost shows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Times = list[int]
Log = Callable[[Mapping[str, Any]], None]

BURST = 20_000
PACED = 1_000
PER_SECOND = 200


def scalars(count: int) -> Iterator[dict[str, float]]:
    """Five scalars for each call: floats of all their digits, and a count."""
    for number in range(count):
        value = 1 / (number + 1.1)
        yield {
            "train/loss": value,
            "train/accuracy": 1 - value / 3,
            "train/learning_rate": value / 7,
            "validation/loss": value * 1.7,
            "epoch": number // 100,
        }


def burst(log: Log, count: int) -> Times:
    """The times of calls in a tight loop, in nanoseconds."""
    times = []
    for data in scalars(count):
        begin = time.perf_counter_ns()
        log(data)
        times.append(time.perf_counter_ns() - begin)
    return times


def paced(log: Log, count: int) -> Times:
    """The times of calls that come at an even pace, in nanoseconds."""
    times = []
    due = time.perf_counter()
    for data in scalars(count):
        due += 1 / PER_SECOND
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


def nothing(data: Mapping[str, Any]) -> None:
    """A call that returns at once."""


def measure() -> dict[str, dict[str, float]]:
    """All loops, in microseconds: p50, p90, p99, the longest, and p50 as a multiple of the empty call's."""
    import runside

    with tempfile.TemporaryDirectory() as root, runside.init(dir=root) as run:
        burst(run.log, 1000)  # warm
        times = {
            "no-op, burst": burst(nothing, BURST),
            "log, burst": burst(run.log, BURST),
            "no-op, paced": paced(nothing, PACED),
            "log, paced": paced(run.log, PACED),
        }
        with busy_thread():
            times["no-op, burst, busy"] = burst(nothing, BURST)
            times["log, burst, busy"] = burst(run.log, BURST)
    return {name: told(times[name], times[name.replace("log", "no-op")]) for name in times}


def told(times: Times, empty: Times) -> dict[str, float]:
    """The quantiles of these times, in microseconds."""
    ordered = sorted(times)

    def quantile(part: float) -> float:
        return ordered[min(int(part * len(ordered)), len(ordered) - 1)] / 1000

    ratio = quantile(0.5) / (sorted(empty)[len(empty) // 2] / 1000)
    return {
        "p50": quantile(0.5),
        "p90": quantile(0.9),
        "p99": quantile(0.99),
        "max": quantile(1),
        "ratio": round(ratio, 1),
    }


def measure_in_kernel() -> dict[str, dict[str, float]]:
    """The same in a Jupyter kernel, where each line also goes to the live link."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3")
    code = (
        f"import sys, json; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import log_overhead; print('RESULT' + json.dumps(log_overhead.measure()))"
    )
    printed: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    try:
        client.execute_interactive(code, output_hook=hear, timeout=300)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    text = "".join(printed)
    if "RESULT" not in text:
        raise SystemExit(f"the kernel gave no result: {text}")
    measured: dict[str, dict[str, float]] = json.loads(text.partition("RESULT")[2])
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kernel", action="store_true", help="measure in a Jupyter kernel")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    options = parser.parse_args()
    os.environ["RUNSIDE_SILENT"] = "1"
    measured = measure_in_kernel() if options.kernel else measure()
    if options.json:
        json.dump(measured, sys.stdout, indent=1)
        print()
        return
    print(f"{'µs':20}{'p50':>9}{'p90':>9}{'p99':>9}{'max':>10}{'× no-op':>9}")
    for name, row in measured.items():
        quantiles = "".join(f"{row[q]:9.2f}" for q in ("p50", "p90", "p99"))
        print(f"{name:20}{quantiles}{row['max']:10.1f}{row['ratio']:9.1f}")


if __name__ == "__main__":
    main()
