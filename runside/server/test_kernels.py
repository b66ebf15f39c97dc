"""A run whose kernel executes nothing is idle; a script never is."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp

from runside.server.conftest import Api, Events, Script
from runside.server.kernels import IDLE_AFTER_S, KernelWatch

Json = Any


class Kernel:
    """A kernel manager, as far as it is looked at."""

    def __init__(self, execution_state: str) -> None:
        self.execution_state = execution_state
        self._observers: list[Callable[[Json], None]] = []

    def observe(self, observer: Callable[[Json], None], name: str) -> None:
        assert name == "execution_state"
        self._observers.append(observer)

    def turn(self, state: str) -> None:
        self.execution_state = state
        for observer in self._observers:
            observer({"new": state})


class Kernels(dict[str, Kernel]):
    """The kernels of a Jupyter server."""

    def list_kernel_ids(self) -> list[str]:
        return list(self)

    def get_kernel(self, kernel: str) -> Kernel:
        return self[kernel]


def test_a_kernel_is_idle_after_two_seconds_without_any_execution() -> None:
    now = 100.0
    kernels = Kernels(a=Kernel("busy"), b=Kernel("idle"))
    watch = KernelWatch(kernels, clock=lambda: now)
    assert watch.idle() == []
    now += IDLE_AFTER_S
    assert watch.idle() == ["b"]
    # Too short for two looks to see it.
    kernels["b"].turn("busy")
    kernels["b"].turn("idle")
    assert watch.idle() == []
    kernels["a"].turn("idle")
    now += IDLE_AFTER_S
    assert watch.idle() == ["a", "b"]


def test_a_kernel_that_is_gone_or_starts_again_is_not_idle() -> None:
    now = 100.0
    kernels = Kernels(a=Kernel("idle"), b=Kernel("idle"))
    watch = KernelWatch(kernels, clock=lambda: now)
    watch.idle()
    now += IDLE_AFTER_S
    culled = kernels.pop("a")
    kernels["b"].turn("restarting")
    assert watch.idle() == []
    culled.turn("idle")
    kernels["a"] = Kernel("idle")  # another kernel under the same id
    assert watch.idle() == []


async def test_a_run_is_idle_while_its_kernel_executes_nothing(
    api: Api,
    listen: Callable[[], Awaitable[Events]],
    jp_fetch: Callable[..., Awaitable[Any]],
    jp_serverapp: ServerApp,
    jp_root_dir: Path,
    script: Callable[..., Script],
) -> None:
    folder = jp_root_dir / "below"
    folder.mkdir()
    (folder / "a.ipynb").write_text("{}")
    started = await jp_fetch(
        "api",
        "sessions",
        method="POST",
        body=json.dumps(
            {"path": "below/a.ipynb", "type": "notebook", "name": "", "kernel": {"name": "python3"}}
        ),
        request_timeout=60,
    )
    kernel = json.loads(started.body)["kernel"]["id"]
    events = await listen()
    # The folder of the session is a root.
    script("new(sys.argv[1], kernel=sys.argv[2]); wait()", folder, kernel)
    script("new(sys.argv[1], id='script'); wait()", folder)
    client = jp_serverapp.kernel_manager.get_kernel(kernel).client()
    client.start_channels()
    client.execute("import runside")
    event = await events.until(lambda event: event.get("info", {}).get("state") == "idle")
    assert event["info"]["id"] == "r"
    states = {run["id"]: run["state"] for run in await api.runs()}
    assert states == {"r": "idle", "script": "running"}
    client.execute("import time; time.sleep(60)")
    await events.until(lambda event: event["info"]["state"] == "running")
    client.stop_channels()
