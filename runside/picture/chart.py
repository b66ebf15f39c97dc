"""One card with the line of one key."""

from __future__ import annotations

import math

from runside.picture.axes import Axis, value_axis
from runside.picture.keys import place_of
from runside.picture.line import Box, draw_line
from runside.picture.markup import element, text, title
from runside.picture.numbers import format_number, format_ticks
from runside.picture.pictured import Series
from runside.picture.style import AXIS, BORDER, CARD_HEIGHT, GRID, QUIET

_TICKS = 4
_MARGINS = (50, 34, 20, 24)
"""Pixels between the card and its data: left, top, right, bottom."""


def chart(
    path: str, series: Series, x: Axis, colour: str, card: Box, *, named: bool = False
) -> str:
    """The card: the key at the left, its last value at the right, the line below.

    ``named`` says at the horizontal axis that it is that of the steps.
    """
    left, top, right, bottom = _MARGINS
    box = Box(
        card.left + left, card.top + top, card.width - left - right, card.height - top - bottom
    )
    last = format_number(series.values[-1])
    value_width = 8 * len(last)
    heading = text(
        place_of(path)[1],
        card.left + 10,
        card.top + 20,
        width=card.width - 28 - value_width,
        weight=600,
    ) + text(last, card.left + card.width - 10, card.top + 20, width=value_width + 8, anchor="end")
    y = _values(series)
    axis_name = _axis_name(box) if named else ""
    return (
        frame(card)
        + heading
        + _axes(x, y, box)
        + axis_name
        + _line(path, series, x, y, colour, box)
    )


def frame(card: Box) -> str:
    """The border of a card."""
    left, top, width, height = card
    return element(
        "rect", x=left, y=top, width=width, height=height, rx=5, fill="none", stroke=BORDER
    )


def chart_card(left: float, top: float, width: float) -> Box:
    """Where a card is."""
    return Box(left, top, width, CARD_HEIGHT)


def _values(series: Series) -> Axis | None:
    """The vertical axis; None where there is no finite value."""
    finite = [value for value in series.values if math.isfinite(value)]
    return value_axis(min(finite), max(finite), _TICKS) if finite else None


def _axes(x: Axis, y: Axis | None, box: Box) -> str:
    """A horizontal grid with its numbers, and the line of the steps."""
    left, top, width, height = box
    bottom = top + height
    parts = []
    if y is not None:
        grid = []
        labels = []
        for tick, label in zip(y.ticks, format_ticks(y.ticks), strict=True):
            at = round(top + (1 - y.place(tick)) * height, 1)
            grid.append(f"M{left:g} {at:g}h{width:g}")
            labels.append(text(label, left - 6, at + 3.5, width=50, size=10.5))
        parts.append(element("path", d="".join(grid), stroke=GRID))
        parts.append(element("g", "".join(labels), fill=QUIET, text_anchor="end"))
    else:
        told = text("no finite value", left + width / 2, top + height / 2, width=width, size=11)
        parts.append(element("g", told, fill=QUIET, text_anchor="middle"))
    parts.append(element("path", d=f"M{left:g} {bottom:g}h{width:g}", stroke=AXIS))
    steps = [
        text(label, round(left + x.place(tick) * width, 1), bottom + 14, width=70, size=10.5)
        for tick, label in zip(x.ticks, _step_labels(x.ticks), strict=True)
    ]
    parts.append(element("g", "".join(steps), fill=QUIET, text_anchor="middle"))
    return "".join(parts)


def _axis_name(box: Box) -> str:
    """Left of the first tick's number, below those of the values."""
    left, bottom = box.left - 20, box.top + box.height + 14
    return text("step", left, bottom, width=30, size=10.5, fill=QUIET, anchor="end")


def _step_labels(ticks: list[float]) -> list[str]:
    """Where steps are many, labels are short: they must not touch each other."""
    if all(abs(tick) < 100_000 for tick in ticks):
        return [f"{tick:,.0f}" for tick in ticks]
    return format_ticks(ticks)


def _line(path: str, series: Series, x: Axis, y: Axis | None, colour: str, box: Box) -> str:
    name = title(path)
    if y is None:
        return element("g", name)
    line = draw_line(series, x, y, box)
    dots = "".join(element("circle", cx=cx, cy=cy, r=_radius(line.path)) for cx, cy in line.dots)
    stroke = element(
        "path",
        d=line.path or None,
        fill="none",
        stroke=colour,
        stroke_width=1.75,
        stroke_linejoin="round",
    )
    return element("g", name + (stroke if line.path else "") + dots, fill=colour)


def _radius(path: str) -> float:
    """A point alone is a dot to be seen; one between pieces of a line is as thick as the line."""
    return 1.25 if path else 3
