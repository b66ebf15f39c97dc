"""A run as one aligned table of text, where no picture can be shown."""

from __future__ import annotations

from runside.picture.letters import clean, clip, columns, value_text
from runside.picture.numbers import format_count, format_duration
from runside.picture.phrases import steps
from runside.picture.pictured import PicturedRun

MOST_ROWS = 40
_NAME_WIDTH = 48
_VALUE_WIDTH = 60


def to_text(run: PicturedRun) -> str:
    """Name, state, steps, duration, the summary (at most 40 rows), and where the files are; one line each."""
    rows = [
        ("run", f"{run.name} (project {run.project})"),
        ("state", run.state),
        ("steps", steps(run)),
        ("duration", format_duration(run.seconds)),
    ]
    rows += [(path, value_text(value)) for path, value in list(run.summary.items())[:MOST_ROWS]]
    more = len(run.summary) - MOST_ROWS
    if more > 0:
        rows.append(("…", f"and {format_count(more)} more"))
    cells = [(clip(name, _NAME_WIDTH), clip(value, _VALUE_WIDTH)) for name, value in rows]
    cells.append(("files", clean(run.files)))  # whole, so that it can be copied
    width = max(columns(name) for name, _ in cells)
    return "\n".join(f"{name}{' ' * (width - columns(name))}  {value}" for name, value in cells)
