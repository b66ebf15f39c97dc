"""Where this process runs: its host, its user, its kernel and notebook, or its script."""

from __future__ import annotations

import getpass
import os
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

_KERNEL_FILE = re.compile(
    r"kernel-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.json"
)


class Whereabouts(NamedTuple):
    """What a ``run`` record says of the process that writes it."""

    host: str
    pid: int
    user: str | None
    kernel: str | None
    """The Jupyter server's id of this kernel; None outside of one, and where it cannot be known."""
    notebook: str | None
    """The path of the notebook, as the Jupyter server told the kernel when it started."""
    cell: str | None
    """The id of the cell that runs now."""
    program: str | None
    """The script; None in a kernel."""


def whereabouts() -> Whereabouts:
    """Where this process runs, now."""
    kernel = ipython_kernel()
    return Whereabouts(
        host=_host(),
        pid=os.getpid(),
        user=_user(),
        kernel=kernel_id(),
        notebook=os.environ.get("JPY_SESSION_NAME") if kernel else None,
        cell=current_cell(),
        program=None if kernel else _program(),
    )


def ipython_shell() -> Any:
    """IPython's shell where code runs in one, else None; IPython is not imported for it."""
    module = sys.modules.get("IPython.core.getipython")
    return module.get_ipython() if module else None


def ipython_kernel() -> Any:
    """The ipykernel that this code runs in, else None."""
    return getattr(ipython_shell(), "kernel", None)


def kernel_id() -> str | None:
    """The Jupyter server's id of this kernel, which is in the name of its connection file.

    None where the file is named by somebody else's rule, as that of VS Code.
    """
    kernel = ipython_kernel()
    file = getattr(getattr(kernel, "parent", None), "connection_file", None)
    match = _KERNEL_FILE.fullmatch(Path(file).name) if file else None
    return match[1] if match else None


def current_request() -> dict[str, Any]:
    """The request that the kernel runs now (``execute_request`` for a cell), else an empty dict."""
    kernel = ipython_kernel()
    if kernel is None or not hasattr(kernel, "get_parent"):
        return {}
    request: dict[str, Any] = kernel.get_parent("shell") or {}
    return request


def current_cell() -> str | None:
    """The id of the cell that runs now, as JupyterLab tells it; None where nobody tells."""
    cell = current_request().get("metadata", {}).get("cellId")
    return cell if isinstance(cell, str) else None


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform  # the same, and 2 ms of `init`

    return platform.node()


def _program() -> str | None:
    program = sys.argv[0] if sys.argv else ""
    return None if program in ("", "-", "-c", "-m") else program


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return None  # a container whose user has no name
