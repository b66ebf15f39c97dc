"""Start JupyterLab with Runside's quick start open, or find the one that runs. `make demo` calls this.

The examples are copied into `.demo/work`, so that what is edited and logged there leaves the checkout
clean. JupyterLab gets a configuration and a port of its own there, and goes on running after this ends.
Needs nothing but the standard library.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parent
NOTEBOOK = "quickstart.ipynb"
FILES = (NOTEBOOK, "train.py")
START_SECONDS = 90.0

# No news, no look for updates: nothing that pops up or leaves the machine.
NOTIFICATIONS = {"fetchNews": "false", "checkForUpdates": False}


class DemoError(Exception):
    """What went wrong, in words for the terminal."""


@dataclass(frozen=True)
class Server:
    """A JupyterLab that this launcher started."""

    pid: int
    port: int
    token: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/lab/tree/{NOTEBOOK}?token={self.token}"

    def ask(self, path: str, *, method: str = "GET", seconds: float = 5.0) -> bool:
        """Whether the server answers a request with success."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            headers={"Authorization": f"token {self.token}"},
        )
        # This machine's own address is never asked for through a proxy.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=seconds) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError, ValueError):
            return False

    def answers(self) -> bool:
        """Whether it is there, and is the one that we started: another would refuse the token."""
        return self.ask("/api/status")


class Demo:
    """The folder in which a demo lives, and what can be done with it."""

    def __init__(self, folder: Path, examples: Path = EXAMPLES) -> None:
        self.folder = folder
        self.examples = examples
        self.work = folder / "work"
        self.log = folder / "jupyter.log"
        self._state = folder / "server.json"
        self._copied = folder / "copied.json"

    def copy_examples(self) -> list[str]:
        """Copy the examples, but never over a copy that the user changed.

        Returns the names of those that were kept although the original has changed since.
        """
        self.work.mkdir(parents=True, exist_ok=True)
        copied: dict[str, str] = _read_json(self._copied)
        kept = []
        for name in FILES:
            original, copy = self.examples / name, self.work / name
            if not original.exists():
                raise DemoError(f"{original} is missing: is this checkout whole?")
            digest = _digest(original)
            if not copy.exists() or _digest(copy) == copied.get(name):
                shutil.copyfile(original, copy)
                copied[name] = digest
            elif copied.get(name) != digest:
                kept.append(name)
        _write_json(self._copied, copied)
        return kept

    def running(self) -> Server | None:
        """The JupyterLab that runs, if one does. What is left of one that does not is forgotten."""
        try:
            server = Server(**_read_json(self._state))
        except TypeError:
            return None
        if server.answers():
            return server
        self._state.unlink(missing_ok=True)
        return None

    def start(self) -> Server:
        """Start JupyterLab, and return once it shows the notebook."""
        for attempt in range(3):
            server, process = self._launch()
            if _wait_until_ready(server, process):
                _write_json(self._state, asdict(server))
                return server
            if process.poll() is None:
                process.terminate()
                raise DemoError(
                    f"JupyterLab did not answer within {START_SECONDS:.0f} s.{self._last_lines()}"
                )
            # Somebody may have taken the port in between; anything else will not get better.
            if attempt == 2 or "already in use" not in self._last_lines():
                break
        raise DemoError(f"JupyterLab ended while it started.{self._last_lines()}")

    def stop(self) -> bool:
        """End JupyterLab and its kernels. Returns whether one was running."""
        server = self.running()
        if server is None:
            return False
        server.ask("/api/shutdown", method="POST", seconds=20)
        deadline = time.monotonic() + 20
        while server.answers():
            if time.monotonic() > deadline:
                raise DemoError(f"JupyterLab (process {server.pid}) does not end.")
            time.sleep(0.1)
        self._state.unlink(missing_ok=True)
        return True

    def _launch(self) -> tuple[Server, subprocess.Popen[bytes]]:
        port, token = _free_port(), secrets.token_hex(24)
        config = self.folder / "config"
        settings = config / "lab/user-settings/@jupyterlab/apputils-extension"
        notification = settings / "notification.jupyterlab-settings"
        if not notification.exists():
            settings.mkdir(parents=True, exist_ok=True)
            _write_json(notification, NOTIFICATIONS)
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser"),
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self.work}",
            f"--LabApp.default_url=/lab/tree/{NOTEBOOK}",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--allow-root")
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=self.work,
                # The token is no one else's business: not on the command line, which all users can read.
                env={**os.environ, "JUPYTER_TOKEN": token, "JUPYTER_CONFIG_DIR": str(config)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Server(process.pid, port, token), process

    def _last_lines(self) -> str:
        with contextlib.suppress(OSError):
            lines = self.log.read_text(errors="replace").splitlines()[-20:]
            return "\n".join(["", f"The end of {self.log}:", *(f"    {line}" for line in lines)])
        return ""


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if server.answers() and server.ask(f"/lab/tree/{NOTEBOOK}", seconds=30):
            return True
        time.sleep(0.1)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_json(path: Path) -> dict[str, Any]:
    """The object in a file, or an empty one where there is none or it is broken."""
    try:
        content = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write_json(path: Path, content: object) -> None:
    """Write whole or not at all, for this user's eyes only."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file)
    new.replace(path)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one launcher work at a time, where the platform has locks: two would start two servers."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:
            pass
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open_browser(address: str) -> None:
    """Show the page where there is a screen to show it on; never wait for it, never fail."""
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return
    with contextlib.suppress(OSError):
        subprocess.Popen(
            [sys.executable, "-m", "webbrowser", address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Try Runside in JupyterLab.")
    parser.add_argument("action", nargs="?", choices=("start", "stop"), default="start")
    parser.add_argument(
        "--folder", type=Path, default=EXAMPLES.parent / ".demo", help="where the demo lives"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    options = parser.parse_args(argv)
    folder = options.folder.resolve()
    demo = Demo(folder)
    try:
        with _alone(folder):
            if options.action == "stop":
                print("The demo has ended." if demo.stop() else "No demo is running.")
                return 0
            for name in demo.copy_examples():
                print(
                    f"{demo.work / name} has changes of yours and was kept; the example itself is newer."
                )
            server = demo.running()
            if server is None:
                print("Starting JupyterLab …", flush=True)
                server = demo.start()
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"\nRunside is open in JupyterLab:\n\n    {server.address}\n\n"
        f"The notebook and train.py lie in {demo.work}: they are yours to edit.\n"
        "`make demo-stop` ends it.",
        flush=True,
    )
    if not options.no_browser:
        _open_browser(server.address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
