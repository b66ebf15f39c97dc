"""``runside.log`` and the like: what the package itself offers, for the current run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from runside.sdk import active

if TYPE_CHECKING:
    from runside.sdk.config import Config
    from runside.sdk.run import Run
    from runside.sdk.summary import Summary

_before = {name: active.OfCurrentRun(name) for name in ("config", "summary")}


def log(data: Mapping[str, Any], step: int | None = None, commit: bool | None = None) -> None:
    """Log to the current run: see ``Run.log``. Raises Error before ``init``."""
    active.needed("runside.log()").log(data, step, commit)


def finish(exit_code: int | None = None) -> None:
    """Finish the current run, if there is one: see ``Run.finish``."""
    run = active.current()
    if run is not None:
        run.finish(exit_code)


def run() -> Run | None:
    """The current run, None before ``init`` and after ``finish``."""
    return active.current()


def config() -> Config | active.OfCurrentRun:
    """The config of the current run; before ``init`` what raises Error when it is used."""
    current = active.current()
    return _before["config"] if current is None else current.config


def summary() -> Summary | active.OfCurrentRun:
    """The summary of the current run; before ``init`` what raises Error when it is used."""
    current = active.current()
    return _before["summary"] if current is None else current.summary
