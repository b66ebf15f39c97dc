"""An answer of the index process, as it goes to the browser."""

from __future__ import annotations

from dataclasses import dataclass

PROTOCOL = 1
"""The major version of what is said here: ``protocol/README.md``."""

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an HTTP answer and its content type."""

    body: bytes
    content_type: str = JSON_TYPE


class Refused(Exception):  # noqa: N818 - a refusal is an answer
    """A question that cannot be answered: the HTTP status, and a message for people."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
