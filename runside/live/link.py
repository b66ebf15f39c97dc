"""The kernel's comms: made at the first run that wants them, and kept for as long as the kernel lives."""

from __future__ import annotations

import os
import uuid
from typing import Any

from runside.journal import RunFolder
from runside.live.feed import Feed, FollowedRun
from runside.live.pump import Pump

DATA_TARGET = "runside.data"
CONTROL_TARGET = "runside.control"


class KernelLink:
    """The data comm of a kernel, its control target, and the thread that sends."""

    def __init__(self, kernel_id: str | None) -> None:
        """Make the data comm and register the target. Nothing is announced: pages attach by the comm's id."""
        import comm

        self.heard = False
        """Whether a page has asked something."""
        self.comm_id = f"runside-{kernel_id or uuid.uuid4()}"
        self._comm = comm.create_comm(target_name=DATA_TARGET, comm_id=self.comm_id, primary=False)
        self._manager = comm.get_comm_manager()
        self._manager.register_comm(self._comm)
        self._comm.on_close(self._closed)
        self._pump = Pump(self._send, self.comm_id)
        self._manager.register_target(CONTROL_TARGET, self._opened)

    def follow(self, folder: RunFolder, name: str, writer: str) -> Feed:
        """A feed for the lines of this writer."""
        feed = Feed(FollowedRun(folder, name), writer, self._pump.wake)
        self._pump.add(feed)
        return feed

    def _send(self, data: dict[str, Any], buffer: bytes | None) -> None:
        self._comm.send(data, buffers=None if buffer is None else [buffer])

    def _opened(self, control: Any, message: dict[str, Any]) -> None:
        """A page opened a control comm. Nothing is ever sent on it: see ``protocol/README.md``."""
        self.heard = True
        control.on_msg(self._asked)
        self._asked(message)

    def _closed(self, message: dict[str, Any]) -> None:
        """A page closed the data comm, which is not its to close: list it again."""
        self._manager.register_comm(self._comm)

    def _asked(self, message: dict[str, Any]) -> None:
        question = message["content"].get("data")
        if question:
            self._pump.ask(question)


_link: KernelLink | None = None
_forked = False


def kernel_link(kernel_id: str | None) -> KernelLink | None:
    """The link of this kernel, made when it is first asked for; None in a forked child, which has no sockets."""
    global _link
    if _link is None and not _forked:
        _link = KernelLink(kernel_id)
    return _link


def _in_child() -> None:
    global _link, _forked
    if _link is not None:
        _forked = True
        # A comm that is collected says so to all pages, and this one is the parent's.
        _link._comm._closed = True
        _link = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
