from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runside.doctor import Finding, Library, Status
from runside.doctor.labextension import look_at_labextension

if TYPE_CHECKING:
    from runside.doctor.conftest import Prefix


def look(library: Library, *prefixes: Prefix) -> list[Finding]:
    return look_at_labextension(library, [p.data for p in prefixes], [p.config for p in prefixes])


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def test_one_that_fits_is_well(library: Library, prefix: Prefix) -> None:
    prefix.add_labextension()
    found = only(look(library, prefix))
    assert (found.status, found.type) == (Status.OK, ())
    assert found.seen == f"{library.version} in {prefix.labextension}"


def test_a_development_link_is_told_with_where_it_leads(
    library: Library, prefix: Prefix, other: Prefix
) -> None:
    other.add_labextension()
    prefix.labextension.parent.mkdir(parents=True)
    prefix.labextension.symlink_to(other.labextension)
    found = only(look(library, prefix))
    assert found.status is Status.OK
    assert found.seen.endswith(f"a link to {other.labextension}")


def test_none_is_a_problem_where_jupyterlab_is(library: Library, prefix: Prefix) -> None:
    found = only(look(library, prefix))
    assert found.status is Status.PROBLEM
    assert found.seen == f"not in {prefix.data / 'labextensions'}"
    assert "no panel under the cell" in found.means
    assert found.means.endswith("Install it, then reload the page.")
    assert "-m pip install --force-reinstall --no-deps " in found.type[0]


def test_none_is_nothing_to_tell_where_no_page_is_shown_from(
    library: Library, prefix: Prefix, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runside.doctor.labextension.shows_pages", lambda: False)
    assert look(library, prefix) == []


def test_another_version_is_a_note_that_names_the_older(library: Library, prefix: Prefix) -> None:
    prefix.add_labextension("9.0.0")
    found = only(look(library, prefix))
    assert found.status is Status.NOTE
    assert "the kernel library is the older." in found.means
    assert "-m pip install --upgrade " in found.type[0]


@pytest.mark.parametrize(
    ("protocol", "older"), [(99, "the kernel library"), (0, "the labextension")]
)
def test_another_protocol_is_a_problem_that_names_the_side_to_upgrade(
    protocol: int, older: str, library: Library, prefix: Prefix
) -> None:
    prefix.add_labextension(protocol=protocol)
    found = only(look(library, prefix))
    assert found.status is Status.PROBLEM
    assert f"Upgrade {older}." in found.means


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("package.json", "{", "Expecting property name"),
        ("package.json", '{"name": "other"}', "its package.json is not that of runside"),
        (
            "package.json",
            '{"name": "runside", "version": "0.1.0"}',
            "its package.json names nothing to load",
        ),
        ("static/remoteEntry.js", None, "static/remoteEntry.js is missing in it"),
    ],
)
def test_one_that_cannot_be_loaded_is_to_be_removed_and_installed_anew(
    name: str, content: str | None, fault: str, library: Library, prefix: Prefix
) -> None:
    prefix.add_labextension()
    file = prefix.labextension / name
    file.unlink()
    if content is not None:
        file.write_text(content)
    found = only(look(library, prefix))
    assert found.status is Status.PROBLEM
    assert fault in found.seen
    assert found.type[0] == shlex.join(["rm", "-r", str(prefix.labextension)])
    assert "pip install" in found.type[1]


def test_a_link_that_leads_nowhere_is_to_be_removed(
    library: Library, prefix: Prefix, other: Prefix, tmp_path: Path
) -> None:
    prefix.labextension.parent.mkdir(parents=True)
    prefix.labextension.symlink_to(tmp_path / "gone")
    other.add_labextension()
    broken, loaded = look(library, prefix, other)
    assert broken.type == (shlex.join(["rm", "-r", str(prefix.labextension)]),)
    assert broken.means == "Jupyter cannot load it. Remove it, then reload the page."
    assert loaded.status is Status.OK


def test_of_two_the_one_that_differs_from_the_library_is_to_be_removed(
    library: Library, prefix: Prefix, other: Prefix
) -> None:
    prefix.add_labextension("0.0.1")
    other.add_labextension()
    first, copy = look(library, prefix, other)
    assert first.seen.startswith("0.0.1 in ")
    assert copy.status is Status.PROBLEM
    assert copy.means.startswith("Jupyter loads the first, 0.0.1, and never this.")
    assert copy.type == (shlex.join(["rm", "-r", str(prefix.labextension)]),)


@pytest.mark.parametrize(
    ("disabled", "name"),
    [
        ({"runside": True}, "runside"),
        (["runside"], "runside"),
        ({"runside:output": True, "other": True}, "runside:output"),
    ],
)
@pytest.mark.parametrize("file", ["page_config.json", "page_config.d/somebody.json"])
def test_a_disabled_one_names_the_file_and_the_command(
    disabled: object, name: str, file: str, library: Library, prefix: Prefix
) -> None:
    prefix.add_labextension()
    config = prefix.write_config(f"labconfig/{file}", {"disabledExtensions": disabled})
    found = look(library, prefix)[-1]
    assert found.status is Status.PROBLEM
    assert found.seen == f"{name} is disabled by {config}"
    assert found.means.endswith("Enable it, then reload the page.")
    assert found.type[0].endswith(f"labextension enable --level=user {name}")


def test_the_stronger_of_two_files_decides(library: Library, prefix: Prefix, other: Prefix) -> None:
    prefix.add_labextension()
    prefix.write_config("labconfig/page_config.json", {"disabledExtensions": {"runside": False}})
    other.write_config("labconfig/page_config.json", {"disabledExtensions": {"runside": True}})
    assert [f.id for f in look(library, prefix, other)] == ["labextension"]


def test_other_extensions_are_nobodys_business(library: Library, prefix: Prefix) -> None:
    prefix.add_labextension()
    prefix.write_config("labconfig/page_config.json", {"disabledExtensions": {"runsider": True}})
    assert [f.id for f in look(library, prefix)] == ["labextension"]
