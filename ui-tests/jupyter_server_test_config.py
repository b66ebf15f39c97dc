"""JupyterLab for the browser tests: no token, the application exposed to the page."""

import os
from pathlib import Path

from jupyterlab.galata import configure_jupyter_server

c = get_config()  # type: ignore[name-defined]  # noqa: F821

Path(os.environ["JUPYTERLAB_GALATA_ROOT_DIR"]).mkdir(parents=True, exist_ok=True)
configure_jupyter_server(c)

# After the call, which sets 8888.
c.ServerApp.port = int(os.environ["RUNSIDE_UI_PORT"])
c.ServerApp.allow_root = True
