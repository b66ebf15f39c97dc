"""What the commands share that read runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from runside.errors import UsageError

if TYPE_CHECKING:
    from runside.api import Api, Run

DIR_HELP = "the folder that holds runside-runs/; where it is not given RUNSIDE_DIR, else the working directory"
RUN_HELP = (
    "the run: project/id, of which the newest is meant; an id or a uid alone, where it says enough"
)


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Leaves the lines of a help text as they are, but breaks those that the terminal would break within a word."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = text.splitlines()
        return "\n".join(fill(line, width) if len(line) > width else line for line in lines)


def reading_parser(
    commands: Any,
    name: str,
    *,
    help: str,  # noqa: A002 - argparse's names
    description: str,
    epilog: str,
) -> argparse.ArgumentParser:
    """A subcommand that reads runs of a folder."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help,
        description=description,
        epilog=epilog,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--dir", help=DIR_HELP)
    return parser


def api(asked: argparse.Namespace) -> Api:
    """What reads the runs of the folder that was asked for. Raises UsageError where that is none."""
    from runside.api import Api

    if asked.dir is not None:
        check_dir(asked.dir)
    return Api(dir=asked.dir)


def check_dir(path: str) -> None:
    """Raise UsageError where what was given as ``--dir`` is no folder."""
    if not Path(path).is_dir():
        raise UsageError(f"--dir {path!r} is no folder")


def tell_unread(command: str, run: Run) -> bool:
    """Say on stderr, for people, that of a run not all could be read; give whether it is so."""
    bad = run.reading.bad
    if bad:
        print(
            f"runside {command}: of {run.project}/{run.id} not all could be read: {bad[0].reason} "
            f"({bad[0].path}); `runside verify` tells all",
            file=sys.stderr,
        )
    return bool(bad)
