"""The command line: which subcommands there are, and what becomes of what they raise."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from runside._version import __version__
from runside.cli import doctor, execution, export, ls, reindex, show, verify
from runside.cli.common import HelpFormatter
from runside.cli.exits import FAILED, NO_RUN, TOLD, USAGE
from runside.errors import CommError, Error, UsageError

EXAMPLES = f"""\
examples:
  runside ls                            the runs that are known here
  runside show digits/k2f9x3ab          one of them
  runside export digits/k2f9x3ab --format csv > rows.csv
  runside verify --all                  whether all files of runs are whole
  runside doctor                        what is missing, and what to type
  runside exec train.py                 a program that imports wandb, with
                                        runside in its place

{TOLD}
"""

SUBCOMMANDS = (ls, show, export, verify, reindex, doctor, execution)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; give its exit status (:mod:`runside.cli.exits`)."""
    if isinstance(sys.stdout, TextIOWrapper):  # names may hold what a terminal has no letters for
        sys.stdout.reconfigure(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == [execution.NAME] and given[1:] and given[1] not in ("-h", "--help"):
        execution.execute(
            given[1:]
        )  # what follows is Python's and the program's own, options and all
    asked = _parser().parse_args(given)
    try:
        return int(asked.run(asked))
    except BrokenPipeError:  # whoever read it, as `head`, has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130  # as a shell has it for SIGINT
    except (Error, OSError) as error:
        print(f"runside {asked.command}: {error}", file=sys.stderr)
        return _status(error)


def _status(error: Exception) -> int:
    if isinstance(error, CommError):
        return NO_RUN
    return USAGE if isinstance(error, UsageError) else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="runside",
        description="An experiment tracker that lives inside JupyterLab.",
        epilog=EXAMPLES,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"runside {__version__}")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, dest="command"
    )
    for subcommand in SUBCOMMANDS:
        subcommand.add_to(commands)
    return parser
