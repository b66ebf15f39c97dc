"""`runside …` on the command line.

It runs where only the kernel library is installed: what a subcommand needs is imported by it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from runside._version import __version__

EXAMPLES = """\
examples:
  runside doctor           what is installed, what is missing, and what to type
  runside doctor --json    the same for programs; the exit status is 1 for a problem
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; give its exit status: 0, 1 for a problem found, 2 for wrong usage."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        return int(asked.run(asked))
    except BrokenPipeError:  # whoever read it, as `head`, has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="runside",
        description="An experiment tracker that lives inside JupyterLab.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"runside {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    doctor = commands.add_parser(
        "doctor",
        help="what is installed, what is missing, and what to type",
        description="Look at the kernel library, the labextension, the Jupyter server's part, the "
        "folders and locks as they are seen from here. Run it where the trouble is: in a terminal "
        "of JupyterLab, or in the kernel's environment.",
        epilog="exit status: 0 where nothing is a problem, 1 where something is, 2 for wrong usage",
    )
    doctor.add_argument("--json", action="store_true", help="print JSON (docs/doctor.md)")
    doctor.set_defaults(run=_doctor)
    return parser


def _doctor(asked: argparse.Namespace) -> int:
    import shutil

    from runside.doctor import Library, Status, as_json, as_text, examine, worst
    from runside.sdk.display import PROTOCOL

    library = Library(__version__, PROTOCOL)
    findings = examine(library)
    if asked.json:
        print(as_json(library, findings))
    else:
        terminal = sys.stdout.isatty()
        width = min(max(shutil.get_terminal_size().columns, 60), 100) if terminal else 80
        colours = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        print(as_text(findings, width=width, colours=colours))
    return 1 if worst(findings) is Status.PROBLEM else 0


if __name__ == "__main__":
    sys.exit(main())
