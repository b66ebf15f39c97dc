"""The labextension: what JupyterLab and Notebook 7 load into the page."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runside.doctor import commands
from runside.doctor.applications import shows_pages
from runside.doctor.comparing import compare
from runside.doctor.finding import JUPYTER, Finding, Status
from runside.doctor.json_config import Said, switches
from runside.doctor.library import Library

NAME = "runside"
SUBJECT = "labextension"


@dataclass(frozen=True)
class Labextension:
    """One folder of it."""

    path: Path
    link: str | None
    """Where it leads, for a development link."""
    version: str
    protocol: int | None
    fault: str | None
    """Why Jupyter cannot load it; None where it can."""


def labextensions(data_paths: Sequence[Path]) -> list[Labextension]:
    """All that lie where Jupyter looks; it takes the first that it can read."""
    folders = [path / "labextensions" / NAME for path in data_paths]
    return [_read(folder) for folder in folders if folder.is_dir() or folder.is_symlink()]


def look_at_labextension(
    library: Library, data_paths: Sequence[Path], config_paths: Sequence[Path]
) -> list[Finding]:
    """What a Jupyter that is started from this environment would load into the page."""
    found = labextensions(data_paths)
    usable = [extension for extension in found if extension.fault is None]
    findings = [
        _broken(extension, others=bool(usable))
        for extension in found
        if extension.fault is not None
    ]
    if usable:
        findings.append(_loaded(library, usable[0]))
        findings += [_shadowed(library, usable[0], other) for other in usable[1:]]
        findings += look_for_disabled(config_paths)
    elif shows_pages() and not findings:
        findings.append(_missing(data_paths))
    return findings


def look_for_disabled(config_paths: Sequence[Path]) -> list[Finding]:
    """Whether the configuration of the page keeps it, or one of its plugins, from loading."""
    folders = [path / "labconfig" for path in config_paths]
    disabled = switches(folders, "page_config", "disabledExtensions")
    return [
        _disabled(name, said)
        for name, said in disabled.items()
        if said.value and (name == NAME or name.startswith(f"{NAME}:"))
    ]


def read_package(data: Any) -> tuple[str, int | None]:
    """The version and the protocol that a labextension's `package.json` names.

    Raises ValueError where it is none of ours.
    """
    if not isinstance(data, dict) or data.get("name") != NAME or "version" not in data:
        raise ValueError("its package.json is not that of runside")
    protocol = data.get(NAME, {}).get("protocol") if isinstance(data.get(NAME), dict) else None
    return str(data["version"]), protocol if isinstance(protocol, int) else None


def _read(folder: Path) -> Labextension:
    link = str(folder.readlink()) if folder.is_symlink() else None
    version, protocol, fault = "", None, None
    try:
        data = json.loads((folder / "package.json").read_bytes())
        version, protocol = read_package(data)
        entry = data["jupyterlab"]["_build"]["load"]
        if not (folder / entry).is_file():
            fault = f"{entry} is missing in it"
    except OSError as error:
        fault = f"{error.filename} cannot be read ({error.strerror})"
    except ValueError as error:
        fault = str(error)
    except (KeyError, TypeError):
        fault = "its package.json names nothing to load"
    return Labextension(folder, link, version, protocol, fault)


def _loaded(library: Library, extension: Labextension) -> Finding:
    fit = compare(library, "the labextension", extension.version, extension.protocol)
    linked = f", a link to {extension.link}" if extension.link else ""
    return Finding(
        "labextension",
        JUPYTER,
        SUBJECT,
        f"{extension.version} in {extension.path}{linked}",
        fit.status,
        fit.means and f"{fit.means} Then reload the page.",
        (commands.upgrade_runside(),) if fit.status is not Status.OK else (),
    )


def _missing(data_paths: Sequence[Path]) -> Finding:
    return Finding(
        "labextension",
        JUPYTER,
        SUBJECT,
        f"not in {', '.join(str(path / 'labextensions') for path in data_paths)}",
        Status.PROBLEM,
        "A page of a Jupyter started from here has no Runside: no panel under the cell, no list of "
        "runs. Install it, then reload the page.",
        (commands.install_runside_anew(),),
    )


def _broken(extension: Labextension, *, others: bool) -> Finding:
    again = () if others else (commands.install_runside_anew(),)
    return Finding(
        "labextension-broken",
        JUPYTER,
        SUBJECT,
        f"{extension.path}: {extension.fault}",
        Status.PROBLEM,
        f"Jupyter cannot load it. Remove it{'' if others else ' and install anew'}, then reload the "
        "page.",
        (commands.remove([extension.path]), *again),
    )


def _shadowed(library: Library, first: Labextension, other: Labextension) -> Finding:
    stale = first if other.version == library.version != first.version else other
    return Finding(
        "labextension-copy",
        JUPYTER,
        SUBJECT,
        f"a second one, {other.version}, in {other.path}",
        Status.NOTE if first.version == other.version else Status.PROBLEM,
        f"Jupyter loads the first, {first.version}, and never this. Remove the one that is left "
        "over, then reload the page.",
        (commands.remove([stale.path]),),
    )


def _disabled(name: str, said: Said) -> Finding:
    return Finding(
        "labextension-disabled",
        JUPYTER,
        SUBJECT,
        f"{name} is disabled by {said.file}",
        Status.PROBLEM,
        "The page does not load it. Enable it, then reload the page.",
        (f"{commands.jupyter()} labextension enable --level={_level(said.file)} {name}",),
    )


def _level(file: Path) -> str:
    """How `jupyter labextension` calls the place of a configuration file."""
    if file.is_relative_to(sys.prefix):
        return "sys_prefix"
    return "system" if file.is_relative_to("/etc") or file.is_relative_to("/usr") else "user"
