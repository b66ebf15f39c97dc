"""``runside exec``: run a program unchanged, with ``wandb`` meaning Runside in it and in the processes that it starts."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

HOOK = str(Path(__file__).with_name("hook"))
"""The folder whose ``sitecustomize`` calls `as_wandb`."""


def execute(arguments: Sequence[str]) -> NoReturn:
    """Become ``python *arguments``: the same process, so that all but the meaning of ``wandb`` is as Python has it.

    ``sys.argv``, ``sys.path``, tracebacks, signals and the exit status are the program's own.
    """
    rest = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": f"{HOOK}{os.pathsep}{rest}" if rest else HOOK}
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, *arguments], environment)
