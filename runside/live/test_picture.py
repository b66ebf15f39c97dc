"""The picture that a run leaves in its output, in a real kernel."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from jupyter_client.manager import KernelManager

from runside.live.conftest import Page

PANEL = "application/vnd.runside.run+json"
BEGIN = "import runside; run = runside.init(project='p', name='calm-river-14')"
LOG = "run.log({'train/loss': 0.5, 'acc': 0.9})"
SVG = "{http://www.w3.org/2000/svg}"


def keys_drawn(bundle: dict[str, Any]) -> list[str]:
    """The keys of the lines of a picture."""
    root = ElementTree.fromstring(bundle["image/svg+xml"])
    return [str(title.text) for title in root.iter(f"{SVG}title")]


def check(page: Page, state: str) -> None:
    """See that the one output was replaced once, by the same panel with a picture of this state."""
    ((first, last),) = page.outputs().values()
    assert set(last) == {PANEL, "image/svg+xml", "text/plain"}
    assert last[PANEL] == first[PANEL]
    assert keys_drawn(last) == ["train/loss", "acc"]
    assert f"state       {state}\n" in last["text/plain"]


def test_finish_in_a_later_cell_puts_the_picture_into_the_output_of_init(page: Page) -> None:
    page.run(BEGIN)
    page.run(LOG)
    page.run("run.finish()")
    check(page, "finished")


def test_the_end_of_a_with_does_as_well(page: Page) -> None:
    page.run(f"{BEGIN}\nwith run: {LOG}")
    check(page, "finished")


def test_an_exception_that_leaves_a_with_does_as_well(page: Page) -> None:
    page.run(f"{BEGIN}\nwith run:\n    {LOG}\n    1 / 0")
    check(page, "crashed")


def test_a_run_that_another_supersedes_is_drawn_in_its_own_output(page: Page) -> None:
    page.run(f"{BEGIN}; {LOG}")
    page.run("other = runside.init(project='p')")
    first, second = page.outputs().values()
    assert [set(bundle) for bundle in first] == [
        {PANEL, "text/plain"},
        {PANEL, "text/plain", "image/svg+xml"},
    ]
    assert [set(bundle) for bundle in second] == [{PANEL, "text/plain"}]
    assert first[0][PANEL]["run"] == first[1][PANEL]["run"] != second[0][PANEL]["run"]


def test_a_kernel_that_is_shut_down_draws_what_is_open(
    page: Page, kernel_manager: KernelManager
) -> None:
    page.run(f"{BEGIN}; {LOG}")
    kernel_manager.shutdown_kernel()
    page.wait_for(lambda: page.of_type("update_display_data"), "picture")
    check(page, "finished")


@pytest.mark.parametrize(
    "harm",
    [
        "import shutil; shutil.rmtree(run.folder)",
        "import sys; sys.modules['runside.picture'] = None",
    ],
    ids=["no journal", "no drawing"],
)
def test_what_cannot_be_drawn_raises_nothing_and_leaves_the_output_as_it_was(
    page: Page, harm: str
) -> None:
    page.run(f"{BEGIN}; {LOG}")
    page.run(f"{harm}; run.finish()")
    assert page.of_type("error") == []
    assert [len(shown) for shown in page.outputs().values()] == [1]


def test_a_run_without_an_output_of_its_own_draws_nothing(page: Page) -> None:
    page.run("import runside; run = runside.init(mode='disabled'); run.log({'a': 1}); run.finish()")
    assert page.outputs() == {}


def test_where_no_page_can_be_each_cell_that_logged_leaves_a_picture(page: Page) -> None:
    page.run("import os; del os.environ['JPY_SESSION_NAME']")
    page.run(BEGIN, None)
    page.run("1 + 1", None)
    page.run(LOG, None)
    check(page, "running")
