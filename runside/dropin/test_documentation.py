"""docs/wandb.md says what is there: its tables are held against the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import runside
from runside.dropin.names import MODULES, VERSION

PAGE = Path(__file__).parents[2] / "docs" / "wandb.md"

ROWS = re.findall(r"^\| (`.*?) \| (\S[^|]*?) \|", PAGE.read_text(encoding="utf-8"), re.M)
"""The first two cells of each line of a table that begins with code."""


def named(standing: str) -> list[str]:
    """The capitalised names of lines that stand so: data types."""
    return [
        name
        for first, second in ROWS
        if second == standing
        for name in re.findall(r"`([A-Z]\w+)", first)
    ]


def test_it_states_the_version_that_importlib_answers() -> None:
    assert f"**{VERSION}**" in PAGE.read_text(encoding="utf-8")


def test_every_name_of_the_package_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    ours = {"LogError", "Run", "HTML", "__version__"}
    assert [name for name in runside.__all__ if name not in ours and name not in page] == []
    listed = {name for name in MODULES["wandb"] if not name.startswith("wandb_")}
    others = ours | {"mark_preempting", "patched", "termsetup"}
    assert [name for name in sorted(listed - others) if name not in page] == []


@pytest.mark.parametrize(
    "name", [name for name in named("not yet") if name != "Image"]
)  # of Image some arguments are not
def test_a_data_type_that_is_not_yet_there_says_so_when_it_is_made(name: str) -> None:
    with pytest.raises(runside.Error, match="not there yet"):
        getattr(runside, name)([1])


@pytest.mark.parametrize("name", sorted({*named("same"), *named("better")} & set(runside.__all__)))
def test_a_data_type_that_is_said_to_be_there_is(name: str) -> None:
    assert "not_yet" not in getattr(runside, name).__module__
