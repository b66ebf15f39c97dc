"""The kernel library, and whether this environment could run the Jupyter server's part."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import NamedTuple

from runside.doctor.commands import pip_install
from runside.doctor.finding import HERE, Finding, Status
from runside.doctor.versions import installed, within

_SERVER_NEEDS = {"jupyter_server": ("2.13", "3"), "apsw": ("3.46", "4")}
"""What `[project.dependencies]` say: at least, below."""


class Library(NamedTuple):
    """The kernel library that runs the doctor."""

    version: str
    protocol: int
    """The major version of what kernel, Jupyter server and page say to each other."""


def look_at_library(library: Library) -> list[Finding]:
    """What is importable here."""
    where = Path(__file__).parent.parent
    return [
        Finding(
            "library",
            HERE,
            "kernel library",
            f"runside {library.version} in {where}, Python {platform.python_version()} "
            f"({sys.executable})",
        ),
        _server_part(),
        _widgets(),
    ]


def has_jupyter_server() -> bool:
    """Whether a Jupyter server could be started from this environment."""
    return installed("jupyter_server") is not None


def _server_part() -> Finding:
    if not has_jupyter_server():
        return Finding(
            "server-part",
            HERE,
            "server part",
            "not usable here: no jupyter_server",
            Status.OK,
            "This environment can log runs and needs nothing more. The Jupyter that shows them is "
            "looked for below, among the running ones.",
        )
    versions = {name: installed(name) for name in _SERVER_NEEDS}
    unfit = [
        f"{name}>={least},<{below}"
        for name, (least, below) in _SERVER_NEEDS.items()
        if not within(versions[name] or "0", least, below)
    ]
    seen = ", ".join(f"{name} {version or 'missing'}" for name, version in versions.items())
    if unfit:
        return Finding(
            "server-part",
            HERE,
            "server part",
            seen,
            Status.PROBLEM,
            "A Jupyter server started from this environment cannot run Runside's part. Install what "
            "it needs, then restart Jupyter.",
            (pip_install(*unfit),),
        )
    return Finding("server-part", HERE, "server part", seen)


def _widgets() -> Finding:
    version = installed("ipywidgets")
    if version:
        return Finding("ipywidgets", HERE, "ipywidgets", version)
    return Finding(
        "ipywidgets",
        HERE,
        "ipywidgets",
        "not installed",
        Status.NOTE,
        "Only run.widget() needs it, in the kernel's environment; all else works without.",
        (pip_install("ipywidgets"),),
    )
