"""What the doctor says of real Jupyter servers, with and without Runside's part."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import pytest

from runside.doctor import Finding, Library, Status
from runside.doctor.jupyter_servers import look_at_servers
from runside.doctor.running import running_servers

PATIENCE_S = 60
PASSWORD = "argon2:$argon2id$v=19$m=10240,t=10,p=8$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA"

Start = Callable[..., Path]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a Jupyter server with these options; gives its runtime folder."""
    started: list[subprocess.Popen[bytes]] = []

    def _start(*options: str, application: str = "server") -> Path:
        runtime = tmp_path / f"runtime-{len(started)}"
        environment = {
            **os.environ,
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        }
        command = [sys.executable, "-m", "jupyter", application, "--no-browser", "--allow-root"]
        command += ["--ServerApp.port=0", "--ServerApp.port_retries=50", *options]
        with (tmp_path / "log").open("ab") as log:
            process = subprocess.Popen(
                command, env=environment, cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT
            )
        started.append(process)
        end = time.monotonic() + PATIENCE_S
        while not _answers(runtime):
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < end
            time.sleep(0.05)
        return runtime

    yield _start
    for process in started:
        process.terminate()
        process.wait(PATIENCE_S)


def _answers(runtime: Path) -> bool:
    for server in running_servers(runtime):
        try:
            with urlopen(Request(f"{server.url}api"), timeout=5) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False
    return False


def by_id(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.id: finding for finding in findings}


def test_none_is_a_note_that_says_where_was_looked(library: Library, tmp_path: Path) -> None:
    (found,) = look_at_servers(library, tmp_path)
    assert found.status is Status.NOTE
    assert found.seen == f"none of this user is seen from here (looked in {tmp_path})"
    assert "in a terminal of JupyterLab" in found.means


def test_a_lab_with_all_of_it_is_well(library: Library, start: Start) -> None:
    found = by_id(look_at_servers(library, start(application="lab")))
    assert found["server-part-loaded"].seen == f"has Runside {library.version}"
    page = found["page-labextension"]
    assert page.seen.startswith("JupyterLab 4.")
    assert {finding.status for finding in found.values()} == {Status.OK}
    assert " the index " in found["server-part-index"].seen


def test_one_that_did_not_load_the_part_is_to_be_restarted(library: Library, start: Start) -> None:
    off = """--ServerApp.jpserver_extensions={"runside": False}"""
    found = by_id(look_at_servers(library, start(off, application="lab")))
    part = found["server-part-loaded"]
    assert part.status is Status.PROBLEM
    assert part.seen == "has not loaded Runside's part"
    assert "Restart Jupyter itself, not only the kernel" in part.means
    assert found["page-labextension"].status is Status.OK


def test_a_page_that_disables_it_is_told(library: Library, start: Start, tmp_path: Path) -> None:
    config = tmp_path / "config" / "labconfig" / "page_config.json"
    config.parent.mkdir(parents=True)
    config.write_text(json.dumps({"disabledExtensions": {"runside": True}}))
    found = by_id(look_at_servers(library, start(application="lab")))
    disabled = found["page-labextension-disabled"]
    assert (disabled.status, disabled.seen) == (Status.PROBLEM, "runside disabled")
    assert "Enable it in the Extension Manager" in disabled.means


def test_one_with_a_password_is_to_be_looked_at_by_hand(library: Library, start: Start) -> None:
    runtime = start(f"--PasswordIdentityProvider.hashed_password={PASSWORD}")
    (found,) = look_at_servers(library, runtime)
    assert found.status is Status.NOTE
    assert found.seen == "does not let the doctor ask"
    (server,) = running_servers(runtime)
    assert f"open {server.url}runside/api/v1/about in the browser" in found.means


def test_a_file_whose_process_does_not_answer_is_to_be_removed(
    library: Library, tmp_path: Path
) -> None:
    file = note(tmp_path, "http://127.0.0.1:9/", os.getpid())
    (found,) = look_at_servers(library, tmp_path)
    assert found.status is Status.NOTE
    assert found.seen.startswith("does not answer (")
    assert found.type == (f"rm -r {file}",)


def test_a_file_whose_process_is_gone_is_passed_over(library: Library, tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    note(tmp_path, "http://127.0.0.1:9/", gone.pid)
    (tmp_path / "jpserver-1.json").write_text("{")
    (tmp_path / "jpserver-2.json").write_text("[]")
    (found,) = look_at_servers(library, tmp_path)
    assert found.seen.startswith("none of this user is seen")


def test_the_token_is_shown_nowhere_and_follows_no_redirect(
    library: Library, tmp_path: Path
) -> None:
    asked: list[tuple[str, str | None]] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers.get("Authorization")))
            self.send_response(302)
            self.send_header("Location", "/taken")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        note(tmp_path, f"http://127.0.0.1:{server.server_port}/", os.getpid(), "secret-token")
        found = look_at_servers(library, tmp_path)
        server.shutdown()
        thread.join()
    assert {header for _, header in asked} == {"token secret-token"}
    assert "/taken" not in {path for path, _ in asked}
    assert "secret-token" not in str(found)


def test_inside_of_a_hub_the_environment_has_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "of the hub")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ann/")
    note(tmp_path, "http://127.0.0.1:9/user/ann/", os.getpid(), "", base="/user/ann/")
    note(tmp_path, "http://127.0.0.1:9/", os.getpid(), "", name="other")
    tokens = {server.url: server.token for server in running_servers(tmp_path)}
    assert tokens == {"http://127.0.0.1:9/user/ann/": "of the hub", "http://127.0.0.1:9/": ""}


def note(
    runtime: Path, url: str, pid: int, token: str = "t", *, base: str = "/", name: str = "it"
) -> Path:
    """Leave a file as a Jupyter server does."""
    file = runtime / f"jpserver-{name}.json"
    file.write_text(json.dumps({"url": url, "pid": pid, "token": token, "base_url": base}))
    return file
