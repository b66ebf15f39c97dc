"""What the fold makes of journals, for the tests of the page: ``python -m runside.sdk.test_folding``.

Each line that it reads is ``{"entries": [[writer, seq, record], …]}``, in the order of arrival; for each it prints a line
``{"rows", "summary", "config", "step", "state"}``, all in the encoded form of journals.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from runside.fold import FoldState, History
from runside.journal import dumps, loads

Json = Any
UID = "0123456789abcdef0123456789abcdef"


def folded(entries: Iterable[tuple[str, int, Json]]) -> dict[str, Json]:
    """What a run holds after these records."""
    fold, history = FoldState(UID), History()
    for entry in entries:
        fold.add(*entry)
        history.add(*entry)
    return {
        "rows": history.rows(),
        "summary": fold.summary(),
        "config": fold.config(),
        "step": fold.step,
        "state": fold.to_json(),
    }


def answer() -> None:
    """Answer each line of the standard input as it comes."""
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(dumps(folded(loads(line)["entries"])) + b"\n")
        sys.stdout.flush()


def test_a_page_can_ask_what_the_fold_makes_of_journals() -> None:
    log = {"kind": "log", "t": 2.0, "step": 0, "commit": True, "data": {"a": {"$number": "NaN"}}}
    entries = [["w1", 2, log], ["w1", 1, {"kind": "run", "t": 1.0, "start": 1.0}]]
    asked = "".join(json.dumps({"entries": each}) + "\n" for each in (entries, []))
    command = [sys.executable, "-m", "runside.sdk.test_folding"]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    one, none = (json.loads(line) for line in done.stdout.splitlines())
    nan = {"$number": "NaN"}
    assert one["rows"] == [{"a": nan, "_step": 0, "_timestamp": 2.0, "_runtime": 1.0}]
    assert one["summary"] == {"a": nan}
    assert none["rows"] == []


if __name__ == "__main__":
    answer()
