"""What only the Jupyter server's process knows: which folders its sessions are in, and which of
its kernels are idle.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async

from runside.server.executions import Clock, Executions

IDLE_AFTER_S = 2.0


class KernelWatch:
    """Which kernels of this server execute nothing."""

    def __init__(self, kernel_manager: Any, clock: Clock = time.monotonic) -> None:
        """``kernel_manager`` is the Jupyter server's MappingKernelManager."""
        self._kernel_manager = kernel_manager
        self._clock = clock
        self._watched: dict[str, tuple[tuple[Any, int], Executions]] = {}

    def idle(self) -> list[str]:
        """The ids of the kernels that have executed nothing for two seconds.

        Kernels of a gateway are never among them: nothing is heard of their executions here.
        """
        self._follow()
        now = self._clock()
        return sorted(
            kernel
            for kernel, (_, executions) in self._watched.items()
            if executions.idle_since is not None and now - executions.idle_since >= IDLE_AFTER_S
        )

    def close(self) -> None:
        """Listen to none any more."""
        for _, executions in self._watched.values():
            executions.close()
        self._watched.clear()

    def _follow(self) -> None:
        """Listen to kernels that are new, or started again; forget those that are gone."""
        ids = self._kernel_manager.list_kernel_ids()
        present = {kernel: _process(self._kernel_manager.get_kernel(kernel)) for kernel in ids}
        for kernel, (known, executions) in list(self._watched.items()):
            if present.get(kernel) != known:
                executions.close()
                del self._watched[kernel]
        for kernel, process in present.items():
            if kernel not in self._watched and process is not None:
                self._watched[kernel] = (process, Executions(process[0], self._clock))


def _process(manager: Any) -> tuple[Any, int] | None:
    """A kernel's process of this machine: its manager and pid. A restart changes only the pid."""
    pid = getattr(getattr(manager, "provisioner", None), "pid", None)
    return None if pid is None else (manager, pid)


async def session_folders(session_manager: Any, kernel_manager: Any) -> list[Path]:
    """The folders in which the kernels of the running sessions were started."""
    sessions = await ensure_async(session_manager.list_sessions())
    return sorted({Path(kernel_manager.cwd_for_path(session["path"])) for session in sessions})
