"""Picture files: what they are and how large, read from their first bytes.

Sources: PNG, third edition (W3C); JPEG: ITU-T T.81, annex B; GIF89a, section 18; BMP: BITMAPINFOHEADER; WebP: RFC 9649.
"""

from __future__ import annotations

import struct
from typing import NamedTuple


class PictureHead(NamedTuple):
    """What a picture file says of itself."""

    format: str
    width: int
    height: int


_JPEG_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})  # in the range of the frame headers, but none
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def read_head(data: bytes) -> PictureHead | None:
    """The format and the size in pixels of a png, jpg, gif, bmp or webp file; None where it is none, or cut short."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return PictureHead("png", *struct.unpack_from(">II", data, 16))
        if data.startswith(b"\xff\xd8"):
            return _read_jpeg(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return PictureHead("gif", *struct.unpack_from("<HH", data, 6))
        if data.startswith(b"BM"):
            width, height = struct.unpack_from("<ii", data, 18)
            return PictureHead("bmp", width, abs(height))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _read_webp(data)
    except (struct.error, IndexError):
        pass
    return None


def _read_jpeg(data: bytes) -> PictureHead | None:
    at = 2
    while True:
        while data[at] != 0xFF:
            at += 1
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker in _JPEG_BARE:
            continue
        if 0xC0 <= marker <= 0xCF and marker not in _JPEG_NO_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 3)
            return PictureHead("jpg", width, height)
        (length,) = struct.unpack_from(">H", data, at)
        at += length


def _read_webp(data: bytes) -> PictureHead | None:
    chunk = data[12:16]
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return PictureHead("webp", width & 0x3FFF, height & 0x3FFF)
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return PictureHead("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if chunk == b"VP8X":
        low_width, width, low_height, height = struct.unpack_from("<HBHB", data, 24)
        return PictureHead("webp", (width << 16 | low_width) + 1, (height << 16 | low_height) + 1)
    return None
