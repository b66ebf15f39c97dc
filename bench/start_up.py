"""What ``import runside``, ``runside.init()`` and ``finish()`` cost a fresh interpreter.

    python bench/start_up.py [--json]

Medians of several interpreters, in milliseconds; the first one, which may compile, does not count. The first line is
what ``import runside`` adds to a whole ``python -c pass``; the others are of a process that has a kernel's packages
loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

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
again = time.perf_counter()
print(imported - begin, begun - imported, logged - begun, again - second, end=" ")
"""
EMPTY = """
import time
import ipykernel.kernelapp, ipykernel.ipkernel, IPython, comm
import runside
begin = time.perf_counter()
runside.init(project="bench").finish()
print(time.perf_counter() - begin)
"""
NAMES = (
    "import, fresh interpreter",
    "import, in a kernel",
    "first init",
    "first log",
    "second init",
    "empty run, init and finish",
)


def measure() -> dict[str, float]:
    """The medians, in milliseconds."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    rounds = []
    with tempfile.TemporaryDirectory() as root:
        environment |= {"RUNSIDE_SILENT": "1", "RUNSIDE_DIR": root, "PYTHONPYCACHEPREFIX": root}
        environment |= {"XDG_DATA_HOME": root}
        for _ in range(ROUNDS + 1):
            bare, _ = _python("pass", environment)
            importing, _ = _python("import runside", environment)
            _, printed = _python(MEASURE, environment)
            _, empty = _python(EMPTY, environment)
            seconds = [float(part) for part in (printed + empty).split()]
            rounds.append([1000 * part for part in (importing - bare, *seconds)])
    columns = zip(*rounds[1:], strict=True)
    return {
        name: round(statistics.median(column), 2)
        for name, column in zip(NAMES, columns, strict=True)
    }


def _python(code: str, environment: dict[str, str]) -> tuple[float, str]:
    """How long a whole interpreter takes to run this, in seconds, and what it prints."""
    begin = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - begin, ended.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    options = parser.parse_args()
    measured = measure()
    if options.json:
        print(json.dumps(measured))
        return
    for name, milliseconds in measured.items():
        print(f"{name:28}{milliseconds:8.2f} ms")


if __name__ == "__main__":
    main()
