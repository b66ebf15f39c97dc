"""What an administrator or user of the Jupyter server can set."""

from __future__ import annotations

from traitlets import List, Unicode
from traitlets.config import LoggingConfigurable


class RunsideConfig(LoggingConfigurable):
    """Runside's settings in ``jupyter_server_config.py``: ``c.RunsideConfig.roots = [...]``."""

    roots = List(
        Unicode(),
        config=True,
        help="""Folders whose `runside-runs/` the Jupyter server shows, beside its own root folder, those of running
        notebooks, and those in which a run was started under this account. Nothing deeper is searched.""",
    )
