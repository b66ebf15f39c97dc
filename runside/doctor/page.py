"""The page of a running Jupyter server: what JupyterLab or Notebook 7 would load from it now.

Asked are the page itself, which carries its configuration, and the labextension's `package.json`
as that page would get it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from runside.doctor.asking import ask
from runside.doctor.labextension import NAME, read_package
from runside.doctor.running import Running

_PAGES = ("lab", "tree")
_CONFIG = re.compile(
    rb'<script id="jupyter-config-data" type="application/json">\s*(.*?)</script>', re.S
)


@dataclass(frozen=True)
class Page:
    """What a Jupyter server tells a page to load."""

    lab_version: str
    has_labextension: bool
    labextension: tuple[str, int | None] | None
    """Its version and protocol; None where it is not to be had."""
    disabled: tuple[str, ...]
    prefix: Path | None
    """The environment that the Jupyter server runs in."""


def page_of(server: Running) -> Page | None:
    """The page of a Jupyter server; None where it shows none, or not to us.

    Raises OSError where it stopped answering.
    """
    for name in _PAGES:
        reply = ask(server.url, name, server.token)
        found = _CONFIG.search(reply.body) if reply.status == HTTPStatus.OK else None
        if found is not None:
            return _read_page(server, json.loads(found[1]))
    return None


def _read_page(server: Running, config: dict[str, Any]) -> Page:
    federated = config.get("federated_extensions") or []
    disabled = config.get("disabledExtensions") or []
    settings = Path(str(config.get("appSettingsDir", "")))
    at = ("share", "jupyter", "lab", "settings")
    is_notebook = config.get("appName") != "JupyterLab"
    return Page(
        lab_version="" if is_notebook else str(config.get("appVersion", "")),
        has_labextension=any(entry.get("name") == NAME for entry in federated),
        labextension=_package(server),
        disabled=tuple(n for n in disabled if n == NAME or n.startswith(f"{NAME}:")),
        prefix=settings.parents[3] if settings.parts[-4:] == at else None,
    )


def _package(server: Running) -> tuple[str, int | None] | None:
    reply = ask(server.url, f"lab/extensions/{NAME}/package.json", server.token)
    try:
        return read_package(reply.json()) if reply.status == HTTPStatus.OK else None
    except ValueError:
        return None
