"""Small things that integrations written for older versions of the W&B SDK touch."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from runside.sdk import active


class RunDisabled:
    """What ``init(mode="disabled")`` once gave. It is a Run here, so that nothing is an instance of this."""


class SummaryDisabled(dict[str, Any]):
    """The summary of a `RunDisabled`."""


patched: dict[str, list[Any]] = {"tensorboard": [], "keras": [], "gym": []}
"""What of other libraries has been patched: nothing."""


class _Telemetry:
    """Takes any attribute, at any depth, and keeps none."""

    def __getattr__(self, name: str) -> _Telemetry:
        return self

    def __setattr__(self, name: str, value: object) -> None:
        """Nothing is kept."""


@contextlib.contextmanager
def context(*_: Any, **__: Any) -> Iterator[_Telemetry]:
    """What integrations tell of themselves: no telemetry, so it goes nowhere."""
    yield _Telemetry()


def mark_preempting() -> None:
    """Say it to the current run: see ``Run.mark_preempting``. Raises Error before ``init``."""
    active.needed("runside.mark_preempting()").mark_preempting()
