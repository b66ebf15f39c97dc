"""What others use of ``wandb.util``."""

from __future__ import annotations

import importlib
import json
import re
import secrets
import string
from collections.abc import Mapping
from typing import IO, Any

_LETTERS = string.ascii_lowercase + string.digits


def generate_id(length: int = 8) -> str:
    """A random id of lower-case letters and digits."""
    return random_string(length)


def random_string(length: int = 12) -> str:
    """Random lower-case letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def json_dumps_safer(obj: Any, **options: Any) -> str:
    """JSON of an object which may hold arrays, sets, bytes, dates and the like; ``options`` are those of `json.dumps`.

    What has no form of its own in JSON becomes a text; NaN and infinities stand as Python's `json` writes them.
    """
    return json.dumps(_with_text_keys(obj), default=_plain, **options)


def json_dump_safer(obj: Any, fp: IO[str], **options: Any) -> None:
    """`json_dumps_safer` into an open file."""
    fp.write(json_dumps_safer(obj, **options))


def make_artifact_name_safe(name: str) -> str:
    """A name in which all but letters, digits, ``_``, ``-`` and ``.`` are ``_``; a long one loses its middle.

    The result is at most 128 characters long.
    """
    safe = re.sub(r"[^\w\-.]", "_", name, flags=re.ASCII)
    return safe if len(safe) <= 128 else f"{safe[:63]}..{safe[-63:]}"


def get_module(name: str, required: str | bool | None = None, lazy: bool = True) -> Any:
    """A module, or None where it cannot be imported.

    Args:
        name: its name.
        required: a message; with one an ImportError with it is raised instead.
        lazy: accepted; it is imported at once.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        if required:
            raise ImportError(str(required)) from error
        return None


def _with_text_keys(obj: Any) -> Any:
    if isinstance(obj, Mapping):
        return {
            key if isinstance(key, str) else str(_scalar(key)): _with_text_keys(value)
            for key, value in obj.items()
        }
    if isinstance(obj, (list, tuple)):
        return [_with_text_keys(value) for value in obj]
    return obj


def _scalar(value: Any) -> Any:
    return value.item() if hasattr(value, "item") and getattr(value, "size", 1) == 1 else value


def _plain(value: Any) -> Any:
    """What stands in JSON for a value that is none of its own."""
    if isinstance(value, (set, frozenset)):
        return list(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
