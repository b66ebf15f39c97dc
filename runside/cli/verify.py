"""`runside verify`: whether the files of runs are whole."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from typing import Any

from runside.cli.common import RUN_HELP, api, reading_parser
from runside.cli.exits import DONE, PROBLEM
from runside.cli.progress import progress

EPILOG = """\
examples:
  runside verify digits/k2f9x3ab
  runside verify --all --json

exit status: 0 all is whole, 1 something is not, 2 wrong usage, 3 no such run,
4 it could not be done
"""


def add_to(commands: Any) -> None:
    parser = reading_parser(
        commands,
        "verify",
        help="whether the files of runs are whole",
        description="Look at each line of the journals of runs, at their sequence, and at the hashes of their blobs "
        "and files. Nothing is changed.",
        epilog=EPILOG,
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("runs", metavar="RUN", nargs="*", default=[], help=RUN_HELP)
    which.add_argument("--all", action="store_true", help="all runs of the folder")
    parser.add_argument("--json", action="store_true", help="print JSON: a list of objects")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    from runside.api.verify import verify_run

    reader = api(asked)
    runs = list(reader.runs()) if asked.all else [reader.run(path) for path in asked.runs]
    told: list[dict[str, Any]] = []
    with progress("runs verified", len(runs)) as advance:
        for one in runs:
            verified = verify_run(one.folder)
            told.append(
                {"run": f"{one.project}/{one.id}", "uid": one.uid, **dataclasses.asdict(verified)}
            )
            advance(len(told))
    if asked.json:
        print(json.dumps(told, indent=1))
    else:
        for facts in told:
            _print(facts)
    return PROBLEM if any(facts["findings"] for facts in told) else DONE


def _print(facts: dict[str, Any]) -> None:
    looked_at = f"{facts['records']:,} records, {facts['blobs']:,} blobs, {facts['files']:,} files"
    found = facts["findings"]
    if not found:
        print(f"{facts['run']}: whole ({looked_at})")
        return
    print(f"{facts['run']}: {len(found)} finding{'' if len(found) == 1 else 's'} ({looked_at})")
    for finding in found:
        place = (
            finding["path"]
            if finding["offset"] is None
            else f"{finding['path']}, byte {finding['offset']}"
        )
        print(f"  {finding['message']} ({place})")
    sys.stdout.flush()
