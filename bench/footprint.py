"""What a run of many rows leaves behind: in the memory of the process that logs, and on the disk.

    python bench/footprint.py [--rows 1000000] [--json]

Each row has five scalars. The memory is the resident set of a process of its own, before the first row (after 10,000 to
warm up) and after the last; the disk is all that is in the run's folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from overhead.loops import five_scalars
from overhead.trackers import runside

WARM = 10_000
PAGE = 4096


def resident() -> int:
    """The resident set of this process in bytes; Linux only."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def measure(rows: int) -> dict[str, float]:
    """The growth in MB, and the bytes on disk of each scalar."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with runside(folder) as log:
            for data in five_scalars(WARM):
                log(data)
            before = resident()
            for data in five_scalars(rows):
                log(data)
            after = resident()
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {
        "growth_mb": round((after - before) / 1e6, 2),
        "bytes_per_scalar": round(size / (rows + WARM) / 5, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.rows)))
        return
    asked = [sys.executable, __file__, "--here", "--rows", str(options.rows)]
    measured = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    if options.json:
        print(json.dumps(measured))
        return
    print(f"memory, after {options.rows:,} rows: {measured['growth_mb']:+.2f} MB")
    print(f"on disk: {measured['bytes_per_scalar']} bytes for each scalar")


if __name__ == "__main__":
    main()
