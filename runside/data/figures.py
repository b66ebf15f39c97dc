"""Figures of matplotlib, told without importing it, and drawn as PNG."""

from __future__ import annotations

import io
import sys
from typing import Any

from runside.errors import LogError


def figure_of(value: Any) -> Any:
    """The figure that this is, that its axes are in, or that ``matplotlib.pyplot`` has as its current one; else None."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and value is pyplot:
        return pyplot.gcf()
    axes = sys.modules.get("matplotlib.axes")
    if axes is not None and isinstance(value, axes.Axes):
        return value.get_figure()
    figures = sys.modules.get("matplotlib.figure")
    return value if figures is not None and isinstance(value, figures.Figure) else None


def draw(figure: Any) -> bytes:
    """The figure as the bytes of a PNG file. Raises LogError where nothing has been drawn into it."""
    if not figure.get_axes():
        raise LogError("the matplotlib figure is empty: draw into it before it is logged")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
