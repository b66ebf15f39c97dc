"""How a run shows itself: as a panel in a notebook, as one line everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runside.sdk.say import tell
from runside.sdk.whereabouts import current_request, ipython_kernel, kernel_id

if TYPE_CHECKING:
    from runside.sdk.run import Run

MIME_TYPE = "application/vnd.runside.run+json"
PROTOCOL = 1


def show(run: Run) -> None:
    """Tell the user that the run has begun."""
    if ipython_kernel() is None or run.uid is None:
        tell(str(run))
        return
    from IPython.display import display

    run._shown_in = _request_id()
    display(_bundle(run), raw=True)  # type: ignore[no-untyped-call]


def mime_bundle(run: Run) -> dict[str, Any]:
    """What a run is as an output: a panel, but in the cell whose output is one already."""
    if run.uid is None or ipython_kernel() is None or run._shown_in == _request_id():
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
