"""What only the Jupyter server's process knows: which folders its sessions are in, and which of
its kernels are idle.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async

IDLE_AFTER_S = 2.0

Clock = Callable[[], float]


class KernelWatch:
    """Since when each kernel has been idle, by its execution state."""

    def __init__(self, kernel_manager: Any, clock: Clock = time.monotonic) -> None:
        """``kernel_manager`` is the Jupyter server's MappingKernelManager."""
        self._kernel_manager = kernel_manager
        self._clock = clock
        self._idle_since: dict[str, float | None] = {}
        self._states: dict[str, str | None] = {}
        self._observed: dict[str, Any] = {}

    def idle(self) -> list[str]:
        """The ids of the kernels that have executed nothing for two seconds."""
        self._follow()
        now = self._clock()
        return sorted(
            kernel
            for kernel, since in self._idle_since.items()
            if since is not None and now - since >= IDLE_AFTER_S
        )

    def _follow(self) -> None:
        """Observe kernels that are new, forget those that are gone."""
        present = {kernel: self._kernel_manager.get_kernel(kernel) for kernel in self._ids()}
        for kernel in self._observed.keys() - present.keys():
            del self._observed[kernel], self._states[kernel], self._idle_since[kernel]
        for kernel, manager in present.items():
            if self._observed.get(kernel) is not manager:
                self._observed[kernel] = manager
                self._states.pop(kernel, None)
                # To look now and then would miss a short execution between two looks.
                manager.observe(partial(self._changed, kernel, manager), "execution_state")
            # Some managers (of a gateway) have the attribute, and do not tell of its changes.
            self._note(kernel, getattr(manager, "execution_state", None))

    def _changed(self, kernel: str, manager: Any, change: Any) -> None:
        if self._observed.get(kernel) is manager:
            self._note(kernel, change["new"])

    def _ids(self) -> list[str]:
        return list(self._kernel_manager.list_kernel_ids())

    def _note(self, kernel: str, state: str | None) -> None:
        if self._states.get(kernel) != state:
            self._states[kernel] = state
            self._idle_since[kernel] = self._clock() if state == "idle" else None


async def session_folders(session_manager: Any, kernel_manager: Any) -> list[Path]:
    """The folders in which the kernels of the running sessions were started."""
    sessions = await ensure_async(session_manager.list_sessions())
    return sorted({Path(kernel_manager.cwd_for_path(session["path"])) for session in sessions})
