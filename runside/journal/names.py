"""The names of folders and files: what the user's names become on disk."""

from __future__ import annotations

import os
import re

RUNS_FOLDER = "runside-runs"
JOURNAL_FOLDER = "journal"
BLOBS_FOLDER = "blobs"
FILES_FOLDER = "files"

LONGEST_NAME = 120
"""Bytes of a folder's name before the `~2` that tells namesakes apart; file systems allow 255."""

_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
_HASH_DIGITS = 16
_FOLDER = re.compile(r"(?P<name>[^~]+)(?P<hash>~[0-9a-f]{16})?(?:~(?P<n>[2-9]|[1-9][0-9]+))?")
_ESCAPE = re.compile(rb"%([0-9A-F]{2})")
_WRITER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LOG = re.compile(r"(?P<writer>[a-z0-9][a-z0-9_-]{0,63})-(?P<file>[0-9]{6,9})\.log")


def encode_name(name: str) -> str:
    """Give the folder name of a project or a run id.

    Letters, digits, `-`, `_` and `.` stay; every other byte of its UTF-8 is `%XX`, and so is a
    leading dot. A name that becomes longer than 120 bytes is cut, and a hash of the whole added.
    Raises `ValueError` for an empty name.
    """
    if not name:
        raise ValueError("a project or run id is never empty")
    raw = name.encode("utf-8", "surrogatepass")
    parts = [chr(byte) if byte in _KEPT else f"%{byte:02X}" for byte in raw]
    if parts[0] == ".":
        parts[0] = "%2E"
    encoded = "".join(parts)
    if len(encoded) <= LONGEST_NAME:
        return encoded
    from hashlib import sha256

    room = LONGEST_NAME - _HASH_DIGITS - 1
    prefix = ""
    for part in parts:
        if len(prefix) + len(part) > room:
            break
        prefix += part
    return f"{prefix}~{sha256(raw).hexdigest()[:_HASH_DIGITS]}"


def decode_name(folder: str) -> str:
    """Give the name that a folder was made for: all of it, or what is left of a long one."""
    match = _FOLDER.fullmatch(folder)
    if match is None:
        return folder
    raw = _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), match["name"].encode())
    return raw.decode("utf-8", "surrogatepass" if _is_utf8(raw) else "replace")


def namesake(encoded: str, n: int) -> str:
    """Give the `n`-th folder name (from 1) for the same run id."""
    return encoded if n == 1 else f"{encoded}~{n}"


def namesake_number(encoded: str, folder: str) -> int | None:
    """Say which namesake of `encoded` a folder is, or None where it is another name's."""
    if folder == encoded:
        return 1
    match = _FOLDER.fullmatch(folder)
    if match is None or match["n"] is None or folder != f"{encoded}~{match['n']}":
        return None
    return int(match["n"])


def new_uid() -> str:
    """Make the uid of a new run: 32 hex digits."""
    return os.urandom(16).hex()


def new_writer(prefix: str = "w") -> str:
    """Make a writer's name that no other process makes: the prefix and 12 hex digits.

    The prefix of one that only edits ends in a dash: `api-`, `server-`.
    """
    return check_writer(prefix + os.urandom(6).hex())


def check_writer(writer: str) -> str:
    """Give `writer` back, or raise `ValueError` where it cannot be the name of one."""
    if _WRITER.fullmatch(writer) is None:
        raise ValueError(
            f"{writer!r} cannot name a writer: 1 to 64 of a-z, 0-9, _ and -, beginning with a "
            "letter or digit"
        )
    return writer


def log_name(writer: str, file: int) -> str:
    """Give the name of the `file`-th file (from 1) of a writer."""
    return f"{writer}-{file:06d}.log"


def parse_log_name(name: str) -> tuple[str, int] | None:
    """Give (writer, file) of a journal file's name, None where it is not one."""
    match = _LOG.fullmatch(name)
    return (match["writer"], int(match["file"])) if match else None


def alive_name(writer: str) -> str:
    """Give the name of the file that a live writer holds locked."""
    return f"{writer}.alive"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
