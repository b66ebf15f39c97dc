"""What ``import runside`` and the first ``runside.init()`` cost a fresh interpreter that has a kernel's packages loaded.

    python bench/start_up.py [--json]

Medians of several interpreters, in milliseconds; the first one, which may compile, does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 9
MEASURE = """
import time
import ipykernel.kernelapp, ipykernel.ipkernel, IPython, comm
begin = time.perf_counter()
import runside
imported = time.perf_counter()
run = runside.init(project="bench", config={"lr": 0.1})
begun = time.perf_counter()
run.log({"loss": 1.0})
logged = time.perf_counter()
run.finish()
second = time.perf_counter()
runside.init(project="bench")
print(imported - begin, begun - imported, logged - begun, time.perf_counter() - second)
"""
NAMES = ("import", "first init", "first log", "second init")


def measure() -> dict[str, float]:
    """The medians, in milliseconds."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    rounds = []
    with tempfile.TemporaryDirectory() as root:
        environment |= {"RUNSIDE_SILENT": "1", "RUNSIDE_DIR": root, "PYTHONPYCACHEPREFIX": root}
        environment |= {"XDG_DATA_HOME": root}
        for _ in range(ROUNDS + 1):
            ended = subprocess.run(
                [sys.executable, "-c", MEASURE],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            rounds.append([1000 * float(seconds) for seconds in ended.stdout.split()])
    columns = zip(*rounds[1:], strict=True)
    return {
        name: round(statistics.median(column), 2)
        for name, column in zip(NAMES, columns, strict=True)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    options = parser.parse_args()
    measured = measure()
    if options.json:
        print(json.dumps(measured))
        return
    for name, milliseconds in measured.items():
        print(f"{name:12}{milliseconds:8.2f} ms")


if __name__ == "__main__":
    main()
