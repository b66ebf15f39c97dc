"""The extension, as the Jupyter server loads it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from pathlib import Path
from typing import Any

from jupyter_events import EventLogger
from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp

from runside.server.config import RunsideConfig
from runside.server.handlers import routes
from runside.server.kernels import KernelWatch, Notebooks, folders_of, running_sessions
from runside.server.service import IndexService

SITUATION_EVERY_S = 0.5
KERNEL_ACTIONS = "https://events.jupyter.org/jupyter_server/kernel_actions/v1"
"""Jupyter's own event: a kernel was started, restarted, shut down."""
SETTING = "runside"
"""Where the Jupyter server's web application keeps the extension."""

log = logging.getLogger(__name__)


class RunsideApp(ExtensionApp):
    """What the Jupyter server knows of the extension: where it begins, and where it ends."""

    name = SETTING

    def initialize_handlers(self) -> None:
        """Add the routes, and start the index process when the event loop runs."""
        server_app = self.serverapp
        assert server_app is not None
        extension = Extension(server_app)
        # Not among `self.handlers`: those are given arguments that ours do not take.
        web_app = server_app.web_app
        web_app.settings[SETTING] = extension
        web_app.add_handlers(".*$", routes(web_app.settings["base_url"], extension.service))
        server_app.io_loop.add_callback(extension.start)

    async def stop_extension(self) -> None:
        """End the index process with the Jupyter server."""
        if self.serverapp is not None and SETTING in self.serverapp.web_app.settings:
            await self.serverapp.web_app.settings[SETTING].stop()


class Extension:
    """The parts of the extension in one Jupyter server, and their lifetime."""

    def __init__(self, server_app: ServerApp) -> None:
        self._server_app = server_app
        self._config = RunsideConfig(parent=server_app)
        self.kernels = KernelWatch(server_app.kernel_manager)
        self._notebooks = Notebooks()
        self._teller: asyncio.Task[None] | None = None
        self._stopped = False
        self._complained = False
        self.service = IndexService(server_app.log)

    def start(self) -> None:
        """Start the index process and keep it told."""
        if self._stopped:
            return
        self.service.start()
        if self._server_app.event_logger is not None:
            self._server_app.event_logger.add_listener(
                schema_id=KERNEL_ACTIONS, listener=self._on_kernel_action
            )
        self._teller = asyncio.get_running_loop().create_task(self._keep_telling())

    async def stop(self) -> None:
        """End what :meth:`start` began; may be called again. A Jupyter server that simply exits does as well: the
        closed pipe says so.
        """
        self._stopped = True
        if self._teller is not None:
            self._teller.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._teller
            self._teller = None
            if self._server_app.event_logger is not None:
                self._server_app.event_logger.remove_listener(listener=self._on_kernel_action)
        self.kernels.close()
        await self.service.stop()

    async def _on_kernel_action(
        self, logger: EventLogger, schema_id: str, data: dict[str, Any]
    ) -> None:
        """Listen to a kernel before it says anything: its first cell may begin with it."""
        with contextlib.suppress(Exception):  # the next situation has it, or says why not
            self.kernels.follow()

    async def _keep_telling(self) -> None:
        told: dict[str, Any] | None = None
        while True:
            situation = await self._situation()
            if situation != told:
                told = situation
                self.service.tell(situation)
            await asyncio.sleep(SITUATION_EVERY_S)

    async def _situation(self) -> dict[str, Any]:
        root_dir = Path(self._server_app.root_dir).absolute()
        roots = [root_dir, *(Path(root).expanduser().absolute() for root in self._config.roots)]
        idle: list[str] = []
        notebooks: dict[str, str] = {}
        try:
            sessions = await running_sessions(self._server_app.session_manager)
            roots += folders_of(sessions, self._server_app.kernel_manager)
            notebooks = self._notebooks.follow(sessions, root_dir)
            idle = self.kernels.idle()
        except Exception:
            # Session and kernel managers are often other people's; there are roots without them.
            if not self._complained:
                log.exception("Runside does not know the running sessions of this Jupyter server")
            self._complained = True
        return {
            "root_dirs": list(dict.fromkeys([str(root_dir), str(root_dir.resolve())])),
            "roots": list(dict.fromkeys(map(str, roots))),
            "idle_kernels": idle,
            "notebooks": notebooks,
        }
