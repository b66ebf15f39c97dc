"""`runside reindex`: makes the index of the Jupyter server anew from the journals."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from runside import places
from runside.cli.common import HelpFormatter, check_dir
from runside.cli.exits import DONE, PROBLEM
from runside.cli.progress import progress
from runside.errors import Error, UsageError


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "reindex",
        help="make the index anew from the journals",
        description="The index is what the Jupyter server answers from. All of it comes from the journals, so that it can "
        "always be made again; the old one stays beside it as .set-aside. Where a Jupyter server is running, that "
        "one makes the new index, and goes on answering meanwhile.",
        epilog="examples:\n"
        "  runside reindex\n"
        "  runside reindex --dir /data/experiments     and what is below that folder\n\n"
        "exit status: 0 done, 1 some runs could not be read, 2 wrong usage, 4 it could\n"
        "not be done",
        formatter_class=HelpFormatter,
    )
    parser.add_argument(
        "--dir",
        action="append",
        default=[],
        help="a folder that holds a runside-runs/; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    for path in asked.dir:
        check_dir(path)
    try:
        from runside.server.indexer.anew import index_anew, roots_of
        from runside.server.indexer.overlays import Overlays
        from runside.server.store import IndexUnusableError, SqliteStore
    except ImportError as error:
        raise Error(
            f"the index belongs to the Jupyter server's part, and {error.name} is not installed here: run this in the "
            "environment that runs Jupyter"
        ) from error
    try:
        store = SqliteStore(places.index_path())
    except (OSError, ValueError) as error:
        raise UsageError(str(error)) from error
    roots = list(dict.fromkeys([*map(places.runs_dir, asked.dir or [None]), *roots_of(store)]))
    store.set_aside("a new one was asked for")
    try:
        with progress("runs indexed", None) as advance:
            made = index_anew(store, Overlays(places.data_dir()), roots, advance)
    except IndexUnusableError as error:
        raise Error(str(error)) from error
    count, problems = made or (None, [])
    if asked.json:
        told = {"index": store.place, "runs": count, "by": "here" if made else "server"}
        print(json.dumps({**told, "problems": problems}))
    elif made:
        print(f"{store.place}: {count} run{'' if count == 1 else 's'}")
    else:
        print(f"{store.place}: a Jupyter server is running, and makes it anew")
    for problem in problems if not asked.json else ():
        print(problem, file=sys.stderr)
    return PROBLEM if problems else DONE
