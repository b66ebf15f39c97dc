from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runside.doctor import Status
from runside.doctor.leftovers import look_for_leftovers
from runside.doctor.server_extension import look_at_server_extension

if TYPE_CHECKING:
    from runside.doctor.conftest import Prefix


def test_an_enabled_one_is_well(prefix: Prefix) -> None:
    file = prefix.enable_server_extension()
    (found,) = look_at_server_extension([prefix.config])
    assert found.status is Status.OK
    assert found.seen == f"enabled by {file}"


def test_one_that_nobody_names_is_to_be_installed(prefix: Prefix) -> None:
    (found,) = look_at_server_extension([prefix.config])
    assert found.status is Status.PROBLEM
    assert found.seen == f"enabled nowhere in {prefix.config}"
    assert found.means.endswith("Install it anew, then restart Jupyter.")
    assert "pip install" in found.type[0]


def test_a_disabled_one_names_the_file_and_the_command(prefix: Prefix, other: Prefix) -> None:
    file = prefix.enable_server_extension(False)
    other.enable_server_extension()
    (found,) = look_at_server_extension([prefix.config, other.config])
    assert found.status is Status.PROBLEM
    assert found.seen == f"disabled by {file}"
    assert found.means.endswith("Enable it, then restart Jupyter.")
    assert found.type[0].endswith("server extension enable runside --user")


def test_a_file_that_no_command_overrules_is_to_be_edited(prefix: Prefix) -> None:
    prefix.enable_server_extension()
    data = {"ServerApp": {"jpserver_extensions": {"runside": False}}}
    file = prefix.write_config("jupyter_server_config.json", data)
    (found,) = look_at_server_extension([prefix.config])
    assert found.seen == f"disabled by {file}"
    assert found.means.endswith('Write "runside": true there, then restart Jupyter.')
    assert found.type == ()


def test_a_file_that_is_no_json_is_passed_over_as_jupyter_does(prefix: Prefix) -> None:
    prefix.enable_server_extension()
    prefix.write_config("jupyter_server_config.json", {})
    (prefix.config / "jupyter_server_config.json").write_text("{")
    (found,) = look_at_server_extension([prefix.config])
    assert found.status is Status.OK


def test_a_kernel_only_environment_has_none_and_needs_none(
    prefix: Prefix, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runside.doctor.server_extension.has_jupyter_server", lambda: False)
    assert look_at_server_extension([prefix.config]) == []


def test_what_lost_its_package_is_left_over_each_by_itself(prefix: Prefix, other: Prefix) -> None:
    prefix.add_labextension()
    (page,) = look_for_leftovers([prefix.data], [prefix.config])
    assert page.seen == f"labextension {prefix.labextension}, without the package in {prefix.path}"
    assert page.type == (f"rm -r {prefix.labextension}",)
    file = other.enable_server_extension()
    (server,) = look_for_leftovers([other.data], [other.config])
    assert server.seen == f"{file} enables a server extension that is not in {other.path}"
    assert server.type == (f"rm -r {file}",)
    assert page.status is server.status is Status.PROBLEM


def test_a_line_in_somebody_elses_file_is_not_told_to_be_removed_with_it(prefix: Prefix) -> None:
    data = {"ServerApp": {"jpserver_extensions": {"runside": True, "other": True}}}
    prefix.write_config("jupyter_server_config.json", data)
    (found,) = look_for_leftovers([], [prefix.config])
    assert "or the line in it that names runside" in found.means
    assert found.type == ()


def test_with_its_package_nothing_is_left_over(prefix: Prefix) -> None:
    prefix.add_package()
    prefix.add_labextension()
    prefix.enable_server_extension()
    assert look_for_leftovers([prefix.data], [prefix.config]) == []


def test_a_link_to_a_working_copy_is_not_left_over(prefix: Prefix, other: Prefix) -> None:
    other.add_labextension()
    prefix.labextension.parent.mkdir(parents=True)
    prefix.labextension.symlink_to(other.labextension)
    assert look_for_leftovers([prefix.data], []) == []
