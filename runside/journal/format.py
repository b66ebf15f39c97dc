"""The bytes of a journal: values as JSON, records as payloads, payloads as checked lines.

`docs/journal.md` describes them; nothing here touches a file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

from .errors import BadLine

FORMAT = 1
"""The version of the format that is written, and the newest that is understood."""

LARGEST_PLAIN_INT = 2**53
"""Beyond it, on either side, a JSON number no longer has one meaning in every language."""

_LARGEST_SEQ = 2**53

_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}

_TOO_DEEP = "the value is nested too deeply, or contains itself"


def encode_value(value: object) -> Any:
    """Give `value` as plain JSON: what JSON cannot say becomes one of the protocol's forms.

    Mappings become dicts, tuples lists. Raises `TypeError` for a type that has no form, or a key
    that is no text.
    """
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        if -LARGEST_PLAIN_INT <= value <= LARGEST_PLAIN_INT:
            return value
        return {"$int": int.__repr__(value)}
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        name = "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
        return {"$number": name}
    if isinstance(value, Mapping):
        return {_escape(key): encode_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode_value(item) for item in value]
    raise TypeError(f"a value of type {type(value).__name__} cannot be written to a journal")


def decode_value(value: Any) -> Any:
    """Undo `encode_value`. Raises `ValueError` for a form that is not of the protocol."""
    if isinstance(value, dict):
        if len(value) == 1:
            ((key, item),) = value.items()
            if key == "$number":
                if isinstance(item, str) and item in _NUMBERS:
                    return _NUMBERS[item]
                raise ValueError(f"{item!r} is no $number: it is NaN, Infinity or -Infinity")
            if key == "$int":
                return _decode_int(item)
        return {
            key[1:] if key.startswith("$$") else key: decode_value(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [decode_value(item) for item in value]
    return value


def dumps(record: Mapping[str, object]) -> bytes:
    """Give the payload of a record: its JSON in ASCII, without spaces.

    Raises `TypeError` for a value that has no form, `ValueError` for one that is nested too
    deeply or an integer of more digits than this Python converts (`sys.get_int_max_str_digits`).
    """
    return to_json(record).encode("ascii")


def to_json(value: Mapping[str, object]) -> str:
    """Give the JSON of an object as it stands in a payload. Raises what `dumps` raises."""
    try:
        return _object(value)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None


def loads(payload: bytes) -> dict[str, Any]:
    """Give the record of a payload. Raises `ValueError` where it is not one."""
    try:
        record = _decode(payload.decode("ascii"))
        if not isinstance(record, dict):
            raise ValueError("a record is a JSON object")
        if b'"$' in payload:
            record = decode_value(record)
            if not isinstance(record, dict):
                raise ValueError("a record is a JSON object")
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    return record


def frame(uid: str, seq: int, payload: bytes) -> bytes:
    """Give the whole line, with its newline, that holds `payload` under `seq` in run `uid`."""
    return frame_after(seed(uid), seq, payload)


def frame_after(start: int, seq: int, payload: bytes) -> bytes:
    """Give what `frame` gives, for a run whose `seed` is at hand."""
    rest = b"%d %d %b" % (seq, len(payload), payload)
    return b"%08x %b\n" % (crc32(rest, start), rest)


def parse(uid: str, line: bytes) -> tuple[int, bytes]:
    """Give `(seq, payload)` of a line of run `uid`, with or without its newline.

    Raises `BadLine` for every line that `frame` would not have made.
    """
    if line.endswith(b"\n"):
        line = line[:-1]
    parts = line.split(b" ", 3)
    if len(parts) != 4:
        raise BadLine("it is not of the form <crc32> <seq> <length> <JSON>")
    crc, seq, length, payload = parts
    if b"%d" % len(payload) != length:
        raise BadLine(f"its JSON has {len(payload)} bytes, and it says {_show(length)}")
    if b"%08x" % crc32(line[len(crc) + 1 :], seed(uid)) != crc:
        raise BadLine("its checksum does not fit")
    number = int(seq) if seq.isdigit() and len(seq) <= 16 else -1
    if not 0 <= number <= _LARGEST_SEQ or b"%d" % number != seq:
        raise BadLine(f"{_show(seq)} is no sequence number")
    return number, payload


class Header(NamedTuple):
    """What the first line of a journal file says."""

    format: int
    uid: str
    writer: str
    file: int


def header(uid: str, writer: str, file: int) -> bytes:
    """Give the first line of the `file`-th file of a writer."""
    record = {"kind": "header", "format": FORMAT, "uid": uid, "writer": writer, "file": file}
    return frame(uid, 0, dumps(record))


def parse_header(line: bytes) -> Header:
    """Read the first line of a file, which says itself of which run it is.

    Raises `BadLine` where it is damaged or no header.
    """
    try:
        record = loads(line.rstrip(b"\n").split(b" ", 3)[3])
        fields = [record[field] for field in Header._fields]
        if record["kind"] != "header" or [type(field) for field in fields] != [int, str, str, int]:
            raise BadLine("the first line is no header")
        seq, _ = parse(record["uid"], line)
    except (IndexError, KeyError, ValueError) as error:
        raise BadLine(f"the first line is no header: {error}") from None
    if seq != 0:
        raise BadLine("the header does not have sequence number 0")
    return Header(*fields)


_encode = json.JSONEncoder(
    allow_nan=False, separators=(",", ":"), check_circular=False, ensure_ascii=True
).encode


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode


def _object(value: Mapping[str, Any]) -> str:
    """The JSON of an object, the same as that of `encode_value(value)`.

    By hand for the types that nearly all values have, because this is on the training thread for
    each record: what must be looked for (NaN, large integers, dollars) is found on the way, and
    keys, which come again and again, are encoded once. 4.2 µs for a row of five numbers, where
    json's encoder and a look at each value took 5.3.
    """
    parts = []
    for key, item in value.items():
        kind = type(item)
        if kind is float and item - item == 0.0:
            parts.append(f"{_keys[key]}{item!r}")
        elif kind is int and -LARGEST_PLAIN_INT <= item <= LARGEST_PLAIN_INT:
            parts.append(f"{_keys[key]}{item}")
        elif kind is dict:
            parts.append(f"{_keys[key]}{_object(item)}")
        elif item is True:
            parts.append(f"{_keys[key]}true")
        elif item is False:
            parts.append(f"{_keys[key]}false")
        elif kind is str:
            parts.append(f"{_keys[key]}{_encode(item)}")
        else:
            parts.append(f"{_keys[key]}{_encode(encode_value(item))}")
    return "{" + ",".join(parts) + "}"


class _Keys(dict[str, str]):
    """The JSON of keys, with the colon behind; 0.5 µs less for a row than with `lru_cache`."""

    _MOST = 4096

    def __missing__(self, key: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        text = self[key] = _encode(_escape(key)) + ":"
        return text


_keys = _Keys()


def _escape(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the key {key!r} of a mapping is no text")
    return "$" + key if key.startswith("$") else key


def _decode_int(text: object) -> int:
    if isinstance(text, str) and text.isascii() and text.removeprefix("-").isdigit():
        return int(text)
    raise ValueError(f"{text!r} is no $int: it is the digits of an integer as text")


def _show(field: bytes) -> str:
    return repr(field[:24].decode("ascii", "replace"))


@lru_cache(maxsize=256)
def seed(uid: str) -> int:
    """The checksum of what stands before each line's own bytes: the uid and a space."""
    return crc32(uid.encode("ascii") + b" ")
