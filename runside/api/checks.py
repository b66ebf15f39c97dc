"""What a run may be called, tagged and noted as, when it is edited."""

from __future__ import annotations

from collections.abc import Iterable

from runside.errors import UsageError

NAME_LENGTH = 256
TAG_LENGTH = 64


def check_name(name: object) -> str:
    """A name, or UsageError where it is none."""
    if not isinstance(name, str) or not name.strip() or len(name) > NAME_LENGTH:
        raise UsageError(f"a run's name is a text of 1 to {NAME_LENGTH} characters, not {name!r}")
    return name


def check_notes(notes: object) -> str | None:
    """Notes, or UsageError where they are none."""
    if notes is not None and not isinstance(notes, str):
        raise UsageError(f"notes are a text, not {type(notes).__name__}")
    return notes


def check_tags(tags: object) -> list[str]:
    """Tags, each once, in their order; one text is one tag. UsageError names what is none."""
    given = [tags] if isinstance(tags, str) else tags
    if not isinstance(given, Iterable):
        raise UsageError(f"tags are a list of texts, not {tags!r}")
    kept: list[str] = []
    for tag in given:
        if not isinstance(tag, str) or not 1 <= len(tag) <= TAG_LENGTH:
            raise UsageError(f"a tag is a text of 1 to {TAG_LENGTH} characters, not {tag!r}")
        if tag not in kept:
            kept.append(tag)
    return kept
