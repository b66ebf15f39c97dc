"""JupyterLab and Notebook for the browser tests: the application is exposed to the page.

By itself, or, where RUNSIDE_UI_USER names a user, as a hub runs it: below that user's address, with a token and XSRF checks.
"""

import os
from pathlib import Path

from jupyterlab.galata import configure_jupyter_server

c = get_config()  # type: ignore[name-defined]  # noqa: F821

Path(os.environ["JUPYTERLAB_GALATA_ROOT_DIR"]).mkdir(parents=True, exist_ok=True)
configure_jupyter_server(c)

# After the call, which sets 8888, no token, and no XSRF checks.
c.ServerApp.port = int(os.environ["RUNSIDE_UI_PORT"])
c.ServerApp.allow_root = True
c.JupyterNotebookApp.expose_app_in_browser = True
# With what else JupyterLab keeps for a user.
c.LabApp.workspaces_dir = str(Path(os.environ["JUPYTER_CONFIG_DIR"], "lab", "workspaces"))

user = os.environ.get("RUNSIDE_UI_USER")
if user:
    c.ServerApp.base_url = f"/user/{user}/"
    c.ServerApp.disable_check_xsrf = False
    c.IdentityProvider.token = os.environ["RUNSIDE_UI_TOKEN"]
    # So JupyterLab and Notebook know that they are on a hub, where the page is not told the token: it has a cookie.
    c.ServerApp.tornado_settings = {"hub_prefix": "/hub/", "hub_host": "", "user": user}
