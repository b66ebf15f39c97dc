"""A run whose kernel executes nothing is idle; a script never is."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp

from runside.server.conftest import Api, Events, Script
from runside.server.executions import Executions
from runside.server.extension import SETTING


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
    manager: Any = jp_serverapp.kernel_manager.get_kernel(kernel)
    client = manager.client()
    client.start_channels()
    # As a page does: what a kernel says before anybody's connection to it stands is heard by nobody.
    await client.wait_for_ready(timeout=60)
    client.execute("import runside")
    event = await events.until(lambda event: event.get("info", {}).get("state") == "idle")
    assert event["info"]["id"] == "r"
    states = {run["id"]: run["state"] for run in await api.runs()}
    assert states == {"r": "idle", "script": "running"}
    client.execute("import time; time.sleep(60)")
    await events.until(lambda event: event["info"]["state"] == "running")
    client.stop_channels()


async def test_a_kernel_is_listened_to_before_it_can_say_anything(
    jp_fetch: Callable[..., Awaitable[Any]], jp_serverapp: ServerApp
) -> None:
    """Else its first cell might go unheard, and be called idle while it runs."""
    started = await jp_fetch("api", "kernels", method="POST", body="{}", request_timeout=60)
    kernel = json.loads(started.body)["id"]
    assert kernel in jp_serverapp.web_app.settings[SETTING].kernels.watched


async def test_what_a_page_asks_in_the_middle_of_a_cell_is_no_end_of_it(
    jp_fetch: Callable[..., Awaitable[Any]], jp_serverapp: ServerApp, tmp_path: Path
) -> None:
    started = await jp_fetch("api", "kernels", method="POST", body="{}", request_timeout=60)
    kernel = json.loads(started.body)["id"]
    manager: Any = jp_serverapp.kernel_manager.get_kernel(kernel)
    executions = Executions(manager, time.monotonic)
    client = manager.client()
    client.start_channels()

    def is_heard() -> bool:
        client.execute("'heard'")
        return executions.is_heard

    await until(is_heard)
    begun = tmp_path / "begun"
    client.execute(f"import time; open({str(begun)!r}, 'w'); time.sleep(60)")
    await until(begun.exists)
    assert executions.idle_since is None
    client.control_channel.send(client.session.msg("create_subshell_request"))
    # That is what the Jupyter server makes of the answer.
    await until(lambda: manager.execution_state == "idle")
    assert executions.idle_since is None
    client.stop_channels()
    executions.close()


async def until(holds: Callable[[], bool]) -> None:
    async def poll() -> None:
        while not holds():
            await asyncio.sleep(0.02)

    await asyncio.wait_for(poll(), 30)
