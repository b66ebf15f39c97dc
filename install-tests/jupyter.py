"""A running Jupyter server of an environment, and kernels of it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from jupyter_client.blocking.client import BlockingKernelClient
from venvs import Venv

PATIENCE_S = 60.0
Found = TypeVar("Found")


def until(look: Callable[[], Found | None], what: str) -> Found:
    """Look again and again until there is something."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {PATIENCE_S:.0f} s for {what}")


class Jupyter:
    """`jupyter lab` (or `server`, `notebook`) with a home directory of its own, until `stop`."""

    def __init__(
        self,
        venv: Venv,
        home: Path | None,
        root: Path,
        *options: str,
        application: str = "lab",
        env: Mapping[str, str] | None = None,
        before: tuple[str, ...] = (),
        runtime: Path | None = None,
    ) -> None:
        environment = venv.environment(home, env)
        if runtime is None:
            assert home is not None
            runtime = home / ".local/share/jupyter/runtime"
        self.log = root.parent / f"{root.name}-{application}.log"
        self._runtime = runtime
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [
                    *before,
                    *(str(venv.python), "-m", "jupyter", application),
                    *("--no-browser", "--allow-root", "--ServerApp.port=0", *options),
                ],
                cwd=root,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            noted = until(self._noted, f"the Jupyter server to start; its log is {self.log}")
            self.pid: int = noted["pid"]
            self.url: str = noted["url"]
            self._token: str = noted["token"]
            until(self._answers, "the Jupyter server to answer")
        except BaseException:
            self.stop()
            raise

    def _noted(self) -> dict[str, Any] | None:
        assert self._process.poll() is None, self.log.read_text()
        for file in self._runtime.glob("jpserver-*.json"):
            try:
                noted: dict[str, Any] = json.loads(file.read_text())
            except ValueError:
                continue
            if noted["pid"] == self._process.pid:
                return noted
        return None

    def _answers(self) -> bool:
        return self.get("api/status")[0] == 200

    def get(self, path: str) -> tuple[int, Any]:
        """Ask it. Gives the status, and the JSON or the text of the answer."""
        return self._ask("GET", path)

    def post(self, path: str, data: Any) -> tuple[int, Any]:
        return self._ask("POST", path, json.dumps(data).encode())

    def _ask(self, method: str, path: str, data: bytes | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"token {self._token}"}
        try:
            with urlopen(
                Request(self.url + path, data, headers, method=method), timeout=30
            ) as reply:
                body, kind = reply.read(), reply.headers.get_content_type()
                return reply.status, json.loads(
                    body
                ) if kind == "application/json" else body.decode()
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError:
            return 0, ""

    def runs(self) -> list[dict[str, Any]]:
        """The runs that Runside's part of it lists; none while it does not answer."""
        status, answer = self.get("runside/api/v1/runs")
        return answer["runs"] if status == 200 else []

    def kernel(self, name: str = "python3") -> Kernel:
        """Start a kernel, as opening a notebook does."""
        status, kernel = self.post("api/kernels", {"name": name})
        assert status == 201, kernel
        return Kernel(self._runtime / f"kernel-{kernel['id']}.json", kernel["id"])

    def stop(self) -> None:
        """End it and its kernels."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Jupyter:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Kernel:
    """A kernel of a Jupyter server."""

    def __init__(self, connection_file: Path, id: str) -> None:  # noqa: A002
        self.id = id
        self._client = BlockingKernelClient(connection_file=str(connection_file))
        self._client.load_connection_file()
        self._client.start_channels()
        until(self._is_ready, "the kernel to answer")

    def _is_ready(self) -> bool:
        try:
            self._client.wait_for_ready(timeout=PATIENCE_S)
        except RuntimeError:  # a busy machine missed a heartbeat
            return False
        return True

    def execute(self, code: str) -> list[dict[str, Any]]:
        """Run a cell. Gives the contents of all that it put out."""
        outputs: list[dict[str, Any]] = []
        reply = self._client.execute_interactive(
            code,
            timeout=PATIENCE_S,
            allow_stdin=False,
            output_hook=lambda message: outputs.append(
                {"type": message["msg_type"], **message["content"]}
            ),
        )
        assert reply["content"]["status"] == "ok", reply["content"]
        return outputs

    def close(self) -> None:
        self._client.stop_channels()
