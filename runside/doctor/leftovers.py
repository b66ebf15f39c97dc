"""What stayed behind where runside was uninstalled, all of it or in part.

Looked at are the places that every Jupyter of this user reads, also those of environments other
than this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from runside.doctor import commands
from runside.doctor.environment import has_runside
from runside.doctor.finding import JUPYTER, Finding, Status
from runside.doctor.json_config import switches
from runside.doctor.jupyter_paths import prefix_of
from runside.doctor.labextension import labextensions
from runside.doctor.server_extension import KEYS, NAME, SECTION


def look_for_leftovers(data_paths: Sequence[Path], config_paths: Sequence[Path]) -> list[Finding]:
    """Findings about what has lost its package."""
    return [*_labextensions(data_paths), *_server_switches(config_paths)]


def _labextensions(data_paths: Sequence[Path]) -> list[Finding]:
    found = []
    for extension in labextensions(data_paths):
        prefix = prefix_of(extension.path.parent.parent)
        if prefix is None or has_runside(prefix):
            continue
        if extension.link and extension.path.exists():
            continue  # a working copy, whose package may be on a path of its own
        found.append(
            Finding(
                "leftover-labextension",
                JUPYTER,
                "left over",
                f"labextension {extension.path}, without the package in {prefix}",
                Status.PROBLEM,
                "Jupyter goes on loading it into the page. Remove it, then reload the page.",
                (commands.remove([extension.path]),),
            )
        )
    return found


def _server_switches(config_paths: Sequence[Path]) -> list[Finding]:
    found = []
    for folder in config_paths:
        said = switches([folder], SECTION, *KEYS).get(NAME)
        prefix = _prefix_of_config(folder)
        if said is None or not said.value or prefix is None or has_runside(prefix):
            continue
        found.append(
            Finding(
                "leftover-server-extension",
                JUPYTER,
                "left over",
                f"{said.file} enables a server extension that is not in {prefix}",
                Status.PROBLEM,
                "Jupyter complains of it at each start. Remove it, or the line in it that names "
                "runside.",
                (commands.remove([said.file]),) if said.file.stem == NAME else (),
            )
        )
    return found


def _prefix_of_config(folder: Path) -> Path | None:
    """The environment that a configuration folder belongs to; None for the user's own."""
    if folder == Path("/etc/jupyter"):
        return Path("/usr")
    return folder.parent.parent if folder.parts[-2:] == ("etc", "jupyter") else None
