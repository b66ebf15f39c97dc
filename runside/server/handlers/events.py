"""The WebSocket that says which runs are new, have grown or have changed their state."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from runside._version import __version__
from runside.server.answer import PROTOCOL
from runside.server.handlers.base import RESOURCE, authorized
from runside.server.service import IndexService


class EventsHandler(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """Sends ``hello``, then an event for each change. What a page sends is ignored."""

    auth_resource = RESOURCE

    def initialize(self, service: IndexService) -> None:
        super().initialize()
        self.service = service
        self._pending: dict[str, bytes] = {}
        self._filled = asyncio.Event()
        self._sender: asyncio.Task[None] | None = None
        self._stop_listening: Callable[[], None] | None = None

    def set_default_headers(self) -> None:
        """A WebSocket has none of the headers of a page."""

    def get_compression_options(self) -> dict[str, Any] | None:
        options: dict[str, Any] | None = self.settings.get("websocket_compression_options", None)
        return options

    @ws_authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, *args: Any, **kwargs: Any) -> None:
        await super().get(*args, **kwargs)

    def open(self, *args: Any, **kwargs: Any) -> None:
        super().open(*args, **kwargs)
        self._sender = asyncio.get_running_loop().create_task(self._send_all())
        self._stop_listening = self.service.listen(self._take)

    def on_message(self, message: str | bytes) -> None:
        """Nothing is asked over this socket."""

    def on_close(self) -> None:
        if self._stop_listening is not None:
            self._stop_listening()
        if self._sender is not None:
            self._sender.cancel()

    def _take(self, uid: str, event: bytes) -> None:
        self._pending[uid] = event
        self._filled.set()

    async def _send_all(self) -> None:
        """Send at the pace of the browser: of events that wait about one run only the latest."""
        hello = {"type": "hello", "version": __version__, "protocol": PROTOCOL}
        with contextlib.suppress(WebSocketClosedError):
            await self.write_message(json.dumps(hello))
            while True:
                await self._filled.wait()
                self._filled.clear()
                pending, self._pending = self._pending, {}
                for event in pending.values():
                    await self.write_message(event.decode("ascii"))
