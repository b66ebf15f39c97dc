"""What the doctor says of the packages of this environment, and of where it runs."""

from __future__ import annotations

import shlex
import sys

import pytest

from runside.doctor import Library, Status, applications
from runside.doctor import library as library_module
from runside.doctor.applications import fit_of, look_at_applications
from runside.doctor.comparing import compare
from runside.doctor.hosts import look_at_hosts
from runside.doctor.library import look_at_library
from runside.doctor.versions import release


def pretend(
    monkeypatch: pytest.MonkeyPatch, module: object, versions: dict[str, str | None]
) -> None:
    """Have these distributions, and no others, be installed."""
    monkeypatch.setattr(module, "installed", versions.get)


@pytest.mark.parametrize(
    ("versions", "status", "requirements"),
    [
        ({"jupyter_server": "2.21.1", "apsw": "3.54.1.0"}, Status.OK, []),
        ({"jupyter_server": "2.21.1"}, Status.PROBLEM, ["apsw>=3.46,<4"]),
        (
            {"jupyter_server": "2.12.5", "apsw": "3.54.1.0"},
            Status.PROBLEM,
            ["jupyter_server>=2.13,<3"],
        ),
        ({"apsw": "3.54.1.0"}, Status.OK, []),
    ],
)
def test_what_the_server_part_needs_is_told_with_the_command_that_brings_it(
    versions: dict[str, str | None],
    status: Status,
    requirements: list[str],
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pretend(monkeypatch, library_module, versions)
    (found,) = [f for f in look_at_library(library) if f.id == "server-part"]
    assert found.status is status
    command = shlex.join([sys.executable, "-m", "pip", "install", *requirements])
    assert found.type == ((command,) if requirements else ())
    if status is Status.PROBLEM:
        assert found.means.endswith("Install what it needs, then restart Jupyter.")


def test_a_kernel_only_environment_is_well_and_looks_elsewhere(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, library_module, {})
    (found,) = [f for f in look_at_library(library) if f.id == "server-part"]
    assert found.seen == "not usable here: no jupyter_server"
    assert "looked for below, among the running ones" in found.means


def test_without_ipywidgets_only_the_widget_is_missing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, library_module, {})
    (found,) = [f for f in look_at_library(library) if f.id == "ipywidgets"]
    assert (found.status, found.seen) == (Status.NOTE, "not installed")
    assert found.means.startswith("Only run.widget() needs it")


@pytest.mark.parametrize(
    ("package", "version", "status"),
    [
        ("jupyterlab", "4.6.0", Status.OK),
        ("jupyterlab", "4.10.0rc1", Status.OK),
        ("jupyterlab", "4.5.11", Status.NOTE),
        ("jupyterlab", "3.6.8", Status.PROBLEM),
        ("jupyterlab", "5.0.0", Status.PROBLEM),
        ("notebook", "7.6.5", Status.OK),
        ("notebook", "7.5.0", Status.NOTE),
        ("notebook", "6.5.7", Status.PROBLEM),
    ],
)
def test_an_application_is_held_against_what_the_page_is_made_for(
    package: str, version: str, status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, applications, {package: version})
    (found,) = look_at_applications()
    assert (found.seen, found.status) == (version, status)
    assert fit_of(package, version) is status
    assert bool(found.type) == bool(found.means) == (status is not Status.OK)


def test_applications_that_are_not_here_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, applications, {})
    assert look_at_applications() == []


@pytest.mark.parametrize(
    ("variable", "finding", "advice"),
    [
        ("VSCODE_PID", "host-vscode", "the picture comes at finish()"),
        ("COLAB_RELEASE_TAG", "host-colab", "name a mounted folder with RUNSIDE_DIR"),
        ("JUPYTERHUB_SERVICE_PREFIX", "host-hub", "Stop My Server, Start My Server"),
    ],
)
def test_where_the_doctor_runs_is_told_with_what_follows(
    variable: str, finding: str, advice: str
) -> None:
    (found,) = look_at_hosts({variable: "x"})
    assert (found.id, found.status) == (finding, Status.NOTE)
    assert advice in found.means
    assert look_at_hosts({}) == []


def test_versions_are_compared_by_number(library: Library) -> None:
    assert release("4.10.0rc1") > release("4.9")
    assert release("nonsense") == ()
    ten = Library("0.10.0", library.protocol)
    fit = compare(ten, "the labextension", "0.9.0", library.protocol)
    assert (fit.status, fit.upgrade_there, fit.upgrade_here) == (Status.NOTE, True, False)
    assert compare(ten, "it", "0.10.0", None).status is Status.OK
