"""Blobs as they may be shown: found by hash, opened without following a link, typed by their
first bytes.

What a run logged is data of whoever wrote it. A blob is never served as something that a browser
would run from our origin.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from runside.journal.names import BLOBS_FOLDER

SHA256 = re.compile(r"[0-9a-f]{64}")

OCTETS = "application/octet-stream"

_SNIFFED = 64
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"glTF", "model/gltf-binary"),
)
_MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
)


class BlobUnavailable(Exception):  # noqa: N818 - it is not an error that it is not there
    """There is no such blob, or it is nothing that may be opened."""


@dataclass(frozen=True, slots=True)
class Blob:
    """An open blob. Whoever has it closes ``descriptor``."""

    descriptor: int
    size: int
    """Bytes."""
    content_type: str
    """One of the allow-list, by the first bytes; else ``application/octet-stream``, which is to
    be downloaded only.
    """


def open_blob(run_dir: Path, sha256: str) -> Blob:
    """Open a blob of a run. Each part below the run's folder is opened relative to the one
    before, never through a link.

    Raises BlobUnavailable.
    """
    if SHA256.fullmatch(sha256) is None:
        raise BlobUnavailable("a blob is named by 64 lower-case hex digits")
    with contextlib.ExitStack() as opened:
        try:
            run = os.open(run_dir, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            opened.callback(os.close, run)
            blobs = os.open(BLOBS_FOLDER, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=run)
            opened.callback(os.close, blobs)
            name = _name_in(blobs, sha256)
            # O_NONBLOCK: to open a pipe would wait for somebody to write into it.
            descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=blobs)
        except OSError as error:
            raise BlobUnavailable(f"the run has no blob {sha256}") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise BlobUnavailable(f"the blob {sha256} is no regular file")
        return Blob(descriptor, status.st_size, sniff(os.pread(descriptor, _SNIFFED, 0)))
    except BaseException:
        os.close(descriptor)
        raise


def _name_in(blobs: int, sha256: str) -> str:
    with os.scandir(blobs) as entries:
        for entry in entries:
            if entry.name == sha256 or entry.name.startswith(sha256 + "."):
                return entry.name
    raise FileNotFoundError(sha256)


def sniff(start: bytes) -> str:
    """The content type of a file by its first bytes, if it is one that may be shown; else
    ``application/octet-stream``.

    SVG, HTML, PDF and everything else that can hold a script are on purpose not among them.
    """
    for signature, content_type in _STARTS:
        if start.startswith(signature):
            return content_type
    if start[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(start[8:12], OCTETS)
    if start[4:8] == b"ftyp" and start[8:12] in _MP4_BRANDS:
        return "video/mp4"
    if start.startswith(b"BM") and start[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return OCTETS
