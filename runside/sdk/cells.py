"""What is watched in a notebook: how each cell ended that logged."""

from __future__ import annotations

import contextlib
from typing import Any

from runside.sdk import active
from runside.sdk.display import picture
from runside.sdk.surroundings import surroundings
from runside.sdk.traces import traceback_lines
from runside.sdk.whereabouts import current_cell, ipython_shell

_EVENT = "post_run_cell"
_watching = False


def watch_cells() -> None:
    """While there is a run, keep the exception of each cell that logged to it.

    Where no page of ours can be (``jupyter execute``, VS Code), the run's output is given a picture as well: many
    notebooks end without ``finish``.
    """
    global _watching
    shell = ipython_shell()
    if shell is not None and not _watching:
        shell.events.register(_EVENT, _after_cell)
        _watching = True


def _after_cell(result: Any) -> None:
    """Look at how a cell ended; nothing of it may disturb the user's session."""
    with contextlib.suppress(Exception):
        error = result.error_before_exec or result.error_in_exec
        for run in list(active.runs):
            touched, run._recorder.touched = run._recorder.touched, False
            if touched and error is not None:
                run._recorder.note("exception", _described(error, result))
            if touched and surroundings() != "jupyter":
                picture(run)
    _stop_without_runs()


def _described(error: BaseException, result: Any) -> dict[str, Any]:
    return {
        "type": type(error).__name__,
        "value": str(error),
        "traceback": traceback_lines(error),
        "cell": getattr(result.info, "cell_id", None) or current_cell(),
    }


def _stop_without_runs() -> None:
    global _watching
    shell = ipython_shell()
    if _watching and shell is not None and not active.runs:
        with contextlib.suppress(ValueError):
            shell.events.unregister(_EVENT, _after_cell)
        _watching = False
