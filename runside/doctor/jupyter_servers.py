"""What each running Jupyter server of this user loaded of Runside, as it says itself.

Asked are Runside's `about` and the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from runside.doctor import commands
from runside.doctor.applications import fit_of, not_made_for, requirement
from runside.doctor.asking import Reply, ask
from runside.doctor.comparing import compare
from runside.doctor.environment import has_runside, installed_in, python_of
from runside.doctor.finding import RUNNING, Finding, Status
from runside.doctor.library import Library
from runside.doctor.page import Page, page_of
from runside.doctor.running import Running, running_servers

ABOUT = "runside/api/v1/about"
_REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.FOUND}


_LOST = "the panel lives from the kernel alone; earlier runs and those of scripts are not shown"


def look_at_servers(library: Library, runtime_dir: Path) -> list[Finding]:
    """Findings about all of them."""
    servers = running_servers(runtime_dir)
    if not servers:
        return [
            Finding(
                "jupyter-server",
                RUNNING,
                "Jupyter server",
                f"none of this user is seen from here (looked in {runtime_dir})",
                Status.NOTE,
                "Where one runs (in another container, or as another user), run the doctor there: "
                "in a terminal of JupyterLab.",
            )
        ]
    return [finding for server in servers for finding in _look_at(library, server)]


def _look_at(library: Library, server: Running) -> Iterator[Finding]:
    try:
        about = ask(server.url, ABOUT, server.token)
        page = page_of(server)
    except OSError as error:
        yield Finding(
            "jupyter-server",
            RUNNING,
            server.url,
            f"does not answer ({error})",
            Status.NOTE,
            f"Process {server.pid} was a Jupyter server, or is one that hangs. If it is none, its "
            "file is left over.",
            (commands.remove([server.file]),),
        )
        return
    if about.status in _REFUSED:
        yield Finding(
            "jupyter-server",
            RUNNING,
            server.url,
            "does not let the doctor ask",
            Status.NOTE,
            "It wants a password. Look yourself: logged in there, open "
            f"{server.url}{ABOUT} in the browser. Not found: restart Jupyter; if that does not "
            "help, install runside in its environment.",
        )
        return
    yield _server_part(library, server, about, page)
    yield from _told(server, _object(about.body))
    if page is not None:
        yield from _look_at_page(library, server, page)


def _server_part(library: Library, server: Running, about: Reply, page: Page | None) -> Finding:
    prefix = page.prefix if page else None
    python = python_of(prefix) if prefix else None
    told = _object(about.body)
    if prefix is not None and not has_runside(prefix):
        if about.status == HTTPStatus.NOT_FOUND:
            return _part(
                server,
                f"has no Runside: it is not installed in {prefix}",
                f"So {_LOST}. Install it there, then restart Jupyter.",
                (commands.install_runside(python),) if python else (),
            )
        return _part(
            server,
            f"still has Runside loaded, which was uninstalled from {prefix}",
            "Restart Jupyter, or install it again.",
        )
    if about.status == HTTPStatus.NOT_FOUND:
        return _part(
            server,
            "has not loaded Runside's part",
            f"So {_LOST}. Restart Jupyter itself, not only the kernel: it loads extensions when it "
            "starts. If that does not help, look for 'runside' in what it prints at its start.",
        )
    if about.status != HTTPStatus.OK or "version" not in told:
        return _part(
            server,
            f"has Runside's part, which answers {about.status}",
            f"{told.get('message') or 'It fails'}. What Jupyter prints says why.",
        )
    return _compared(library, server, told, prefix)


def _compared(
    library: Library, server: Running, told: dict[str, Any], prefix: Path | None
) -> Finding:
    """The finding about a part that is loaded and answers."""
    version, protocol = str(told["version"]), told.get("protocol")
    there = installed_in(prefix) if prefix else None
    seen = f"has Runside {version}"
    if there is not None and there != version:
        return _part(
            server,
            f"{seen}, while {there} is installed in its environment",
            "It was upgraded while Jupyter ran. Restart Jupyter, then reload the page.",
            status=Status.NOTE,
        )
    protocol = protocol if isinstance(protocol, int) else None
    fit = compare(library, "the Jupyter server's part", version, protocol)
    if fit.status is Status.OK:
        return _part(server, seen, "", status=Status.OK)
    python = python_of(prefix) if prefix and fit.upgrade_there else None
    then = "restart Jupyter" if fit.upgrade_there else "restart the kernel"
    return _part(
        server,
        seen,
        f"{fit.means} Then {then}.",
        (commands.upgrade_runside(python),) if python or not fit.upgrade_there else (),
        status=fit.status,
    )


def _part(
    server: Running,
    seen: str,
    means: str,
    type: tuple[str, ...] = (),  # noqa: A002
    *,
    status: Status = Status.PROBLEM,
) -> Finding:
    subject = f"{server.url} (process {server.pid})"
    return Finding("server-part-loaded", RUNNING, subject, seen, status, means, type)


def _told(server: Running, about: dict[str, Any]) -> Iterator[Finding]:
    """What Runside's part says of itself."""
    for problem in about.get("problems") or ():
        yield Finding(
            "server-part-problem", RUNNING, server.url, str(problem), Status.PROBLEM,
            "Its own words; its log may say more.",
        )  # fmt: skip
    index = about.get("index")
    if isinstance(index, dict) and index.get("path"):
        does = "writes" if index.get("writes") else "reads"
        yield Finding("server-part-index", RUNNING, server.url, f"{does} the index {index['path']}")


def _look_at_page(library: Library, server: Running, page: Page) -> Iterator[Finding]:
    python = python_of(page.prefix) if page.prefix else None
    subject = f"{server.url} page"
    status = fit_of("jupyterlab", page.lab_version) if page.lab_version else Status.OK
    if status is not Status.OK:
        yield Finding(
            "page-jupyterlab",
            RUNNING,
            subject,
            f"JupyterLab {page.lab_version}",
            status,
            f"{not_made_for('jupyterlab')} Install one that fits, then restart Jupyter.",
            (commands.pip_install(requirement("jupyterlab"), python=python),) if python else (),
        )
    if page.labextension is None or not page.has_labextension:
        yield Finding(
            "page-labextension",
            RUNNING,
            subject,
            "no labextension",
            Status.PROBLEM,
            "No panel under the cell, no list of runs. Install it in the environment that runs "
            "Jupyter, then reload the page.",
            (commands.install_runside(python),) if python else (),
        )
        return
    if page.disabled:
        yield Finding(
            "page-labextension-disabled",
            RUNNING,
            subject,
            f"{', '.join(page.disabled)} disabled",
            Status.PROBLEM,
            "The page does not load it. Enable it in the Extension Manager, or run the doctor in a "
            "terminal of this Jupyter to see which file says so; then reload the page.",
        )
    version, protocol = page.labextension
    fit = compare(library, "the labextension", version, protocol)
    upgrade = commands.upgrade_runside(python if fit.upgrade_there else None)
    then = "reload the page" if fit.upgrade_there else "restart the kernel"
    yield Finding(
        "page-labextension",
        RUNNING,
        subject,
        f"JupyterLab {page.lab_version}, labextension {version}",
        fit.status,
        fit.means and f"{fit.means} Then {then}.",
        (upgrade,) if fit.status is not Status.OK else (),
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
