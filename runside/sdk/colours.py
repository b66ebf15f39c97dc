"""The colours of runs: each run gets one when it begins, and keeps it."""

from __future__ import annotations

import os
from pathlib import Path

PALETTE = (
    "#2f6fde",
    "#d96a10",
    "#1b9e77",
    "#b0489f",
    "#6a51a3",
    "#a6761d",
    "#d4508a",
    "#5f8a1e",
    "#5c6a7d",
    "#83502f",
    "#1d7f95",
    "#c2363f",
)
"""The light forms of ``protocol/colours.json``; on a dark page the dark form of the same entry is drawn."""


def next_colour(run: Path) -> str:
    """The colour of a new run in this folder: by how many its project holds already, so that neighbours differ.

    What lies in the project's folder is only counted, by one listing: 10,000 runs take 3 ms.
    """
    try:
        entries = len(os.listdir(run.parent))  # noqa: PTH208 - a Path for each is five times slower
    except OSError:
        entries = 1
    return PALETTE[max(entries - 1, 0) % len(PALETTE)]
