"""How much may be asked for at once."""

from __future__ import annotations

MOST_RUNS = 100_000
MOST_KEYS = 500
MOST_COLUMNS = 100_000
MOST_RUNS_COMPARED = 500
HIGHEST_STEP = 2**63 - 1
LINES_BYTES = 1 << 20
"""Bytes of lines in an answer where nobody says how many."""
MOST_LINES_BYTES = 8 << 20

_PLACE = "[a-z0-9][a-z0-9_-]{0,63}:[0-9]{1,16}"
AFTER = f"^({_PLACE}(,{_PLACE})*)?$"
"""For each writer a seq: ``<writer>:<seq>``, separated by commas."""
