"""What the commands share that read runs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runside.api import Api

DIR_HELP = "the folder that holds runside-runs/; where it is not given RUNSIDE_DIR, else the working directory"
RUN_HELP = (
    "the run: project/id, of which the newest is meant; an id or a uid alone, where it says enough"
)


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
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--dir", help=DIR_HELP)
    return parser


def api(asked: argparse.Namespace) -> Api:
    """What reads the runs of the folder that was asked for."""
    from runside.api import Api

    return Api(dir=asked.dir)
