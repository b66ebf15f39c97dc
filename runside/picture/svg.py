"""The picture: header, headline, charts by section, summary and footer, from top to bottom."""

from __future__ import annotations

from runside.picture import style
from runside.picture.board import draw_board, section
from runside.picture.keys import headline, headline_label
from runside.picture.letters import clip, value_text
from runside.picture.markup import aside, element, text
from runside.picture.numbers import format_count
from runside.picture.phrases import moment, points, progress, tile
from runside.picture.pictured import PicturedRun
from runside.picture.style import INNER, QUIET, SIDE

MOST_ROWS = 24
_ROW_COLUMNS = 2
_ROW_GAP = 36


def to_svg(run: PicturedRun) -> str:
    """Draw the run. The picture needs nothing from elsewhere, runs nothing, and has at most some 60 kB."""
    parts: list[str] = []
    top = 0.0
    for draw in (_header, _headline, draw_board, _summary, _footer):
        markup, height = draw(run, top)
        parts.append(markup)
        top += height
    page = element(
        "rect",
        x=0.5,
        y=0.5,
        width=style.WIDTH - 1,
        height=top - 1,
        rx=6,
        fill=style.PAPER,
        stroke=style.BORDER,
    )
    return element(
        "svg",
        page + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        width=style.WIDTH,
        height=top,
        viewBox=f"0 0 {style.WIDTH} {top:g}",
        # For pages that take it in as it is, and whose column is narrower.
        style="max-width:100%;height:auto",
        role="img",
        aria_label=clip(f"Run {run.name} of project {run.project}: {run.state}", 200),
        font_family=style.FONT,
        font_size=12,
        fill=style.TEXT,
    )


def _header(run: PicturedRun, top: float) -> tuple[str, float]:
    colour = style.STATES.get(run.state, style.OTHER_STATE)
    dot = element("circle", cx=SIDE + 5, cy=top + 22, r=4, fill=colour)
    told = aside(" · ".join([run.state, *progress(run)]), width=280, fill=QUIET)
    line = text(run.name, SIDE + 18, top + 27, width=330, size=14, weight=600, aside=told)
    line += text(run.project, SIDE + INNER, top + 27, width=220, fill=QUIET, anchor="end")
    return dot + line + _rule(top + style.HEADER_HEIGHT), style.HEADER_HEIGHT


def _headline(run: PicturedRun, top: float) -> tuple[str, float]:
    chosen = headline(list(run.series))
    if not chosen:
        return "", 0
    width = INNER / 4
    room = width - 16
    tiles = []
    for number, path in enumerate(chosen):
        left = SIDE + number * width
        label = headline_label(path, run.series)
        value, note = tile(run, path)
        tiles += [
            text(label, left, top + 20, width=room, size=11.5, fill=QUIET),
            text(value, left, top + 43, width=room, size=19, weight=600),
            text(note, left, top + 60, width=room, size=11, fill=QUIET),
        ]
    return "".join(tiles) + _rule(top + style.TILES_HEIGHT), style.TILES_HEIGHT


def _summary(run: PicturedRun, top: float) -> tuple[str, float]:
    if not run.summary:
        return "", 0
    heading = section("Summary", len(run.summary), top)
    shown = list(run.summary.items())[:MOST_ROWS]
    width = (INNER - _ROW_GAP) / _ROW_COLUMNS
    rows = -(-len(shown) // _ROW_COLUMNS)
    first = top + style.SECTION_HEIGHT
    parts = [heading]
    for number, (path, value) in enumerate(shown):
        column, row = divmod(number, rows)
        left = SIDE + column * (width + _ROW_GAP)
        line = first + row * style.ROW_HEIGHT + 10
        parts.append(text(path, left, line, width=0.55 * width, fill=QUIET))
        parts.append(text(value_text(value), left + width, line, width=0.4 * width, anchor="end"))
    height = style.SECTION_HEIGHT + rows * style.ROW_HEIGHT
    more = len(run.summary) - MOST_ROWS
    if more > 0:
        told = f"and {format_count(more)} more"
        parts.append(text(told, SIDE, top + height + 10, width=INNER, fill=QUIET))
        height += style.ROW_HEIGHT
    return "".join(parts), height


def _footer(run: PicturedRun, top: float) -> tuple[str, float]:
    told = " · ".join(part for part in ("saved picture", moment(run.at), run.files) if part)
    line = text(told, SIDE, top + 27, width=INNER - 220, size=11) + text(
        points(run), SIDE + INNER, top + 27, width=210, size=11, anchor="end"
    )
    return _rule(top + 8) + element("g", line, fill=QUIET), style.FOOTER_HEIGHT + 8


def _rule(at: float) -> str:
    return element("path", d=f"M.5 {at:g}h{style.WIDTH - 1}", stroke=style.BORDER)
