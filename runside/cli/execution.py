"""`runside exec`: a program that imports wandb, with runside in its place."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from runside.cli.common import HelpFormatter

NAME = "exec"


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        usage="%(prog)s [-h] [PYTHON OPTION …] (PROGRAM.py | -m MODULE | -c CODE) [ARGUMENT …]",
        help="run a Python program, with `wandb` meaning runside in it",
        description="Run a program unchanged. Where it or a library that it uses imports wandb, also in processes "
        "that it starts, it gets runside (docs/wandb.md). All else is as `python` followed by the "
        "same words has it.",
        epilog="examples:\n"
        "  runside exec train.py --epochs 3\n"
        "  runside exec -m torch.distributed.run --nproc-per-node 2 train.py\n"
        "  runside exec -m jupyter lab      the same for all its kernels\n\n"
        "exit status: the program's",
        formatter_class=HelpFormatter,
    )
    parser.set_defaults(run=lambda _: parser.error("the program to run is missing"))


def execute(arguments: Sequence[str]) -> NoReturn:
    """Become the program that these words of a command line name."""
    from runside.dropin.execution import execute as become

    become(arguments)
