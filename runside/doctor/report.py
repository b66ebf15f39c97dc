"""Findings as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from runside.doctor.finding import PARTS, Finding, Status, worst
from runside.doctor.library import Library

FORMAT = 1
"""Raised when a field of the JSON is taken away or changes its meaning, never for a new one."""

WIDTH = 80
_SUBJECT_AT = 11
_SEEN_AT = 30
_COLOURS = {Status.OK: "32", Status.NOTE: "33", Status.PROBLEM: "1;31"}


def as_text(findings: Sequence[Finding], *, width: int = WIDTH, colours: bool = False) -> str:
    """What people read. Commands are never broken, however long, so that they can be copied."""
    lines: list[str] = []
    for part in PARTS:
        of_part = [finding for finding in findings if finding.part == part]
        if of_part:
            lines += [_bold(part, colours)]
            for finding in of_part:
                lines += _finding(finding, width, colours)
            lines += [""]
    return "\n".join([*lines, _sum(findings)])


def as_json(library: Library, findings: Sequence[Finding]) -> str:
    """What programs read; docs/doctor.md has the fields."""
    report: dict[str, Any] = {
        "format": FORMAT,
        "version": library.version,
        "protocol": library.protocol,
        "status": worst(findings).value,
        "findings": [
            {
                "id": finding.id,
                "status": finding.status.value,
                "part": finding.part,
                "subject": finding.subject,
                "seen": finding.seen,
                "means": finding.means,
                "type": list(finding.type),
            }
            for finding in findings
        ],
    }
    return json.dumps(report, indent=2)


def _finding(finding: Finding, width: int, colours: bool) -> list[str]:
    status = finding.status.value
    shown = f"\033[{_COLOURS[finding.status]}m{status}\033[0m" if colours else status
    head = f"  {shown}{' ' * (_SUBJECT_AT - 2 - len(status))}{finding.subject}"
    gap = _SEEN_AT - _SUBJECT_AT - len(finding.subject)
    beside = _wrap(finding.seen, width - _SEEN_AT)
    if gap > 0 and max(map(len, beside)) <= width - _SEEN_AT:
        lines = [f"{head}{' ' * gap}{beside[0]}", *_indent(_SEEN_AT, beside[1:])]
    else:  # a long subject, or a long path: below, where there is more room
        lines = [head, *_indent(_SUBJECT_AT, _wrap(finding.seen, width - _SUBJECT_AT))]
    lines += _indent(_SUBJECT_AT, _wrap(finding.means, width - _SUBJECT_AT))
    return lines + _indent(_SUBJECT_AT, [f"$ {command}" for command in finding.type])


def _indent(columns: int, lines: list[str]) -> list[str]:
    return [f"{' ' * columns}{line}" for line in lines]


def _wrap(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _bold(text: str, colours: bool) -> str:
    return f"\033[1m{text}\033[0m" if colours else text


def _sum(findings: Sequence[Finding]) -> str:
    counts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for word, status in (("problem", Status.PROBLEM), ("note", Status.NOTE))
        if (number := sum(1 for finding in findings if finding.status is status))
    ]
    return f"{', '.join(counts)}." if counts else "All is well."
