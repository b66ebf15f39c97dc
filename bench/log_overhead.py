"""What a call to ``log`` costs the training thread, side by side with the trackers that are installed.

    python bench/log_overhead.py                     Runside, beside a call that does nothing
    python bench/log_overhead.py --peers             and beside each other tracker that this Python has
    python bench/log_overhead.py --kernel            in a Jupyter kernel, with the live link
    python bench/log_overhead.py --rounds 5 --json

Each loop runs in a process of its own, on a directory of its own. The trackers take turns within a round, so that
what else the machine does hits all of them; the figures are medians over the rounds. ``burst`` is a tight loop of 20,000
rows of five scalars, ``paced`` 200 rows a second for 15 seconds, ``busy`` a burst beside one Python thread that never
waits, ``wide`` a burst of 1,000 rows of 200 scalars. ``make bench-peers`` runs it in an environment that has the others.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from overhead.loops import Log, burst, busy_thread, five_scalars, many_scalars, paced, quantiles
from overhead.trackers import TRACKERS

BURST = 20_000
PACED = 3_000
WIDE = 1_000
PATIENCE_S = 120
"""For one loop of one tracker; some take as long again to end."""

Quantiles = dict[str, float]


def measure(loop: str, log: Log) -> Quantiles:
    """Warm a tracker up, and run one loop on it."""
    burst(log, five_scalars(500))
    if loop == "burst":
        return quantiles(burst(log, five_scalars(BURST)))
    if loop == "paced":
        return quantiles(paced(log, five_scalars(PACED)))
    if loop == "wide":
        return quantiles(burst(log, many_scalars(WIDE)))
    with busy_thread():
        return quantiles(burst(log, five_scalars(BURST)))


def measure_here(loop: str, tracker: str) -> Quantiles | None:
    """One loop on one tracker, in this process; None where it is not installed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            entered = TRACKERS[tracker](Path(folder))
            log = entered.__enter__()
        except ImportError as error:
            print(f"{tracker}: not here ({error})", file=sys.stderr)
            return None
        try:
            return measure(loop, log)
        finally:
            entered.__exit__(None, None, None)


def measure_apart(loop: str, tracker: str) -> Quantiles | None:
    """The same in a process of its own."""
    asked = [sys.executable, __file__, "--one", loop, tracker]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        print(f"{tracker}, {loop}: no end after {PATIENCE_S} s", file=sys.stderr)
        return None
    for line in done.stdout.splitlines():
        if line.startswith("RESULT"):
            result: Quantiles | None = json.loads(line.removeprefix("RESULT"))
            return result
    print(f"{tracker}, {loop}: no result\n{done.stderr[-2000:]}", file=sys.stderr)
    return None


def measure_in_kernel(loop: str, tracker: str) -> Quantiles | None:
    """The same in a Jupyter kernel, where Runside has its live link."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3")
    printed: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    code = (
        f"import sys, json; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"import log_overhead; print('RESULT' + json.dumps(log_overhead.measure_here({loop!r}, {tracker!r})))"
    )
    try:
        client.execute_interactive(code, output_hook=hear, timeout=300)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    text = "".join(printed)
    if "RESULT" not in text:
        raise SystemExit(f"the kernel gave no result: {text}")
    result: Quantiles | None = json.loads(text.partition("RESULT")[2].splitlines()[0])
    return result


def rounds(
    loops: list[str], trackers: list[str], count: int, *, kernel: bool
) -> dict[str, dict[str, list[Quantiles]]]:
    """By loop and tracker the figures of each round."""
    once = measure_in_kernel if kernel else measure_apart
    seen: dict[str, dict[str, list[Quantiles]]] = {loop: {} for loop in loops}
    for _ in range(count):
        for loop in loops:
            for tracker in trackers:
                figures = once(loop, tracker)
                if figures is not None:
                    seen[loop].setdefault(tracker, []).append(figures)
    return seen


def show(seen: dict[str, dict[str, list[Quantiles]]]) -> None:
    for loop, by_tracker in seen.items():
        print(
            f"{loop + ', µs':24}{'p50':>10}{'p99':>10}{'p99.9':>11}{'max':>12}{'p50 of each round':>32}"
        )
        for tracker, figures in by_tracker.items():
            row = "".join(
                f"{statistics.median(f[q] for f in figures):{width}.1f}"
                for q, width in (("p50", 10), ("p99", 10), ("p99.9", 11), ("max", 12))
            )
            each = " ".join(f"{f['p50']:.1f}" for f in figures)
            print(f"{tracker:24}{row}{each:>32}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", action="store_true", help="the other trackers as well")
    parser.add_argument("--kernel", action="store_true", help="measure in a Jupyter kernel")
    parser.add_argument("--loops", nargs="+", default=["burst", "paced", "busy", "wide"])
    parser.add_argument("--trackers", nargs="+", choices=list(TRACKERS), metavar="TRACKER")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument(
        "--json", action="store_true", help="print the figures of each round as JSON"
    )
    parser.add_argument("--one", nargs=2, metavar=("LOOP", "TRACKER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print("RESULT" + json.dumps(measure_here(*options.one)))
        return
    trackers = options.trackers or (list(TRACKERS) if options.peers else ["no-op", "runside"])
    seen = rounds(options.loops, trackers, options.rounds, kernel=options.kernel)
    if options.json:
        json.dump(seen, sys.stdout, indent=1)
        print()
    else:
        show(seen)


if __name__ == "__main__":
    main()
