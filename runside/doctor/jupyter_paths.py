"""Where Jupyter looks for its extensions, its configuration and its running servers.

`jupyter_core` knows, where it is installed. An environment may be without it, and without a home
directory it gives up; the usual places are then looked at by the same rules.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def data_paths() -> list[Path]:
    """The folders that hold `labextensions/`, first found first."""
    told = _ask_jupyter("jupyter_path")
    if told is not None:
        return _paths(told)
    system = [Path(prefix, "share/jupyter") for prefix in (sys.prefix, "/usr/local", "/usr")]
    return [*_listed("JUPYTER_PATH"), _own_data(), *system]


def config_paths() -> list[Path]:
    """The folders that hold `jupyter_server_config.d/` and `labconfig/`, strongest first."""
    told = _ask_jupyter("jupyter_config_path")
    if told is not None:
        return _paths(told)
    own = os.environ.get("JUPYTER_CONFIG_DIR") or str(_home() / ".jupyter")
    system = [Path(sys.prefix, "etc/jupyter"), Path("/usr/local/etc/jupyter"), Path("/etc/jupyter")]
    return [*_listed("JUPYTER_CONFIG_PATH"), Path(own), *system]


def runtime_dir() -> Path:
    """The folder in which each running Jupyter server of this user leaves its address."""
    told = _ask_jupyter("jupyter_runtime_dir")
    if told is not None:
        return Path(told)
    named = os.environ.get("JUPYTER_RUNTIME_DIR")
    return Path(named) if named else _own_data() / "runtime"


def prefix_of(data_path: Path) -> Path | None:
    """The environment that a data folder belongs to: what stands before `share/jupyter`."""
    return data_path.parent.parent if data_path.parts[-2:] == ("share", "jupyter") else None


def _ask_jupyter(function: str) -> Any:
    """What jupyter_core says; None where it is not there, or knows no home directory."""
    try:
        return getattr(import_module("jupyter_core.paths"), function)()
    except (ImportError, RuntimeError, OSError):
        return None


def _paths(names: list[str]) -> list[Path]:
    return [Path(name) for name in dict.fromkeys(names)]


def _listed(variable: str) -> list[Path]:
    return [Path(name) for name in os.environ.get(variable, "").split(os.pathsep) if name]


def _home() -> Path:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises without a home
    return home if home.is_absolute() else Path("/nonexistent")


def _own_data() -> Path:
    named = os.environ.get("JUPYTER_DATA_DIR")
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return _home() / "Library" / "Jupyter"
    return Path(os.environ.get("XDG_DATA_HOME") or _home() / ".local" / "share") / "jupyter"
