"""Rows that differ in nothing but their numbers, as the rows of a training loop do, read without making an object of each.

The text between the numbers is compared with that of the first row and then blanked, so that what is left is one list of
numbers, which the JSON parser takes in a third of the time that it needs for the records.
"""

from __future__ import annotations

import math
import re
from functools import partial
from itertools import accumulate
from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt

from runside.api.decoding import decode_list
from runside.api.good_lines import GoodLines
from runside.api.table import FlatRows, Ints
from runside.fold.faults import HIGHEST_STEP

_NUMBER = rb"-?[0-9][0-9.eE+-]*"
_KEY = rb'"[^"\\,{}$]*":'
_ROW = re.compile(
    rb'\{"kind":"log","t":' + _NUMBER + rb',"step":' + _NUMBER + rb',"commit":(?:true|false),"data":\{'
    rb"(?:" + _KEY + _NUMBER + rb",)*" + _KEY + _NUMBER + rb"\}\}"
)  # fmt: skip
_PIECE = re.compile(rb"((?:,|,\"commit\".*?\{)" + _KEY + rb")" + _NUMBER)
_FIRST = b'{"kind":"log"'
_LAST = b"}}"
_WORD = 8
_BLANK = int.from_bytes(b" " * _WORD, "little")
_COMMA, _SPACE = b", "

Json = Any
Text = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]


def flat_rows(lines: GoodLines) -> FlatRows | None:
    """The rows that these lines are; None where they are not all alike, or hold anything but numbers."""
    first = lines.data[int(lines.begins[0]) : int(lines.ends[0])]
    if _ROW.fullmatch(first) is None:
        return None
    literals = [piece[1] for piece in _PIECE.finditer(first)]
    keys = [literal.rsplit(b'"', 2)[1].decode("utf-8", "replace") for literal in literals[2:]]
    if len(set(keys)) < len(keys) or "\ufffd" in "".join(keys):
        return None
    flat = _numbers(lines, literals)
    if flat is None or len(flat) != len(literals) * len(lines):
        return None
    t, step, *values = (flat[at :: len(literals)] for at in range(len(literals)))
    if not are_times(t) or not are_steps(step):
        return None
    if any(not set(map(type, column)) <= {float, int} for column in values):
        return None
    commit = b":true," in literals[2]
    return FlatRows(lines.seqs, t, step, commit, dict(zip(keys, values, strict=True)))


def are_times(values: list[Json]) -> TypeGuard[list[float]]:
    """Whether all of these are what the fold takes for a time; an integer is rare, and not looked at closely."""
    return set(map(type, values)) == {float} and math.isfinite(max(values) - min(values))


def are_steps(values: list[Json]) -> TypeGuard[list[int]]:
    """Whether all of these are what the fold takes for a step."""
    return (
        set(map(type, values)) == {int}
        and max(values) <= HIGHEST_STEP
        and min(values) >= -HIGHEST_STEP
    )


def _numbers(lines: GoodLines, literals: list[bytes]) -> list[Json] | None:
    """All numbers of all lines, if the text between them is the same in each."""
    text = np.frombuffer(bytearray(lines.data) + b" " * _WORD, np.uint8)
    words = np.ndarray(len(text) - _WORD + 1, "<u8", text, strides=(1,))
    begins, ends = lines.begins, lines.ends
    counts = [literal.count(b",") for literal in literals]
    commas = _commas(text, lines, sum(counts))
    if commas is None or not _stands_at(words, begins, _FIRST):
        return None
    # Each literal begins with a comma.
    starts = [commas[:, at] for at in accumulate(counts[:-1], initial=0)]
    if not all(map(partial(_stands_at, words), starts, literals)):
        return None
    if not _stands_at(words, ends - len(_LAST), _LAST):
        return None
    _blank(words, np.concatenate(([0], ends[:-1])), starts[0] + len(literals[0]))
    for start, literal in zip(starts[1:], literals[1:], strict=True):
        if len(literal) < _WORD:
            for place in range(len(literal)):
                text[start + place] = _SPACE
        else:
            _blank(words, start, start + len(literal))
        text[start] = _COMMA
    text[ends[:-1]] = _COMMA
    for place in range(1, len(_LAST) + 1):
        text[ends - place] = _SPACE
    return decode_list(text[: int(ends[-1])].tobytes())


def _commas(text: Text, lines: GoodLines, each: int) -> Ints | None:
    """Where the commas of each line are, if it has so many and the first where it is to be; before the payloads are none."""
    commas = np.flatnonzero(text == _COMMA)
    if len(commas) != each * len(lines):
        return None
    table = commas.reshape(len(lines), each)
    return table if np.array_equal(table[:, 0], lines.begins + len(_FIRST)) else None


def _stands_at(words: Words, places: Ints, literal: bytes) -> bool:
    """Whether these bytes stand at all of these places."""
    for start in range(0, len(literal), _WORD):
        part = literal[start : start + _WORD]
        wanted = np.uint64(int.from_bytes(part, "little"))
        found = words[places + start]
        if len(part) < _WORD:
            found = found & np.uint64(2 ** (8 * len(part)) - 1)
        if not np.all(found == wanted):
            return False
    return True


def _blank(words: Words, begins: Ints, ends: Ints) -> None:
    """Write spaces from each place of ``begins`` up to that of ``ends``, which is a word or more further."""
    longest = int((ends - begins).max())
    for start in range(0, longest, _WORD):
        words[np.minimum(begins + start, ends - _WORD)] = _BLANK
