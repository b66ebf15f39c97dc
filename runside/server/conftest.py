"""What the tests of the Jupyter server's part share: journals by real writers, a real server, a real index process."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import textwrap
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from jupyter_server.serverapp import ServerApp

from runside.server.extension import SETTING, Extension
from runside.server.service import IndexService

Json = Any
Found = TypeVar("Found")

WITHIN_S = 20.0

PRELUDE = """
import sys, time
from pathlib import Path
from runside.journal import JournalWriter, create_run, new_writer, open_run

start = time.time()


class Writer:
    def __init__(self, folder, name=None, **fields):
        self.folder = folder
        self.journal = JournalWriter(folder.path, folder.uid, name or new_writer())
        self.add("run", project=folder.project, id=folder.id, name=folder.id, start=folder.start, **fields)

    def add(self, kind, **fields):
        return self.journal.append({"kind": kind, "t": time.time(), **fields})

    def log(self, step, **data):
        return self.add("log", step=step, commit=True, data=data)

    def finish(self, code=0):
        self.add("finish", exit=code, reason="finish")
        self.journal.close()


def new(root, project="p", id="r", **fields):
    return Writer(create_run(Path(root), project, id, start=start), **fields)


def say(text):
    print(text, flush=True)


def wait():
    sys.stdin.readline()

"""


class Script:
    """A program that writes journals, in a process of its own."""

    def __init__(self, code: str, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PRELUDE + textwrap.dedent(code), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def hear(self) -> str:
        """The next line that it says."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def hear_all(self) -> list[str]:
        """What else it said before its end."""
        assert self.process.stdout is not None
        return self.process.stdout.read().split()

    def go_on(self) -> None:
        """Let it come back from its ``wait()``."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def ended(self) -> Script:
        """Wait for its end."""
        assert self.process.wait(WITHIN_S) == 0
        return self

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def script() -> Iterator[Callable[..., Script]]:
    """Start programs; those that are left at the end are killed."""
    started: list[Script] = []

    def start(code: str, *arguments: object) -> Script:
        started.append(Script(code, *arguments))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        for pipe in (one.process.stdin, one.process.stdout):
            assert pipe is not None
            pipe.close()


async def until(look: Callable[[], Awaitable[Found]], good: Callable[[Found], bool]) -> Found:
    """Look again and again until what is found is good; fail with the last that was found."""
    loop = asyncio.get_running_loop()
    end = loop.time() + WITHIN_S
    while True:
        found = await look()
        if good(found):
            return found
        assert loop.time() < end, f"it is still {found!r}"
        await asyncio.sleep(0.02)


class Api:
    """The REST interface of a Jupyter server in this process."""

    def __init__(self, fetch: Callable[..., Awaitable[Any]]) -> None:
        self._fetch = fetch

    async def get(self, *path: str, params: Any = None, **options: Any) -> Any:
        """The HTTP answer to a GET below ``/runside/api/v1/``."""
        return await self._fetch("runside", "api", "v1", *path, params=params, **options)

    async def json(self, *path: str, params: Any = None) -> Json:
        return json.loads((await self.get(*path, params=params)).body)

    async def send(self, method: str, *path: str, body: str | None = None) -> Any:
        """The HTTP answer to another method."""
        return await self.get(*path, method=method, body=body, allow_nonstandard_methods=True)

    async def edit(self, uid: str, **fields: Json) -> Json:
        """The info of a run after an edit."""
        answer = await self.send("PATCH", "runs", uid, body=json.dumps(fields))
        return json.loads(answer.body)["info"]

    async def delete(self, uid: str) -> None:
        assert (await self.send("DELETE", "runs", uid)).code == 204

    async def runs(self, **params: str) -> list[Json]:
        found: list[Json] = (await self.json("runs", params=params))["runs"]
        return found

    async def run_when(self, good: Callable[[Json], bool]) -> Json:
        """The info of the only run, as soon as it is good."""

        async def look() -> Json:
            runs = await self.runs()
            return runs[0] if len(runs) == 1 else None

        return await until(look, lambda info: info is not None and good(info))


@pytest.fixture
def index_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "index" / "index.sqlite"
    monkeypatch.setenv("RUNSIDE_INDEX", str(path))
    return path


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data directory: registered roots, overlays."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "runside"


@pytest.fixture
def extension(
    index_path: Path,
    data_dir: Path,
    jp_serverapp: ServerApp,
    jp_asyncio_loop: asyncio.AbstractEventLoop,
) -> Iterator[Extension]:
    """The extension of a running Jupyter server, whose root folder is ``jp_root_dir``."""
    loaded: Extension = jp_serverapp.web_app.settings[SETTING]
    yield loaded
    jp_asyncio_loop.run_until_complete(loaded.stop())


@pytest.fixture
def second_server(
    extension: Extension, jp_root_dir: Path, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> Iterator[IndexService]:
    """Another Jupyter server of the same user, as far as it has to do with the index, which the first one writes."""
    service = IndexService(logging.getLogger(__name__))
    service.tell({"root_dirs": [str(jp_root_dir)], "roots": [], "idle_kernels": []})

    async def start() -> None:
        await until(lambda: extension.service.ask("about"), lambda a: b'"writes":true' in a.body)
        service.start()
        await service.ask("runs")

    jp_asyncio_loop.run_until_complete(start())
    yield service
    jp_asyncio_loop.run_until_complete(service.stop())


@pytest.fixture
def api(extension: Extension, jp_fetch: Callable[..., Awaitable[Any]]) -> Api:
    return Api(jp_fetch)


class Events:
    """The events WebSocket of a Jupyter server."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def next(self) -> Json:
        message = await asyncio.wait_for(self.socket.read_message(), WITHIN_S)
        assert message is not None, "the socket was closed"
        return json.loads(message)

    async def until(self, good: Callable[[Json], bool]) -> Json:
        """The next event that is good."""
        while not good(event := await self.next()):
            pass
        return event


@pytest.fixture
def listen(
    extension: Extension, jp_ws_fetch: Callable[..., Awaitable[Any]]
) -> Callable[[], Awaitable[Events]]:
    """Open the events WebSocket; the hello is still to be read."""

    async def opened() -> Events:
        return Events(await jp_ws_fetch("runside", "api", "v1", "events"))

    return opened
