"""How a run shows itself: as a panel in a notebook, as one line everywhere else; and, when it ends, as a picture."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from runside.sdk.say import tell
from runside.sdk.whereabouts import current_request, ipython_kernel, kernel_id

if TYPE_CHECKING:
    from runside.sdk.run import Run

MIME_TYPE = "application/vnd.runside.run+json"
PROTOCOL = 1


class Output(NamedTuple):
    """The output in which ``init`` showed a run."""

    display_id: str
    """What the notebook's page knows it by, so that it can be replaced."""
    request: str | None
    """The id of the request, of those that the kernel runs, whose output it is."""
    process: int
    """The process that has the kernel's sockets; a forked child of it has none."""


def show(run: Run) -> None:
    """Tell the user that the run has begun."""
    if ipython_kernel() is None or run.uid is None:
        tell(str(run))
        return
    from IPython.display import display

    output = Output(f"runside-{run.uid}", _request_id(), os.getpid())
    display(_bundle(run), raw=True, display_id=output.display_id)  # type: ignore[no-untyped-call]
    run._output = output


def picture(run: Run) -> None:
    """Put a picture of the run, as it is now, into the output in which it was shown.

    It is for those who see the notebook without a page of ours; one that shows the run puts its own in place. Never
    raises: what cannot be drawn leaves the output as it was. No text/html: that would be shown instead of the picture.
    """
    output = run._output
    if output is None or output.process != os.getpid() or ipython_kernel() is None:
        return
    with contextlib.suppress(Exception):
        from IPython.display import display

        from runside.picture import to_svg, to_text
        from runside.sdk.pictured import pictured

        drawn = pictured(run)
        bundle = {**_bundle(run), "image/svg+xml": to_svg(drawn), "text/plain": to_text(drawn)}
        display(bundle, raw=True, display_id=output.display_id, update=True)  # type: ignore[no-untyped-call]


def mime_bundle(run: Run) -> dict[str, Any]:
    """What a run is as an output: a panel, but in the cell whose output is one already."""
    shown_here = run._output is not None and run._output.request == _request_id()
    if run.uid is None or ipython_kernel() is None or shown_here:
        return {"text/plain": str(run)}
    return _bundle(run)


def _bundle(run: Run) -> dict[str, Any]:
    return {
        MIME_TYPE: {
            "protocol": PROTOCOL,
            "run": run.uid,
            "name": run.name,
            "project": run.project,
            "kernel": kernel_id(),
            "comm": run._comm_id,
        },
        "text/plain": f"runside: {run}",
    }


def _request_id() -> str | None:
    request_id = current_request().get("header", {}).get("msg_id")
    return request_id if isinstance(request_id, str) else None
