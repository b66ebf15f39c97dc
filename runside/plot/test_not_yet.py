"""Charts of one's own that are not drawn yet say what to log meanwhile."""

from __future__ import annotations

import pytest

import runside


@pytest.mark.parametrize("name", runside.plot.__all__)
def test_a_chart_says_that_it_is_not_there_and_what_to_do(name: str) -> None:
    chart = getattr(runside.plot, name)
    assert chart.__name__ == name
    with pytest.raises(runside.Error, match=rf"runside\.plot\.{name}\(\) is not there yet.*: log"):
        chart([1, 2], title="one")


def test_two_of_them_are_names_of_the_package_itself() -> None:
    assert runside.plot_table is runside.plot.plot_table
    assert runside.visualize is runside.plot.visualize
