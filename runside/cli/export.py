"""`runside export`: a run as a file that other programs read."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from runside.cli.common import RUN_HELP, api, reading_parser, tell_unread
from runside.cli.exits import DONE, PROBLEM
from runside.cli.progress import progress
from runside.errors import UsageError

if TYPE_CHECKING:
    from runside.api.export import Format

FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv", "parquet")
EPILOG = """\
examples:
  runside export digits/k2f9x3ab --json | jq '.history[-1]'
  runside export digits/k2f9x3ab --format csv > rows.csv
  runside export digits/k2f9x3ab -o rows.parquet

json has {"run", "config", "summary", "history"}, jsonl a row on each line, csv
and parquet a column for each path. All rows, unsampled; media as their
descriptors. The ending of FILE says the format. In JSON, NaN is
{"$number": "NaN"}, and an integer beyond 2^53 {"$int": "…"}.

exit status: 0 done, 1 a part could not be read (stderr says which), 2 wrong
usage, 3 no such run, 4 it could not be done
"""


def add_to(commands: Any) -> None:
    parser = reading_parser(
        commands,
        "export",
        help="a run as JSON, CSV or Parquet",
        description="Write a run as a file that other programs read, to standard output or to a file.",
        epilog=EPILOG,
    )
    parser.add_argument("run_path", metavar="RUN", help=RUN_HELP)
    parser.add_argument(
        "--json",
        action="store_const",
        const="json",
        dest="format",
        help="the same as --format json",
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="json where neither it nor a file is given"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to this file, whole or not at all"
    )
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    from runside.api.export import export_file, export_run

    chosen: Format | None = asked.format or (None if asked.output else "json")
    if chosen == "parquet" and not asked.output and sys.stdout.isatty():
        raise UsageError("Parquet is no text for a terminal: name a file with -o")
    one = api(asked).run(asked.run_path)
    with progress("rows written", None) as advance:

        def told(done: int, of: int | None) -> None:
            advance(done)

        if asked.output:
            export_file(one, asked.output, chosen, told)
        else:
            export_run(one, sys.stdout.buffer, chosen or "json", told)
            sys.stdout.buffer.flush()
    return PROBLEM if tell_unread("export", one) else DONE
