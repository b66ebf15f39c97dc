"""``termlog`` and its like: a line for whoever watches the program."""

from __future__ import annotations

from runside.sdk.say import tell

_told: set[str] = set()


def termsetup(*_: object, **__: object) -> None:
    """Nothing: ``WANDB_SILENT`` is read when there is something to say."""


def termlog(
    string: str = "", newline: bool = True, repeat: bool = True, prefix: bool = True
) -> None:
    """Print a line on stderr.

    Args:
        string: the line.
        newline, prefix: accepted; each message is a line, which says where it comes from.
        repeat: whether to print a line that was printed before.
    """
    _tell(string, repeat)


def termwarn(string: str, newline: bool = True, repeat: bool = True, prefix: bool = True) -> None:
    """Print a warning on stderr; arguments as in `termlog`."""
    _tell(f"WARNING {string}", repeat)


def termerror(string: str, newline: bool = True, repeat: bool = True, prefix: bool = True) -> None:
    """Print an error on stderr; arguments as in `termlog`."""
    _tell(f"ERROR {string}", repeat)


def _tell(line: str, repeat: bool) -> None:
    if repeat or line not in _told:
        _told.add(line)
        tell(line)
