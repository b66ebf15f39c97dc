"""Data types that have a name and no insides: they can be named, and say what to do."""

from __future__ import annotations

from typing import Any

import pytest

import runside
from runside.data import not_yet

NAMES = [
    *("Audio", "Bokeh", "Classes", "Graph", "HTML", "Html", "JoinedTable", "Molecule"),
    *("Object3D", "PartitionedTable", "Plotly", "Table", "Video", "box3d"),
]


@pytest.mark.parametrize("name", NAMES)
def test_making_one_says_that_it_is_not_there_and_what_to_do(name: str) -> None:
    make = getattr(runside, name)
    with pytest.raises(runside.Error, match=r"runside\.\w+ is not there yet in this version: \w+"):
        make("data", caption="one")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "box3d"])
def test_values_can_be_asked_whether_they_are_one(name: str) -> None:
    assert not isinstance(3, getattr(runside, name))


@pytest.mark.parametrize(
    ("kind", "methods"),
    [
        (not_yet.Object3D, ("from_file", "from_numpy", "from_point_cloud")),
        (not_yet.Molecule, ("from_rdkit", "from_smiles")),
    ],
)
def test_what_else_makes_one_says_the_same(kind: Any, methods: tuple[str, ...]) -> None:
    for method in methods:
        with pytest.raises(runside.Error, match=rf"runside\.{kind.__name__} is not there yet"):
            getattr(kind, method)("data")


def test_a_class_derived_from_one_says_so_when_it_is_made() -> None:
    class Mine(not_yet.Table):
        """As a library has it."""

    with pytest.raises(runside.Error, match=r"runside\.Table is not there yet"):
        Mine()


def test_what_scripts_set_on_tables_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runside.Table, "MAX_ROWS", 1_000_000)
    assert runside.Table.MAX_ROWS == 1_000_000
    assert runside.Table.MAX_ARTIFACT_ROWS
