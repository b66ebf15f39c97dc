"""What passes between the Jupyter server's process and the index process: a JSON head, and bytes
that belong to it.

Each message is two little-endian uint32 (the lengths of head and body), the head, the body.
"""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("<II")

Message = tuple[dict[str, Any], bytes]


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message. Raises OverflowError for a body of 4 GiB or more."""
    encoded = json.dumps(head).encode()
    if len(body) >= 2**32:
        raise OverflowError(
            f"an answer of {len(body)} bytes does not fit into one message: ask for less"
        )
    return _LENGTHS.pack(len(encoded), len(body)) + encoded + body


async def receive(stream: asyncio.StreamReader) -> Message | None:
    """The next message; None at the end of the stream, also where it ends within a message."""
    try:
        head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
        return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def read(stream: BinaryIO) -> Message | None:
    """As :func:`receive`, from a stream that blocks."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    data = stream.read(head + body)
    if len(data) < head + body:
        return None
    return json.loads(data[:head]), data[head:]
