"""Where the time of one ``run.log`` call goes, and what the floor is.

    python bench/log_parts.py [--json]

Each part of a call with five floats, in a tight loop by itself: the median of seven loops, in microseconds. The floor is
what cannot be left out when the row has to be in the file, readable, before the call returns: one JSON text and one
``write(2)``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
import timeit
import zlib
from collections.abc import Callable
from pathlib import Path

from overhead.loops import five_scalars
from overhead.trackers import runside

LOOPS = 7
CALLS = 20_000
UID = "0123456789abcdef0123456789abcdef"


def microseconds(call: Callable[[], object]) -> float:
    """The median time of one call."""
    return round(
        statistics.median(timeit.repeat(call, number=CALLS, repeat=LOOPS)) / CALLS * 1e6, 2
    )


def measure() -> dict[str, float]:
    """Each part, in microseconds."""
    from runside.journal import dumps
    from runside.journal.format import frame
    from runside.journal.platform import appender
    from runside.sdk.payloads import log_payload, numbers_json

    data = next(five_scalars(1))
    record = {"kind": "log", "t": time.time(), "step": 12345, "commit": True, "data": data}
    payload = dumps(record)
    line = frame(UID, 12345, payload)
    compact = json.JSONEncoder(separators=(",", ":")).encode
    lock = threading.RLock()

    def locked() -> None:
        with lock:
            pass

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "journal"
        fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        append = appender(path)
        with runside(Path(name)) as log:
            parts = {
                "a call that does nothing": microseconds(lambda: None),
                "the clock": microseconds(time.time),
                "a lock": microseconds(locked),
                "the checksum": microseconds(lambda: zlib.crc32(line)),
                "the JSON text, by json": microseconds(lambda: compact(record)),
                "the JSON text, by our template": microseconds(
                    lambda: log_payload(1763690000.25, 12345, True, numbers_json(data) or "")
                ),
                "the line around it": microseconds(lambda: frame(UID, 12345, payload)),
                "write(2), by os.write": microseconds(lambda: os.write(fd, line)),
                "write(2), with the GIL kept": microseconds(lambda: append(fd, line)),
                "run.log": microseconds(lambda: log(data)),
            }
        os.close(fd)
    parts["floor: our JSON text and write(2)"] = round(
        parts["the JSON text, by our template"] + parts["write(2), with the GIL kept"], 2
    )
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    options = parser.parse_args()
    measured = measure()
    if options.json:
        json.dump(measured, sys.stdout, indent=1)
        print()
        return
    for name, time_of_one in measured.items():
        print(f"{name:36}{time_of_one:8.2f} µs")


if __name__ == "__main__":
    main()
