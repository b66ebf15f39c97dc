"""`runside show`: one run."""

from __future__ import annotations

import argparse
import json
import time
from typing import TYPE_CHECKING, Any

from runside.cli.common import RUN_HELP, api, reading_parser, tell_unread
from runside.cli.exits import DONE, PROBLEM
from runside.cli.table import plain, table

if TYPE_CHECKING:
    from runside.api import Run

EPILOG = """\
examples:
  runside show digits/k2f9x3ab
  runside show digits/k2f9x3ab --json | jq .summary

exit status: 0 done, 1 a part could not be read (stderr says which), 2 wrong
usage, 3 no such run, 4 it could not be done
"""
WIDEST = 100
"""Characters of a value; --json has all of it."""


def add_to(commands: Any) -> None:
    parser = reading_parser(
        commands,
        "show",
        help="one run: what it is, its config, its summary, its files",
        description="What is known of a run, read from its journals: no server is needed.",
        epilog=EPILOG,
    )
    parser.add_argument("run_path", metavar="RUN", help=RUN_HELP)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    from runside.api.export import describe
    from runside.journal import to_json

    one = api(asked).run(asked.run_path)
    facts = describe(one)
    if asked.json:
        files = [{"name": file.name, "size": file.size} for file in one.files()]
        told = {"run": facts, "config": dict(one.config), "summary": dict(one.summary)}
        print(json.dumps(json.loads(to_json({**told, "files": files})), indent=1))
    else:
        print(_text(one, facts))
    return PROBLEM if tell_unread("show", one) else DONE


def _text(one: Run, facts: dict[str, Any]) -> str:
    began = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(one.start_time))
    told = {
        "started": began,
        "step": "–" if facts["step"] is None else f"{facts['step']:,}",
        "tags": " ".join(one.tags),
        "notes": one.notes,
        "program": facts.get("notebook") or facts.get("program"),
        "host": facts.get("host"),
        "folder": one.dir,
        "uid": one.uid,
    }
    lines = [
        plain(f"{one.name} ({one.project}/{one.id}), {one.state}"),
        *_pairs({name: value for name, value in told.items() if value}),
    ]
    for head, values in (("config", one.config), ("summary", one.summary)):
        if values:
            lines += ["", f"{head}:", *_pairs(_flat(values))]
    files = one.files()
    if files:
        lines += ["", "files:", *_pairs({file.name: f"{file.size:,} bytes" for file in files})]
    return "\n".join(lines)


def _flat(tree: Any) -> dict[str, Any]:
    from runside.fold import leaves

    return dict(leaves(tree))


def _pairs(values: dict[str, Any]) -> list[str]:
    rows = [(f"  {name}", _short(value)) for name, value in values.items()]
    return table(("", ""), rows).splitlines()[1:] if rows else []


def _short(value: Any) -> str:
    text = (
        value
        if isinstance(value, str)
        else repr(value)
        if isinstance(value, float)
        else _json(value)
    )
    first, *more = text.splitlines() or [""]
    return first[:WIDEST] + (" …" if more or len(first) > WIDEST else "")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
