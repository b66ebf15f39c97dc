"""The server extension's switch: whether Jupyter servers started from here load Runside's part."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from runside.doctor import commands
from runside.doctor.finding import JUPYTER, Finding, Status
from runside.doctor.json_config import Said, switches
from runside.doctor.library import has_jupyter_server

NAME = "runside"
SUBJECT = "server extension"
SECTION = "jupyter_server_config"
KEYS = ("ServerApp", "jpserver_extensions")


def look_at_server_extension(config_paths: Sequence[Path]) -> list[Finding]:
    """Whether it is enabled; nothing where no Jupyter server can be started from here."""
    if not has_jupyter_server():
        return []
    said = switches(config_paths, SECTION, *KEYS).get(NAME)
    if said is None:
        return [_unnamed(config_paths)]
    if not said.value:
        return [_disabled(said)]
    return [Finding("server-extension", JUPYTER, SUBJECT, f"enabled by {said.file}")]


def _unnamed(config_paths: Sequence[Path]) -> Finding:
    return Finding(
        "server-extension",
        JUPYTER,
        SUBJECT,
        f"enabled nowhere in {', '.join(map(str, config_paths))}",
        Status.PROBLEM,
        "A Jupyter server started from here does not load Runside's part: the panel lives from the "
        "kernel alone, and earlier runs and those of scripts are not shown. Install it anew, then "
        "restart Jupyter.",
        (commands.install_runside_anew(),),
    )


def _disabled(said: Said) -> Finding:
    # `jupyter server extension enable` writes a file that is weaker than one that is no drop-in.
    by_command = said.file.parent.name == f"{SECTION}.d"
    enable = "Enable it" if by_command else f'Write "{NAME}": true there'
    return Finding(
        "server-extension",
        JUPYTER,
        SUBJECT,
        f"disabled by {said.file}",
        Status.PROBLEM,
        "A Jupyter server started from here does not load Runside's part: the panel lives from the "
        f"kernel alone, and earlier runs and those of scripts are not shown. {enable}, then restart "
        "Jupyter.",
        (f"{commands.jupyter()} server extension enable {NAME} {_level(said.file)}",)
        if by_command
        else (),
    )


def _level(file: Path) -> str:
    if file.is_relative_to(sys.prefix):
        return "--sys-prefix"
    return "--system" if file.is_relative_to("/etc") or file.is_relative_to("/usr") else "--user"
