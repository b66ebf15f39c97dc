"""The charts of the first sections."""

from __future__ import annotations

from runside.picture.axes import Axis, step_axis
from runside.picture.chart import chart, chart_card
from runside.picture.keys import into_sections
from runside.picture.markup import aside, text
from runside.picture.numbers import format_count
from runside.picture.pictured import PicturedRun
from runside.picture.style import CARD_HEIGHT, GAP, INNER, QUIET, SECTION_HEIGHT, SIDE

MOST_CHARTS = 12
_COLUMNS = 3
_TICKS = 5
_CARD_WIDTH = round((INNER - (_COLUMNS - 1) * GAP) / _COLUMNS, 1)


def draw_board(run: PicturedRun, top: float) -> tuple[str, float]:
    """The sections from ``top`` on, with at most twelve charts; and how high they are."""
    if not run.series:
        told = text("No numbers were logged", SIDE, top + 26, width=INNER, fill=QUIET)
        return told, 40
    sections = into_sections(run.series)
    x = _steps(run)
    left = MOST_CHARTS
    at = top
    parts = []
    for name, paths in sections.items():
        shown = paths[:left]
        if not shown:
            break
        left -= len(shown)
        parts.append(section(name, len(paths), at))
        at += SECTION_HEIGHT
        for number, path in enumerate(shown):
            row, column = divmod(number, _COLUMNS)
            card = chart_card(
                SIDE + column * (_CARD_WIDTH + GAP), at + row * (CARD_HEIGHT + GAP), _CARD_WIDTH
            )
            named = path in run.over_others
            parts.append(chart(path, run.series[path], x, run.colour, card, named=named))
        at += -(-len(shown) // _COLUMNS) * (CARD_HEIGHT + GAP)
    more = len(run.series) - MOST_CHARTS
    if more > 0:
        told = f"and {format_count(more)} more"
        parts.append(text(told, SIDE, at + 14, width=INNER, fill=QUIET))
        at += 24
    return "".join(parts), at - top


def section(name: str, count: int, top: float) -> str:
    """The heading of a section, with how much it holds."""
    held = aside(format_count(count), width=80, fill=QUIET)
    return text(name, SIDE, top + 22, width=INNER - 100, size=12.5, weight=600, aside=held)


def _steps(run: PicturedRun) -> Axis:
    """One horizontal axis for all charts, so that they can be compared."""
    first = min(series.steps[0] for series in run.series.values())
    last = max(series.steps[-1] for series in run.series.values())
    return step_axis(first, last, run.total_steps, _TICKS)
