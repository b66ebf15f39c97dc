"""What it takes to read a run back: 1,000,000 rows of five scalars, and one metric of 1,000,000 points.

    python bench/read_back.py
    python bench/read_back.py --rows 100000 --json
    python bench/read_back.py --peers       beside trackio, tensorboard and mlflow, where they are installed

Each reading is a process of its own, which has imported what it needs before the clock starts. ``first`` finds journals
as they were written; ``again`` finds what the first left beside their full files; ``plain json`` is the first without
orjson. Seconds of CPU are what the process and those that helped it took; on a machine with other work to do they say
more than those of the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from reading.peers import METRIC, PEERS

ROWS = 1_000_000
FIVE = (METRIC, "train/accuracy", "train/learning_rate", "validation/loss", "epoch")
PROJECT = "bench"

Measured = dict[str, dict[str, float]]


def values(rows: int) -> Iterator[float]:
    """Floats with all their digits."""
    source = random.Random(0)
    return (source.random() for _ in range(rows))


def write_run(root: Path, run_id: str, keys: Sequence[str], rows: int) -> None:
    """A run as the library writes it: its journal, in files of 64 MiB."""
    from runside.journal import JournalWriter, create_run

    folder = create_run(root, PROJECT, run_id, start=1763690000.0)
    writer = JournalWriter(folder.path, folder.uid, "w1")
    first = {"project": PROJECT, "id": run_id, "name": run_id, "start": 1763690000.0}
    writer.append({"kind": "run", "t": 1763690000.0, **first})
    for step, value in enumerate(values(rows)):
        data = {key: value / (n + 1) for n, key in enumerate(keys)}
        if "epoch" in data:
            data["epoch"] = step // 100
        t = 1763690000.0 + step / 97
        record = {"kind": "log", "t": t, "step": step, "commit": True, "data": data}
        writer.append(record)
    writer.append({"kind": "finish", "t": 1.8e9, "exit": 0, "reason": "finish"})
    writer.close()


def forget_columns(root: Path) -> None:
    """Take away what earlier readers left."""
    for path in root.rglob("*.cols"):
        path.unlink()


def read_frame(root: Path) -> int:
    """All of a run as a DataFrame."""
    import pandas  # noqa: F401 - not part of what is measured

    from runside import Api

    begin()
    return len(Api(root).run(f"{PROJECT}/five").history())


def read_metric(root: Path) -> int:
    """One metric, with its steps, as a DataFrame."""
    import pandas  # noqa: F401 - not part of what is measured

    from runside import Api

    begin()
    return len(Api(root).run(f"{PROJECT}/one").history(keys=[METRIC]))


def read_summary(root: Path) -> int:
    """The summary of a run."""
    import numpy  # noqa: F401 - not part of what is measured

    from runside import Api

    begin()
    return Api(root).run(f"{PROJECT}/five").summary["epoch"] * 100 + 100


READERS = {"frame": read_frame, "metric": read_metric, "summary": read_summary}

_began = [0.0, 0.0]


def begin() -> None:
    """From now on it counts."""
    _began[:] = time.process_time(), time.perf_counter()


def measure_here(name: str, root: Path, rows: int) -> None:
    """Read, and print what that took: this is the process of one measurement."""
    if name in PEERS:
        begin()
        found = PEERS[name].read(root / name)
    else:
        found = READERS[name](root)
    helped = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - _began[0] + helped.ru_utime + helped.ru_stime
    clock = time.perf_counter() - _began[1]
    if found != rows:
        raise SystemExit(f"{name} read {found} of {rows} rows")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": round(cpu, 2), "clock": round(clock, 2), "MiB": round(peak)}))


def measure(name: str, root: Path, rows: int, *, orjson: bool = True) -> dict[str, float]:
    """Read in a process of its own."""
    code = f"import read_back as b, pathlib as p; b.measure_here({name!r}, p.Path({str(root)!r}), {rows})"
    path = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    if not orjson:
        # As if it were not installed, for the processes that help too.
        (root / "without").mkdir(exist_ok=True)
        (root / "without" / "orjson.py").write_text("raise ImportError")
        path.insert(0, str(root / "without"))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def measure_ours(root: Path, rows: int) -> Measured:
    """All readings of Runside."""
    write_run(root, "five", FIVE, rows)
    write_run(root, "one", [METRIC], rows)
    measured: Measured = {}
    for name, title in (("frame", "5 scalars, DataFrame"), ("metric", "one metric")):
        forget_columns(root)
        measured[f"{title}, first"] = measure(name, root, rows)
        measured[f"{title}, again"] = measure(name, root, rows)
        forget_columns(root)
        measured[f"{title}, plain json"] = measure(name, root, rows, orjson=False)
    measure("summary", root, rows)
    measured["summary of 5 scalars, again"] = measure("summary", root, rows)
    return measured


def measure_peers(root: Path, rows: int) -> Measured:
    """One metric, of each of the others that is here."""
    measured: Measured = {}
    for name, peer in PEERS.items():
        if not peer.is_here:
            print(f"{name} is not installed: left out", file=sys.stderr)
            continue
        folder = root / name
        folder.mkdir()
        peer.write(folder, list(values(rows)))
        measured[f"one metric, {name}"] = measure(name, root, rows)
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=ROWS, help="how many; a million by default")
    parser.add_argument("--peers", action="store_true", help="other trackers too")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = measure_ours(Path(folder), options.rows)
        if options.peers:
            measured |= measure_peers(Path(folder), options.rows)
    if options.json:
        json.dump(measured, sys.stdout, indent=1)
        print()
        return
    print(f"{f'{options.rows:,} rows':34}{'CPU s':>8}{'clock s':>9}{'peak MiB':>10}")
    for name, row in measured.items():
        print(f"{name:34}{row['cpu']:8.2f}{row['clock']:9.2f}{row['MiB']:10.0f}")


if __name__ == "__main__":
    main()
