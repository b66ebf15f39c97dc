"""The palette: seen on light and dark pages, neighbours told apart by who sees no green, the same in both languages.

Contrast is that of WCAG 2.2. Who lacks green-sensitive cones is simulated by the matrix of Machado, Oliveira and
Fernandes (2009) for deuteranopia, on linear RGB; distances are those of CIE 1976 L*a*b* (about 2.3 is just seen).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

import runside
from runside.sdk.colours import PALETTE
from runside.sdk.conftest import Kept

COLOURS = json.loads((Path(__file__).parents[2] / "protocol" / "colours.json").read_text())
PAGES = {"light": ("#ffffff", "#f7f7f7"), "dark": ("#111111", "#1e1e1e")}
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)

Rgb = tuple[float, float, float]


def linear(colour: str) -> Rgb:
    """Linear RGB, 0 to 1, of an sRGB colour."""

    def channel(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(1), channel(3), channel(5)


def luminance(rgb: Rgb) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(linear(one)), luminance(linear(other))))
    return (light + 0.05) / (dark + 0.05)


def without_green(rgb: Rgb) -> Rgb:
    seen = [sum(part * c for part, c in zip(row, rgb, strict=True)) for row in DEUTERANOPIA]
    red, green, blue = (min(1.0, max(0.0, value)) for value in seen)
    return red, green, blue


def lab(rgb: Rgb) -> Rgb:
    """L*a*b* under D65."""
    red, green, blue = rgb
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, seen: Callable[[Rgb], Rgb] = lambda rgb: rgb) -> float:
    return math.dist(lab(seen(linear(one))), lab(seen(linear(other))))


def test_the_palette_is_the_protocols() -> None:
    assert tuple(colour["light"] for colour in COLOURS) == PALETTE
    assert len({*PALETTE}) == 12


@pytest.mark.parametrize("theme", PAGES)
def test_each_colour_is_seen_on_its_pages(theme: str) -> None:
    least = min(contrast(colour[theme], page) for colour in COLOURS for page in PAGES[theme])
    assert least >= 3


@pytest.mark.parametrize("theme", PAGES)
def test_neighbours_stay_apart_for_who_sees_no_green(theme: str) -> None:
    shades = [colour[theme] for colour in COLOURS]
    neighbours = list(zip(shades, shades[1:] + shades[:1], strict=True))
    assert min(distance(*pair, without_green) for pair in neighbours) >= 19
    assert min(distance(*pair) for pair in neighbours) >= 19


@pytest.mark.parametrize("theme", PAGES)
def test_all_twelve_are_told_apart_by_who_sees_all_colours(theme: str) -> None:
    shades = [colour[theme] for colour in COLOURS]
    pairs = [(one, other) for one in shades for other in shades if one < other]
    assert min(distance(*pair) for pair in pairs) >= 19


def test_runs_of_a_project_get_the_colours_in_turn(
    kept: Callable[[runside.Run], Kept],
) -> None:
    runs = [runside.init(project="p", reinit=True) for _ in range(14)]
    colours = [kept(run).records[0]["colour"] for run in runs]
    assert colours == [*PALETTE, *PALETTE[:2]]
    other = runside.init(project="q", reinit=True)
    assert kept(other).records[0]["colour"] == PALETTE[0]
