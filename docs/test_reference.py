from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import reference

import runside


def test_the_page_is_what_the_docstrings_say() -> None:
    """`make reference` writes it anew."""
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page()


def test_each_public_name_is_there() -> None:
    told = reference.page()
    names = [name for name in runside.__all__ if not name.startswith("__")]
    assert [
        name for name in names if f"`runside.{name}`" not in told and f"`{name}`" not in told
    ] == []
