"""Numbers as the page writes them: the cases of ``src/panel/format.spec.ts``."""

from __future__ import annotations

import math

import pytest

from runside.picture.numbers import format_count, format_duration, format_number, format_ticks


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.95284, "0.9528"),
        (0.1, "0.1"),
        (0.00031, "3.1e-4"),
        (-0.00031, "-3.1e-4"),
        (1e-30, "1e-30"),
        (1e30, "1e30"),
        (1.5e21, "1.5e21"),
        (12345.6, "12,346"),
        (999.96, "1,000"),
        (12346, "12,346"),
        (123456789, "123,456,789"),
        (-0.0, "0"),
        (3, "3"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "-∞"),
    ],
)
def test_a_value_has_four_significant_digits(value: float, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("ticks", "texts"),
    [
        ([0, 0.0005, 0.001], ["0", "0.0005", "0.001"]),
        ([0, 0.1, 0.2, 0.1 + 0.2], ["0", "0.1", "0.2", "0.3"]),
        ([0, 2e-4, 4e-4], ["0", "2e-4", "4e-4"]),
        ([0, 5e3, 1e4, 1.25e4], ["0", "5k", "10k", "12.5k"]),
        ([1e6, 1.2e6], ["1M", "1.2M"]),
        ([0, 2e30], ["0", "2e30"]),
        ([-1500, 1500], ["-1,500", "1,500"]),
        ([], []),
    ],
)
def test_the_ticks_of_one_axis_are_written_alike(ticks: list[float], texts: list[str]) -> None:
    assert format_ticks(ticks) == texts


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (58.9, "0:58"),
        (3730, "1:02:10"),
        (3 * 86400, "3 d"),
        (3 * 86400 + 4 * 3600, "3 d 4 h"),
        (-1, "0:00"),
    ],
)
def test_a_duration_is_written_as_a_clock_shows_it(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text


def test_a_count_has_separators() -> None:
    assert format_count(1240) == "1,240"
