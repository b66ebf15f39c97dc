"""What all Python tests share."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings

Report = TypeVar("Report", pytest.CollectReport, pytest.TestReport)

# The same examples each time, so that a change is judged by what it changes; `make fuzz` makes new ones, and many.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=2_000, deadline=None)
settings.load_profile("steady")

pytest_plugins = ("pytest_jupyter.jupyter_server",)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run of the tests ask for all of them: for where every package that they may need is said to be installed."""
    parser.addoption("--no-skips", action="store_true", help="a test that is skipped has failed")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Where none may skip, neither may a whole file."""
    return _unless_skipped((yield), collector.config)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where none may skip, a test that does has failed."""
    return _unless_skipped((yield), item.config)


def _unless_skipped(report: Report, config: pytest.Config) -> Report:
    if report.skipped and config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where --no-skips has all run: {report.longreprtext}"
    return report


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home directory of its own: none may read or write the user's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, part in {
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
    }.items():
        monkeypatch.setenv(name, str(home / part))
    for name in os.environ:
        if name.startswith("RUNSIDE_"):
            monkeypatch.delenv(name)


@pytest.fixture
def jp_server_config(tmp_path: Path) -> dict[str, Any]:
    """A Jupyter server with the extension enabled."""
    return {"ServerApp": {"jpserver_extensions": {"runside": True}}}
