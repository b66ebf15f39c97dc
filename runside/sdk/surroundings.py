"""Who shows the output of this kernel, as far as the kernel can tell."""

from __future__ import annotations

import os
import sys
from typing import Literal

from runside.sdk.whereabouts import current_cell, ipython_shell

Surroundings = Literal["jupyter", "vscode", "colab", "unattended"]


def surroundings() -> Surroundings:
    """Where the notebook of this kernel is shown.

    ``jupyter``: JupyterLab or Notebook, where there may be a page of ours. ``unattended``: something that runs a
    notebook, or a terminal, as ``jupyter execute``, papermill and ``jupyter console``: no page will ever answer.
    """
    cell = current_cell()
    session = os.environ.get("JPY_SESSION_NAME", "")
    if "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ:
        return "colab"
    # The last is how VS Code names its sessions with a Jupyter server.
    if _has_vscode_file() or (cell or "").startswith("vscode-") or "-jvsc-" in session:
        return "vscode"
    # What runs notebooks names no cell, and gives its kernels no session.
    if cell or session:
        return "jupyter"
    return "vscode" if "VSCODE_PID" in os.environ else "unattended"


def _has_vscode_file() -> bool:
    """Whether VS Code left the notebook's path in the user's namespace, as it does."""
    return "__vsc_ipynb_file__" in getattr(ipython_shell(), "user_ns", {})
