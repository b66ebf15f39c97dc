"""JupyterLab and Notebook, where they are installed in this environment."""

from __future__ import annotations

from runside.doctor.commands import pip_install
from runside.doctor.finding import JUPYTER, Finding, Status
from runside.doctor.versions import installed, within

_MADE_FOR = {"jupyterlab": ("JupyterLab", "4.6", "5"), "notebook": ("Notebook", "7.6", "8")}
"""What the labextension is built for and tested with: name, at least, below."""
_LOADS_IN = {"jupyterlab": ("4", "5"), "notebook": ("7", "8")}
"""Where it is loaded at all. In JupyterLab 4.5 panel and list were seen to work."""


def look_at_applications() -> list[Finding]:
    """A finding for each of the two that is installed."""
    found = ((package, installed(package)) for package in _MADE_FOR)
    return [_look_at(package, version) for package, version in found if version is not None]


def shows_pages() -> bool:
    """Whether an application that loads labextensions is installed here."""
    return any(installed(package) for package in _MADE_FOR)


def fit_of(package: str, version: str) -> Status:
    """How well a version of `jupyterlab` or `notebook` suits the labextension."""
    _, least, below = _MADE_FOR[package]
    if within(version, least, below):
        return Status.OK
    return Status.NOTE if within(version, *_LOADS_IN[package]) else Status.PROBLEM


def not_made_for(package: str) -> str:
    """What follows where a version does not fit."""
    name, least, below = _MADE_FOR[package]
    return (
        f"Runside's page is made for {name} from {least} on, below {below}; in another one it may "
        "not load, or lack parts."
    )


def requirement(package: str) -> str:
    """What pip is to be asked for."""
    _, least, below = _MADE_FOR[package]
    return f"{package}>={least},<{below}"


def _look_at(package: str, version: str) -> Finding:
    name = _MADE_FOR[package][0]
    status = fit_of(package, version)
    if status is Status.OK:
        return Finding(package, JUPYTER, name, version)
    return Finding(
        package,
        JUPYTER,
        name,
        version,
        status,
        not_made_for(package),
        (pip_install(requirement(package)),),
    )
