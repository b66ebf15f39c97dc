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
    from runside import plot
    from runside._version import __version__
    from runside.api import Api
    from runside.artifacts import Artifact
    from runside.data import (
        HTML,
        Audio,
        Bokeh,
        Classes,
        Graph,
        Histogram,
        Html,
        Image,
        JoinedTable,
        Molecule,
        Object3D,
        PartitionedTable,
        Plotly,
        Table,
        Video,
        box3d,
    )
    from runside.dropin import as_wandb
    from runside.errors import ConfigError, Error, LogError, UsageError
    from runside.plot import plot_table, visualize
    from runside.sdk.alerts import AlertLevel
    from runside.sdk.init import init
    from runside.sdk.module_level import (
        alert,
        define_metric,
        finish,
        link_model,
        log,
        log_artifact,
        log_model,
        restore,
        save,
        unwatch,
        use_artifact,
        use_model,
        watch,
    )
    from runside.sdk.no_service import ensure_configured, login, require, setup, teardown
    from runside.sdk.public_settings import Settings
    from runside.sdk.run import Run

__all__ = [
    "HTML",
    "AlertLevel",
    "Api",
    "Artifact",
    "Audio",
    "Bokeh",
    "Classes",
    "ConfigError",
    "Error",
    "Graph",
    "Histogram",
    "Html",
    "Image",
    "JoinedTable",
    "LogError",
    "Molecule",
    "Object3D",
    "PartitionedTable",
    "Plotly",
    "Run",
    "Settings",
    "Table",
    "UsageError",
    "Video",
    "__version__",
    "alert",
    "as_wandb",
    "box3d",
    "config",
    "define_metric",
    "ensure_configured",
    "finish",
    "init",
    "link_model",
    "log",
    "log_artifact",
    "log_model",
    "login",
    "plot",
    "plot_table",
    "require",
    "restore",
    "run",
    "save",
    "setup",
    "summary",
    "teardown",
    "unwatch",
    "use_artifact",
    "use_model",
    "visualize",
    "watch",
]

_HOMES = {
    "AlertLevel": "runside.sdk.alerts",
    "Api": "runside.api",
    "Artifact": "runside.artifacts",
    "Audio": "runside.data",
    "Bokeh": "runside.data",
    "Classes": "runside.data",
    "ConfigError": "runside.errors",
    "Error": "runside.errors",
    "Graph": "runside.data",
    "HTML": "runside.data",
    "Histogram": "runside.data",
    "Html": "runside.data",
    "Image": "runside.data",
    "JoinedTable": "runside.data",
    "LogError": "runside.errors",
    "Molecule": "runside.data",
    "Object3D": "runside.data",
    "PartitionedTable": "runside.data",
    "Plotly": "runside.data",
    "Run": "runside.sdk.run",
    "Settings": "runside.sdk.public_settings",
    "Table": "runside.data",
    "UsageError": "runside.errors",
    "Video": "runside.data",
    "__version__": "runside._version",
    "alert": "runside.sdk.module_level",
    "as_wandb": "runside.dropin",
    "box3d": "runside.data",
    "define_metric": "runside.sdk.module_level",
    "ensure_configured": "runside.sdk.no_service",
    "finish": "runside.sdk.module_level",
    "init": "runside.sdk.init",
    "link_model": "runside.sdk.module_level",
    "log": "runside.sdk.module_level",
    "log_artifact": "runside.sdk.module_level",
    "log_model": "runside.sdk.module_level",
    "login": "runside.sdk.no_service",
    "plot_table": "runside.plot",
    "require": "runside.sdk.no_service",
    "restore": "runside.sdk.module_level",
    "save": "runside.sdk.module_level",
    "setup": "runside.sdk.no_service",
    "teardown": "runside.sdk.no_service",
    "unwatch": "runside.sdk.module_level",
    "use_artifact": "runside.sdk.module_level",
    "use_model": "runside.sdk.module_level",
    "visualize": "runside.plot",
    "watch": "runside.sdk.module_level",
}
"""Where each name is. A name of a later version is one line here."""

_PARTS = ("plot",)
"""Packages of names, imported when they are first used."""

_OF_THE_CURRENT_RUN = ("config", "run", "summary")
"""Names that mean something else after each ``init``, and so are looked up each time."""


def __getattr__(name: str) -> Any:
    if name in _OF_THE_CURRENT_RUN:
        return getattr(import_module("runside.sdk.module_level"), name)()
    if name in _PARTS:
        return import_module(f"runside.{name}")
    if name in _HOMES:
        found = getattr(import_module(_HOMES[name]), name)
    elif name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    else:
        found = import_module("runside.dropin.under_own_name").find(name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "runside"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from runside.server.extension import RunsideApp

    return [{"module": "runside", "app": RunsideApp}]
