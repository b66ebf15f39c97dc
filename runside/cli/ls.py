"""`runside ls`: the runs of a folder."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import TYPE_CHECKING, Any

from runside.cli.common import api, reading_parser
from runside.cli.exits import DONE, NO_RUN
from runside.cli.progress import progress
from runside.cli.table import table
from runside.errors import UsageError

if TYPE_CHECKING:
    from runside.api import Run

EPILOG = """\
examples:
  runside ls                             all runs below the working directory
  runside ls digits                      those of one project
  runside ls digits --filter '{"config.lr": {"$lt": 0.01}, "tags": "keep"}'
  runside ls digits --order=-summary.val/acc -n 1                the best one
  runside ls --json | jq -r '.[] | select(.state == "crashed") | .run'

exit status: 0 done, 2 wrong usage, 3 no such project, 4 it could not be done
"""
HEADS = ("RUN", "NAME", "STATE", "STEP", "STARTED", "TAGS")


def add_to(commands: Any) -> None:
    parser = reading_parser(
        commands,
        "ls",
        help="the runs of a folder",
        description="The runs, newest first, read from their journals: no server is needed. Runs in the trash are left out.",
        epilog=EPILOG,
    )
    parser.add_argument("project", nargs="?", help="of this project only")
    parser.add_argument("--filter", help="which, as Api().runs(filters=) takes it, in JSON")
    parser.add_argument(
        "--order",
        default="-created_at",
        help="by what, as --order=-summary.loss (descending); -created_at",
    )
    parser.add_argument("-n", "--limit", type=int, help="at most so many")
    parser.add_argument("--json", action="store_true", help="print JSON: a list of objects")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    filters = _filter(asked.filter)
    if asked.limit is not None and asked.limit < 1:
        raise UsageError(f"--limit is a number from 1, not {asked.limit}")
    reader = api(asked)
    projects = [project.name for project in reader.projects()]
    if asked.project is not None and asked.project.rpartition("/")[2] not in projects:
        known = f"; there are {', '.join(projects)}" if projects else ""
        print(
            f"runside ls: no project {asked.project!r} below {reader.dir}{known}", file=sys.stderr
        )
        return NO_RUN
    runs = list(reader.runs(asked.project, filters=filters, order=asked.order))[: asked.limit]
    found = []
    with progress("runs read", len(runs)) as advance:
        for one in runs:
            found.append(facts_of(one))
            advance(len(found))
    if asked.json:
        print(json.dumps(found, indent=1))
    elif found:
        print(table(HEADS, [_line(facts) for facts in found], right=(3,)))
    else:
        print(f"no runs{' that fit' if filters else ''} below {reader.dir}", file=sys.stderr)
    return DONE


def facts_of(one: Run) -> dict[str, Any]:
    """What is told of a run in a list."""
    return {
        "run": f"{one.project}/{one.id}",
        "uid": one.uid,
        "name": one.name,
        "state": one.state,
        "step": one.fold.step,
        "created_at": one.created_at,
        "tags": one.tags,
        "notes": one.notes,
        "dir": one.dir,
    }


def _line(facts: dict[str, Any]) -> tuple[str, ...]:
    from datetime import datetime

    began = datetime.fromisoformat(facts["created_at"].replace("Z", "+00:00")).timestamp()
    return (
        facts["run"],
        facts["name"],
        facts["state"],
        "–" if facts["step"] is None else f"{facts['step']:,}",
        time.strftime("%Y-%m-%d %H:%M", time.localtime(began)),
        " ".join(facts["tags"]),
    )


def _filter(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        given = json.loads(text)
    except ValueError as error:
        raise UsageError(f"--filter is no JSON: {error}") from error
    if not isinstance(given, dict):
        raise UsageError('--filter is a JSON object, as \'{"state": "finished"}\'')
    return given
