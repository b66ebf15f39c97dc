"""Whether a kernel executes something: what Jupyter's own ``execution_state`` cannot say.

A page may speak to a kernel while a cell runs, on a subshell. The kernel says "idle" when it has answered, and the Jupyter
server takes that for the end of the cell. Here only what execution requests are told counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import zmq
from jupyter_client.session import Session

Clock = Callable[[], float]

STATUS_TOPIC = b"kernel"
"""Kernels publish their status below it (``kernel.<id>.status``, ``kernel_core.<id>.status``). Streams, displays
and comm messages have other topics: they are not even sent here."""


class Executions:
    """The execution requests that one kernel is at work on."""

    def __init__(self, manager: Any, clock: Clock) -> None:
        """``manager`` is the kernel's KernelManager, in the thread of its event loop."""
        self._manager = manager
        self._clock = clock
        self._running: set[str] = set()
        self._idle_since: float | None = None
        self.is_heard = False
        """Whether an execution was heard of since this began to listen."""
        self._session = Session(config=manager.session.config, key=manager.session.key)
        self._stream = manager.connect_iopub()
        self._stream.setsockopt(zmq.UNSUBSCRIBE, b"")
        self._stream.setsockopt(zmq.SUBSCRIBE, STATUS_TOPIC)
        self._stream.on_recv(self._receive)

    @property
    def idle_since(self) -> float | None:
        """When the last execution ended, by the clock; None while there is one, and while the kernel starts."""
        if not self.is_heard:
            # Nothing was executed since this began to listen, or before its connection stood: what the Jupyter server
            # says has to do.
            if self._manager.execution_state != "idle":
                self._idle_since = None
            elif self._idle_since is None:
                self._idle_since = self._clock()
        return self._idle_since

    def close(self) -> None:
        if not self._stream.closed():
            self._stream.close()

    def _receive(self, frames: list[bytes]) -> None:
        _, rest = self._session.feed_identities(frames)
        # The content is looked at last: the value of a cell comes here too, and may be large.
        message = self._session.deserialize(rest, content=False)
        parent = message["parent_header"]
        if message["msg_type"] != "status" or parent.get("msg_type") != "execute_request":
            return
        self.is_heard = True
        content = self._session.unpack(message["content"])
        if content["execution_state"] == "busy":
            self._running.add(parent["msg_id"])
            self._idle_since = None
        else:
            self._running.discard(parent["msg_id"])
            if not self._running:
                self._idle_since = self._clock()
