"""The description of the REST interface is true: whatever it allows is answered as it says, by a real Jupyter server."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, settings

from runside.server.conftest import WITHIN_S, Script
from runside.server.openapi import description
from runside.server.test_server import check

Json = Any

API = "/user/ann@x/runside/api/v1"
TOKEN = "of the test"
LONGEST_QUERY = 60_000
"""Of a longer one tornado says 400 before any handler sees it, and nothing more."""
HEADERS = {"Authorization": f"token {TOKEN}"}

RUNS = """
from runside.journal import write_blob

root = sys.argv[1]
run = new(root, id="ended", kernel="k1", notebook=root + "/a.ipynb")
for step in range(300):
    run.log(step, loss=1 / (step + 1), note=f"n{step}", tree={"a.b": step})
sha256 = write_blob(run.folder.path, b"\\x89PNG\\r\\n\\x1a\\n" + bytes(64), "png")
run.finish()
trashed = []
for n in range(20):
    gone = new(root, id=f"gone{n}")
    gone.add("edit", trash=True)
    gone.finish()
    trashed.append(gone.folder.uid)
live = new(root, id="live")
live.log(0, loss=0.5)
say(" ".join([sha256, run.folder.uid, live.folder.uid, *trashed]))
wait()
"""


class Server:
    """A Jupyter server in a process of its own, and runs below its root folder."""

    def __init__(self, url: str, sha256: str, ended: str, live: str, trashed: list[str]) -> None:
        self.url = url
        self.sha256 = sha256
        self.ended = ended
        self.live = live
        self.trashed = trashed

    def json(self, path: str) -> Json:
        request = urllib.request.Request(self.url + path, headers=HEADERS)
        with urllib.request.urlopen(request, timeout=WITHIN_S) as answer:
            return json.load(answer)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("openapi")
    root = folder / "root"
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder / "home"))
        patch.setenv("RUNSIDE_INDEX", str(folder / "index.sqlite"))
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            patch.delenv(name, raising=False)
        runs = Script(RUNS, root)
        sha256, ended, live, *trashed = runs.hear().split()
        port = free_port()
        jupyter = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
                f"--ServerApp.root_dir={root}",
                f"--ServerApp.port={port}",
                "--ServerApp.port_retries=0",
                f"--ServerApp.base_url={API.split('/runside')[0]}",
                f"--IdentityProvider.token={TOKEN}",
                "--ServerApp.jpserver_extensions={'runside': True}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        found = Server(f"http://127.0.0.1:{port}{API}", sha256, ended, live, trashed)
        wait_for(lambda: len(found.json("/runs")["runs"]) == 2 + len(trashed))
        yield found
    finally:
        jupyter.send_signal(signal.SIGTERM)
        jupyter.wait(WITHIN_S)
        runs.kill()


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN_S
    while True:
        try:
            if holds():
                return
        except (urllib.error.URLError, ConnectionError):
            pass
        assert time.monotonic() < end, "the Jupyter server does not come up"
        time.sleep(0.1)


# Who may ask is the subject of test_security.py.
schema = schemathesis.openapi.from_dict({**description(API), "security": []})


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_what_the_description_allows_is_answered_as_it_says(case: Any, server: Server) -> None:
    uid = case.path_parameters.get("uid")
    known = [server.ended, server.live, *server.trashed]
    if uid is not None and len(uid) == 32:
        # Most are asked of runs that are there.
        case.path_parameters["uid"] = known[int(uid[:8], 16) % len(known)] if uid[0] < "e" else uid
        if case.path_parameters.get("sha256", "f")[0] < "8":
            case.path_parameters.update(uid=server.ended, sha256=server.sha256)
    assume(len(urlencode(case.query or {}, doseq=True)) < LONGEST_QUERY)
    case.call_and_validate(base_url=server.url, headers=HEADERS)


def test_the_description_is_served(server: Server) -> None:
    told = server.json("/openapi.json")
    assert told == description(API)
    assert told["openapi"] == "3.1.0"


def test_it_says_of_a_run_what_the_protocol_says(server: Server) -> None:
    info = server.json(f"/runs/{server.ended}")["info"]
    check("message", info, "info")
    assert set(info) == set(description("")["components"]["schemas"]["info"]["properties"])


def test_the_live_runs_of_a_notebook_are_found(server: Server) -> None:
    assert [run["run"] for run in server.json("/runs?state=running")["runs"]] == [server.live]
    found = server.json("/runs?notebook=a.ipynb&state=finished")["runs"]
    assert [run["run"] for run in found] == [server.ended]
