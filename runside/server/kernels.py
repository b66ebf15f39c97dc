"""What only the Jupyter server's process knows: which folders its sessions are in, where their notebooks are now,
and which of its kernels are idle.
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

    @property
    def watched(self) -> frozenset[str]:
        """The ids of the kernels that are listened to."""
        return frozenset(self._watched)

    def idle(self) -> list[str]:
        """The ids of the kernels that have executed nothing for two seconds.

        Kernels of a gateway are never among them: nothing is heard of their executions here.
        """
        self.follow()
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

    def follow(self) -> None:
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


Json = Any


async def running_sessions(session_manager: Any) -> list[Json]:
    """The sessions of the Jupyter server, as its REST interface tells them."""
    sessions: list[Json] = await ensure_async(session_manager.list_sessions())
    return sessions


def folders_of(sessions: list[Json], kernel_manager: Any) -> list[Path]:
    """The folders in which the kernels of these sessions were started."""
    return sorted({Path(kernel_manager.cwd_for_path(session["path"])) for session in sessions})


class Notebooks:
    """Where the notebook of a kernel is now, which its kernel is told only once, at its start.

    That is known while a kernel has had a single session ever since, whose path changes with its notebook. Of a kernel
    that a second notebook was given, nobody can say to which of them a run belongs.
    """

    def __init__(self) -> None:
        self._sessions: dict[str, dict[str, str]] = {}
        """For each kernel by session the path that this was first seen with."""

    def follow(self, sessions: list[Json], root_dir: Path) -> dict[str, str]:
        """For each kernel of one notebook the absolute path of that, as far as it lies below the root folder."""
        present: dict[str, dict[str, str]] = {}
        for session in sessions:
            if session.get("kernel"):
                present.setdefault(session["kernel"]["id"], {})[session["id"]] = session["path"]
        notebooks: dict[str, str] = {}
        for kernel, paths in present.items():
            known = self._sessions.setdefault(kernel, {})
            for session_id, path in paths.items():
                known.setdefault(session_id, path)
            if len(known) == 1:
                ((session_id, first),) = known.items()
                path = paths[session_id]
                absolute = root_dir / path
                # A path that has not changed tells something only where it is that of a file: what else it may
                # name is the business of whoever keeps the notebooks.
                if path != first or absolute.is_file():
                    notebooks[kernel] = str(absolute)
        for kernel in self._sessions.keys() - present.keys():
            del self._sessions[kernel]
        return notebooks
