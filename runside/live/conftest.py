"""A real kernel, and what a page that is connected to it sees."""

from __future__ import annotations

import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from runside.journal import JournalReader, loads, parse, writers

Message = dict[str, Any]
PATIENCE = 60.0
BEGIN = "import runside; run = runside.init(project='digits', name='calm-river-14')"


class Page:
    """A client of a kernel which keeps all that the kernel publishes."""

    def __init__(self, manager: KernelManager) -> None:
        self.manager = manager
        _wait_until_ready(manager)
        # Of its own file: a client that the manager makes would share the manager's session.
        self.client = BlockingKernelClient(connection_file=manager.connection_file)
        self.client.load_connection_file()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        self.published: list[Message] = []
        self._changed = threading.Condition()
        self._closing = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while not self._closing:
            try:
                message = self.client.get_iopub_msg(timeout=0.1)
            except Empty:
                continue
            message["arrived"] = time.monotonic()
            with self._changed:
                self.published.append(message)
                self._changed.notify_all()

    def close(self) -> None:
        """Leave; the kernel goes on."""
        self._closing = True
        self._reader.join()
        self.client.stop_channels()

    def wait_for(self, condition: Callable[[], Any], what: str) -> Any:
        """Wait until a condition on what was published holds, and return it."""
        with self._changed:
            if not self._changed.wait_for(condition, timeout=PATIENCE):
                raise AssertionError(f"there was no {what}; the kernel said {self.stderr()!r}")
            return condition()

    def start(self, code: str, cell: str | None = "cell-1") -> str:
        """Run a cell, as the cell of this id, if any; returns at once with the id of the request."""
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        request = self.client.session.msg("execute_request", content)
        if cell is not None:
            request["metadata"]["cellId"] = cell
        self.client.shell_channel.send(request)
        return str(request["header"]["msg_id"])

    def wait_until_idle(self, request: str) -> None:
        """Wait until a request was carried out."""
        self.wait_for(
            lambda: any(
                message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
                for message in self.answers_to(request)
            ),
            "end of the cell",
        )

    def run(self, code: str, cell: str | None = "cell-1") -> list[Message]:
        """Run a cell to its end, and return what it published."""
        request = self.start(code, cell)
        self.wait_until_idle(request)
        return self.answers_to(request)

    def ask_kernel(self, expression: str) -> str:
        """What an expression is in the kernel, as text."""
        printed = [
            message["content"]["text"]
            for message in self.run(f"print({expression})", None)
            if message["msg_type"] == "stream"
        ]
        return "".join(printed).strip()

    def answers_to(self, request: str) -> list[Message]:
        """What was published on behalf of a request."""
        return [m for m in self.published if m["parent_header"].get("msg_id") == request]

    def stderr(self) -> str:
        """What the kernel printed on its stderr, and its errors."""
        printed = [m["content"]["text"] for m in self.published if m["msg_type"] == "stream"]
        return "".join(printed + [str(m["content"]["traceback"]) for m in self.of_type("error")])

    def of_type(self, msg_type: str) -> list[Message]:
        """All messages of a type."""
        return [m for m in self.published if m["msg_type"] == msg_type]

    def bundle(self) -> dict[str, Any]:
        """The last panel that was shown."""
        shown = [m["content"]["data"] for m in self.of_type("display_data")]
        bundles = [data["application/vnd.runside.run+json"] for data in shown]
        return dict(bundles[-1])

    def outputs(self) -> dict[str, list[dict[str, Any]]]:
        """What each output that can be replaced showed, one after the other: bundles by display id."""
        shown: dict[str, list[dict[str, Any]]] = {}
        for message in self.published:
            if message["msg_type"] in ("display_data", "update_display_data"):
                display_id = message["content"]["transient"]["display_id"]
                shown.setdefault(display_id, []).append(message["content"]["data"])
        return shown

    def data_messages(self, comm_id: str) -> list[Message]:
        """What came on the data comm: (data, buffer, when)."""
        return [m for m in self.of_type("comm_msg") if m["content"]["comm_id"] == comm_id]

    def open_subshell(self) -> str:
        """Open a subshell, as JupyterLab does for a comm target."""
        request = self.client.session.msg("create_subshell_request", {})
        self.client.control_channel.send(request)
        reply = self.client.get_control_msg(timeout=PATIENCE)
        return str(reply["content"]["subshell_id"])

    def ask(self, question: dict[str, Any], subshell: str | None = None) -> str:
        """Ask on a control comm of its own; returns the id of the question."""
        number = uuid.uuid4().hex
        content = {
            "comm_id": uuid.uuid4().hex,
            "target_name": "runside.control",
            "data": {"protocol": 1, "id": number, **question},
        }
        request = self.client.session.msg("comm_open", content)
        if subshell is not None:
            request["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(request)
        return number

    def answer(self, number: str, comm_id: str) -> list[Message]:
        """The whole answer to a question."""

        def found() -> list[Message] | None:
            answers = [
                m for m in self.data_messages(comm_id) if m["content"]["data"].get("re") == number
            ]
            complete = answers and answers[-1]["content"]["data"]["type"] != "lines"
            return answers if complete else None

        return list(self.wait_for(found, "answer"))


def _wait_until_ready(manager: KernelManager) -> None:
    """Wait as a client of the manager, which sees the process: any other takes a kernel that starts slowly for dead."""
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    client.stop_channels()


def seqs(messages: list[Message], uid: str) -> list[int]:
    """The seqs of the journal lines in these messages, each checked against its checksum and its message."""
    found: list[int] = []
    for message in messages:
        data = message["content"]["data"]
        if data["type"] == "lines":
            lines = bytes(message["buffers"][0]).splitlines(keepends=True)
            numbers = [parse(uid, line)[0] for line in lines]
            assert numbers == list(range(data["first"], data["last"] + 1))
            found += numbers
    return found


def records_on_disk(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The records of each writer that are on disk in a run's folder."""
    return {
        writer: [loads(line.payload) for line in JournalReader(folder, writer).read()]
        for writer in writers(folder)
    }


@pytest.fixture
def kernel_manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KernelManager]:
    """A running ipykernel whose connection file is named as a Jupyter server names it."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "training.ipynb"))
    kernel_id = str(uuid.uuid4())
    # Sockets in files: ports that are free now may be taken when the kernel binds them. Their paths must be short.
    with tempfile.TemporaryDirectory(prefix="rs-") as sockets:
        manager = KernelManager(
            connection_file=str(tmp_path / f"kernel-{kernel_id}.json"),
            kernel_id=kernel_id,
            transport="ipc",
            ip=f"{sockets}/k",
        )
        manager.start_kernel(cwd=str(tmp_path))
        yield manager
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


@pytest.fixture
def page(kernel_manager: KernelManager) -> Iterator[Page]:
    """A page that is connected to the kernel."""
    opened = Page(kernel_manager)
    yield opened
    opened.close()
