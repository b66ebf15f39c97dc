"""Errors that programs name in ``except`` clauses, and that nothing here has reason to raise."""

from __future__ import annotations

from runside.errors import CommError, UsageError


class AuthenticationError(CommError):
    """An API key was refused; there are none here."""


class UnsupportedError(UsageError):
    """The W&B server was too old for a call."""
