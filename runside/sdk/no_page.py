"""The one line for who looks for a panel and sees none: where the files are, and why there may be no panel."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from runside.sdk.say import tell
from runside.sdk.surroundings import Surroundings, surroundings
from runside.sdk.whereabouts import ipython_kernel

if TYPE_CHECKING:
    from runside.live.link import KernelLink
    from runside.sdk.run import Run

SECONDS = 5.0
"""How long a page has to answer."""

SEEN = "seen"
"""The file in a run's folder that the Jupyter server's part makes, or touches, when a page opens the run."""

_lock = threading.Lock()
_settled = False
"""Whether there is nothing more to say in this process: a page has answered, or the line was printed."""


def watch_for_page(run: Run, link: KernelLink | None) -> Callable[[], None]:
    """Print the line unless a page shows the run within five seconds. Returns what ends the wait; it does not block.

    Nothing is said where no page is meant to answer: outside of a kernel, in the modes offline and disabled, and where
    nobody looks (``jupyter execute``, papermill): there a line that depends on how long a cell takes would make two
    executions of one notebook differ, and the run's output says where the files are.
    """
    over = threading.Event()
    where = surroundings() if ipython_kernel() is not None else "unattended"
    if _settled or link is None or run.folder is None or where == "unattended":
        return over.set
    threading.Thread(
        # In a copy of this context what the thread prints goes below the cell of `init`, whichever runs then.
        target=contextvars.copy_context().run,
        args=(_wait, over, str(run), _Signs(run.folder / SEEN, run.start_time, link), where),
        name="runside-no-page",
        daemon=True,
    ).start()
    return over.set


class _Signs:
    """What tells that a page shows a run."""

    def __init__(self, seen: Path, since: float, link: KernelLink) -> None:
        self._seen = seen
        self._since = since
        self._link = link

    def any(self) -> bool:
        """Whether a page has asked this kernel, or opened the run at the Jupyter server since it began."""
        if self._link.heard:
            return True
        try:
            return self._seen.stat().st_mtime >= self._since
        except OSError:
            return False


def _wait(over: threading.Event, run: str, signs: _Signs, where: Surroundings) -> None:
    global _settled
    finished = over.wait(SECONDS)
    answered = signs.any()
    with _lock:
        say = not (finished or answered or _settled)
        _settled = _settled or answered or say
    if say:
        tell(no_page(run, where))


def no_page(run: str, where: Surroundings) -> str:
    """The line. ``run`` is the run as text, which says where its files are."""
    if where == "jupyter":
        return (
            f"{run}. No page has opened it. If there is no panel above: install runside in the environment that runs "
            "Jupyter (pip install runside) and reload the page; if it is there, restart Jupyter. "
            "`runside doctor` tells what is missing"
        )
    place = {"vscode": "VS Code", "colab": "Colab"}.get(where, "This place")
    return f"{run}. {place} has no panel for it: a picture takes its place when a cell has logged, and at finish()"
