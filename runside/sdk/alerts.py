"""Alerts: messages of a run to whoever watches, not more often than they are to be heard."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from math import isfinite
from typing import Any

from runside.errors import ArgumentError

WAIT = 60.0
"""Seconds between two alerts of one title, where nobody says."""


class AlertLevel(str, Enum):
    """How grave an alert is."""

    INFO = "INFO"
    WARN = "WARN"
    ERROR = "ERROR"


class Alerts:
    """The alerts of one run in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard: dict[str, float] = {}
        self._left_out: dict[str, int] = {}

    def record(
        self, title: object, text: object, level: object, wait_duration: object
    ) -> dict[str, Any] | None:
        """The fields of the ``alert`` record; None while one of this title is to be waited for.

        Raises ArgumentError for an argument that means nothing.
        """
        title, text = _text("title", title), _text("text", text)
        checked, wait = _level(level), _seconds(wait_duration)
        now = self._clock()
        heard = self._heard.get(title)
        if heard is not None and now < heard + wait:
            self._left_out[title] = self._left_out.get(title, 0) + 1
            return None
        self._heard[title] = now
        left_out = self._left_out.pop(title, 0)
        fields: dict[str, Any] = {"title": title, "text": text, "level": checked, "wait": wait}
        return {**fields, "left_out": left_out} if left_out else fields


def _text(what: str, text: object) -> str:
    if not isinstance(text, str):
        raise ArgumentError(f"alert(): {what} is a text, not {text!r}")
    return text


def _level(level: object) -> str:
    if level is None:
        return AlertLevel.INFO.value
    if isinstance(level, str):
        name = level.value if isinstance(level, AlertLevel) else level.upper()
        if name in AlertLevel.__members__:
            return name
    raise ArgumentError(f"alert(): level {level!r} is none of INFO, WARN, ERROR")


def _seconds(wait: object) -> float:
    if wait is None:
        return WAIT
    if isinstance(wait, timedelta):
        wait = wait.total_seconds()
    if (
        isinstance(wait, bool)
        or not isinstance(wait, (int, float))
        or not isfinite(wait)
        or wait < 0
    ):
        raise ArgumentError(
            f"alert(): wait_duration is a number of seconds, 0 or more, or a timedelta, not {wait!r}"
        )
    return float(wait)
