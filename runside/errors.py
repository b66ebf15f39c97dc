"""What Runside raises on purpose."""

from __future__ import annotations


class Error(Exception):
    """The base of all that Runside raises on purpose."""


class UsageError(Error):
    """A call that does not fit where it stands: a run that is finished, an argument that means nothing."""


class CommError(Error):
    """What was to be read of a run is not there, or cannot be reached."""


class ArgumentError(UsageError, TypeError, ValueError):
    """An argument that means nothing.

    The W&B SDK raises ``TypeError`` or ``ValueError`` there: code for either catches it.
    """


class ConfigError(Error):
    """A config value was to be changed without ``allow_val_change``."""


class LogError(Error, TypeError, ValueError):
    """A value, key or step that cannot be kept. Nothing of the call that gave it was logged.

    It is a ``TypeError`` (what the W&B SDK raises) and a ``ValueError`` (what its documentation says) at once, so that
    code written for either catches it.
    """
