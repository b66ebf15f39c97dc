"""What may be changed of a run from a page, and what it may be changed to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

Json = Any

MOST_BYTES = 1 << 20
NAME_LENGTH = 256
TAG_LENGTH = 64
MOST_TAGS = 100
NOTES_LENGTH = 100_000
MOST_STEPS = 2**53

NOT_BLANK = r"\S"
COLOUR = r"^#[0-9a-fA-F]{6}$"

VIEWERS = frozenset({"hidden", "colour"})
"""How a run is shown here: whoever looks at a run may change these, whosever it is."""


class EditError(ValueError):
    """An edit that means nothing; the message names what is wrong, for people."""


def parse_edit(body: bytes) -> dict[str, Json]:
    """The fields of an ``edit`` record out of the body of a request. Raises EditError."""
    if len(body) > MOST_BYTES:
        raise EditError(f"the body is {len(body)} bytes long; at most {MOST_BYTES} are read")
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise EditError("the body is not JSON") from error
    if not isinstance(given, dict) or not given:
        raise EditError(f"the body is an object with some of {', '.join(_FIELDS)}")
    unknown = sorted(given.keys() - _FIELDS.keys())
    if unknown:
        named = ", ".join(repr(name[:40]) for name in unknown[:5])
        raise EditError(f"{named} cannot be edited; what can is {', '.join(_FIELDS)}")
    return {name: _FIELDS[name](name, value) for name, value in given.items()}


def _name(field: str, value: Json) -> str:
    text = _text(field, value, NAME_LENGTH)
    if text is None or re.search(NOT_BLANK, text) is None:
        raise EditError(f"{field} is a text that is not empty")
    return text


def _notes(field: str, value: Json) -> str | None:
    return _text(field, value, NOTES_LENGTH)


def _text(field: str, value: Json, most: int) -> str | None:
    if value is not None and not isinstance(value, str):
        raise EditError(f"{field} is a text, not {_told(value)}")
    if value is not None and len(value) > most:
        raise EditError(f"{field} has at most {most} characters; this one has {len(value)}")
    return value


def _tags(field: str, value: Json) -> list[str]:
    if isinstance(value, list) and len(value) > MOST_TAGS:
        raise EditError(f"a run has at most {MOST_TAGS} tags, not {len(value)}")
    if not isinstance(value, list):
        raise EditError(f"{field} are a list of texts, not {_told(value)}")
    for tag in value:
        if not isinstance(tag, str) or not 1 <= len(tag) <= TAG_LENGTH:
            raise EditError(f"a tag is a text of 1 to {TAG_LENGTH} characters, not {_told(tag)}")
    return list(dict.fromkeys(value))


def _colour(field: str, value: Json) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or re.match(COLOUR + r"\Z", value) is None:
        raise EditError(f"{field} is #rrggbb or null, not {_told(value)}")
    return value.lower()


def _total_steps(field: str, value: Json) -> int | None:
    if value is None:
        return None
    # To JSON 5.0 is an integer too.
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    if type(number) is not int or not 1 <= number <= MOST_STEPS:
        raise EditError(
            f"{field} is an integer from 1 to {MOST_STEPS}, or null, not {_told(value)}"
        )
    return number


def _bool(field: str, value: Json) -> bool:
    if not isinstance(value, bool):
        raise EditError(f"{field} is true or false, not {_told(value)}")
    return value


def _told(value: Json) -> str:
    return repr(value)[:80]


_FIELDS: Mapping[str, Callable[[str, Json], Json]] = {
    "name": _name,
    "tags": _tags,
    "notes": _notes,
    "colour": _colour,
    "total_steps": _total_steps,
    "hidden": _bool,
    "trash": _bool,
}
