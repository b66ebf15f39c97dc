"""Places like those that Jupyter looks at, to be filled by a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runside._version import __version__
from runside.doctor import Library
from runside.sdk.display import PROTOCOL

LIBRARY = Library(__version__, PROTOCOL)


class Prefix:
    """An environment: `share/jupyter`, `etc/jupyter` and, where asked for, the package."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = path / "share" / "jupyter"
        self.config = path / "etc" / "jupyter"

    @property
    def labextension(self) -> Path:
        return self.data / "labextensions" / "runside"

    def add_package(self) -> None:
        (self.path / "lib" / "python3.11" / "site-packages" / "runside-0.1.0.dist-info").mkdir(
            parents=True
        )

    def add_labextension(self, version: str = __version__, protocol: int | None = PROTOCOL) -> None:
        (self.labextension / "static").mkdir(parents=True)
        (self.labextension / "static" / "remoteEntry.js").write_text("")
        package: dict[str, Any] = {
            "name": "runside",
            "version": version,
            "jupyterlab": {"_build": {"load": "static/remoteEntry.js"}},
        }
        if protocol is not None:
            package["runside"] = {"protocol": protocol}
        (self.labextension / "package.json").write_text(json.dumps(package))

    def write_config(self, name: str, data: Any) -> Path:
        """Write `etc/jupyter/<name>`."""
        file = self.config / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data))
        return file

    def enable_server_extension(self, enabled: bool = True) -> Path:
        return self.write_config(
            "jupyter_server_config.d/runside.json",
            {"ServerApp": {"jpserver_extensions": {"runside": enabled}}},
        )


@pytest.fixture
def library() -> Library:
    return LIBRARY


@pytest.fixture
def prefix(tmp_path: Path) -> Prefix:
    """An environment that is not this one."""
    return Prefix(tmp_path / "env")


@pytest.fixture
def other(tmp_path: Path) -> Prefix:
    return Prefix(tmp_path / "other")
