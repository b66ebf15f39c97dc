"""What all Python tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples each time, so that a change is judged by what it changes; `make fuzz` makes new ones, and many.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=2_000, deadline=None)
settings.load_profile("steady")

pytest_plugins = ("pytest_jupyter.jupyter_server",)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home directory of its own: none may read or write the user's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, part in {
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
    }.items():
        monkeypatch.setenv(name, str(home / part))
    for name in os.environ:
        if name.startswith("RUNSIDE_"):
            monkeypatch.delenv(name)


@pytest.fixture
def jp_server_config(tmp_path: Path) -> dict[str, Any]:
    """A Jupyter server with the extension enabled."""
    return {"ServerApp": {"jpserver_extensions": {"runside": True}}}
