"""Where the doctor runs, if that decides what a page can show: VS Code, Colab, a hub."""

from __future__ import annotations

import os
from collections.abc import Mapping

from runside.doctor.finding import HERE, Finding, Status


def look_at_hosts(environ: Mapping[str, str] = os.environ) -> list[Finding]:
    """A note for each that is recognised by its environment variables."""
    found = []
    if environ.get("TERM_PROGRAM") == "vscode" or "VSCODE_PID" in environ:
        found.append(
            _note(
                "host-vscode",
                "VS Code",
                "started from it",
                "Notebooks in VS Code's own editor load no labextension: there is no live panel, and "
                "the picture comes at finish(). Runs are kept all the same; JupyterLab shows them, "
                "live too, if it is started in this folder.",
            )
        )
    if "COLAB_RELEASE_TAG" in environ:
        found.append(
            _note(
                "host-colab",
                "Colab",
                "this is a Colab machine",
                "Colab loads no labextension: there is no live panel, and the picture comes at "
                "finish(). The machine's disk goes with it: name a mounted folder with RUNSIDE_DIR "
                "to keep the runs.",
            )
        )
    if "JUPYTERHUB_SERVICE_PREFIX" in environ:
        found.append(
            _note(
                "host-hub",
                "JupyterHub",
                f"this is a server of a hub, at {environ['JUPYTERHUB_SERVICE_PREFIX']}",
                "To restart Jupyter here: File > Hub Control Panel, Stop My Server, Start My Server. "
                "What is installed outside of the home directory may be gone then; who runs the hub "
                "installs it for good.",
            )
        )
    return found


def _note(id: str, subject: str, seen: str, means: str) -> Finding:  # noqa: A002
    return Finding(id, HERE, subject, seen, Status.NOTE, means)
