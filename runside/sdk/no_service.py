"""What W&B's SDK offers to prepare its service: there is none here, so each of these has little to do."""

from __future__ import annotations

from runside.sdk import active


def login(*_: object, **__: object) -> bool:
    """True: there is no account, and nothing is asked for. Keys and hosts that are given are not kept."""
    return True


def setup(*_: object, **__: object) -> None:
    """Nothing: a process and its children are ready as they are."""


def teardown(exit_code: int | None = None) -> None:
    """Finish the runs of this process that are active.

    Args:
        exit_code: 0, the default, for success; any other says that they crashed.
    """
    for run in list(active.runs):
        run.finish(exit_code)


def require(*_: object, **__: object) -> None:
    """Nothing: what W&B lets a program ask for (``core``, ``service``) is about its own process."""


def ensure_configured() -> None:
    """Nothing: settings are read when a run begins."""
