"""`runside doctor`: what is installed, what is missing, and what to type."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from runside._version import __version__
from runside.cli.exits import DONE, PROBLEM


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "doctor",
        help="what is installed, what is missing, and what to type",
        description="Look at the kernel library, the labextension, the Jupyter server's part, the "
        "folders and locks as they are seen from here. Run it where the trouble is: in a terminal "
        "of JupyterLab, or in the kernel's environment.",
        epilog="exit status: 0 where nothing is a problem, 1 where something is, 2 for wrong usage",
    )
    parser.add_argument("--json", action="store_true", help="print JSON (docs/doctor.md)")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
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
    return PROBLEM if worst(findings) is Status.PROBLEM else DONE
