"""The running Jupyter servers of this user, by the files that they keep in the runtime folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple


class Running(NamedTuple):
    """A Jupyter server, as its file describes it."""

    url: str
    pid: int
    file: Path
    token: str
    """Never shown."""


def running_servers(runtime_dir: Path) -> list[Running]:
    """Those whose process is there; files that others left behind are passed over."""
    found = (_read(file) for file in sorted(runtime_dir.glob("jpserver-*.json")))
    return [server for server in found if server is not None and _is_ours(server.pid)]


def _read(file: Path) -> Running | None:
    try:
        noted = json.loads(file.read_bytes())
        url, pid, base = str(noted["url"]), int(noted["pid"]), str(noted["base_url"])
        token = str(noted.get("token") or "")
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # A hub's Jupyter servers keep no token of their own; inside of one, the environment has it.
    if not token and os.environ.get("JUPYTERHUB_SERVICE_PREFIX") == base:
        token = os.environ.get("JUPYTERHUB_API_TOKEN", "")
    return Running(url, pid, file, token)


def _is_ours(pid: int) -> bool:
    """Whether a process of this user has this number. A home directory may be shared by several
    machines, and the file be another's.
    """
    try:
        os.kill(pid, 0)
    except (OSError, OverflowError):
        return False
    return pid > 0
