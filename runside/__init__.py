"""Runside: an experiment tracker that lives inside JupyterLab.

    import runside

    with runside.init(project="digits", config={"lr": 0.01}) as run:
        for step in range(100):
            run.log({"loss": 1 / (step + 1)})

Importing this loads next to nothing; the names below are looked up when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runside._version import __version__
    from runside.data import Image
    from runside.errors import ConfigError, Error, LogError, UsageError
    from runside.sdk.module_level import finish, log
    from runside.sdk.run import Run
    from runside.sdk.start import init

__all__ = [
    "ConfigError",
    "Error",
    "Image",
    "LogError",
    "Run",
    "UsageError",
    "__version__",
    "config",
    "finish",
    "init",
    "log",
    "run",
    "summary",
]

_HOMES = {
    "ConfigError": "runside.errors",
    "Error": "runside.errors",
    "Image": "runside.data",
    "LogError": "runside.errors",
    "Run": "runside.sdk.run",
    "UsageError": "runside.errors",
    "__version__": "runside._version",
    "finish": "runside.sdk.module_level",
    "init": "runside.sdk.start",
    "log": "runside.sdk.module_level",
}
"""Where each name is. A name of a later version is one line here."""

_OF_THE_CURRENT_RUN = ("config", "run", "summary")
"""Names that mean something else after each ``init``, and so are looked up each time."""


def __getattr__(name: str) -> Any:
    if name in _OF_THE_CURRENT_RUN:
        return getattr(import_module("runside.sdk.module_level"), name)()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "runside"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from runside.server.extension import RunsideApp

    return [{"module": "runside", "app": RunsideApp}]
