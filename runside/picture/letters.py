"""Texts of the user's, made fit to be shown: no control characters, no longer than there is room."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from runside.picture.numbers import format_number

Json = Any

_NEVER_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of what steers and is not seen: control characters, marks that turn the direction of what
follows, halves of surrogate pairs. XML 1.0 has no form for some of them."""

_LONGEST_READ = 2000
"""Characters of a text that are looked at: no line is longer."""


def clean(text: str) -> str:
    """The text on one line, without characters that are not seen."""
    shown = (
        " "
        if character in "\t\n\r" or unicodedata.category(character) in ("Zl", "Zp")
        else character
        for character in text[:_LONGEST_READ]
    )
    return "".join(c for c in shown if unicodedata.category(c) not in _NEVER_SHOWN)


def columns(text: str) -> int:
    """How many columns of a terminal a clean text takes."""
    return sum(map(_columns, text))


def clip(text: str, most: float) -> str:
    """The clean text in at most so many columns, with ``…`` in place of what is cut."""
    text = clean(text)
    if columns(text) <= most:
        return text
    kept, width = "", 1
    for character in text:
        width += _columns(character)
        if width > most:
            break
        kept += character
    return kept.rstrip() + "…"


def value_text(value: Json) -> str:
    """A value of the summary in one piece of text: numbers short, texts as they are, media by their type."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        kind = value.get("_type")
        if isinstance(kind, str):
            return f"[{kind}]"
        members = (f"{key}: {value_text(member)}" for key, member in value.items())
        return "{" + ", ".join(members) + "}"
    return "[" + ", ".join(map(value_text, value)) + "]"


def _number(value: float) -> str:
    try:
        return format_number(value)
    except OverflowError:  # an integer beyond all floats
        return f"about {'-' if value < 0 else ''}10^{math.floor(math.log10(abs(value)))}"


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
