"""Many lines at once: what `runside.journal.parse` checks of each is checked of all in a few calls of numpy."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runside.api.table import Ints
from runside.journal.format import seed

_CHECKSUM = 8
"""Digits of a line's checksum, which a space follows."""
_SHORTEST_REST = len("2 {}")
_NEWLINE, _SPACE, _COMMA, _BRACE, _ZERO = b"\n ,{0"
_POWERS = 10 ** np.arange(19, dtype=np.int64)
_LONGER = np.array([digits + 1 + 10 ** (digits - 1) for digits in range(2, 19)])
"""From which length on a payload, with its length and a space before it, has a length of 2, 3, 4, ... digits."""


@dataclass(slots=True)
class GoodLines:
    """Lines that are all good, and whose seqs follow each other."""

    seqs: range
    data: bytes
    """The lines as they are."""
    begins: Ints
    """Where in ``data`` each payload begins."""
    ends: Ints
    """Where it ends: the places of the newlines."""

    def __len__(self) -> int:
        return len(self.seqs)

    def together(self) -> bytes:
        """All payloads with commas between them, and spaces where their heads were."""
        text = np.frombuffer(bytearray(self.data), np.uint8)
        text[self.ends[:-1]] = _COMMA
        text[self.ends[-1]] = _SPACE
        starts = np.concatenate(([0], self.ends[:-1] + 1))
        heads = self.begins - starts
        least = int(heads.min())
        text[starts[:, None] + np.arange(least)] = _SPACE
        for place in range(least, int(heads.max())):
            text[starts[heads > place] + place] = _SPACE
        payloads: bytes = text.tobytes()
        return payloads

    def payloads(self) -> list[bytes]:
        """Each by itself."""
        pairs = zip(self.begins.tolist(), self.ends.tolist(), strict=True)
        return [self.data[begin:end] for begin, end in pairs]


def good_lines(uid: str, data: bytes) -> GoodLines | None:
    """Take whole lines of a run's journal, each with its newline.

    None says only that `parse` has to look at each.
    """
    text = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(text == _NEWLINE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    told = data[_CHECKSUM + 1 : _CHECKSUM + 21].split(b" ", 1)[0]
    first = int(told) if told.isdigit() else 0
    if not 0 < first < 10**18 - len(ends):
        return None
    seqs = np.arange(first, first + len(ends))
    seq_digits = np.searchsorted(_POWERS, seqs, side="right")
    lengths_at = starts + (_CHECKSUM + 2) + seq_digits
    rests = ends - lengths_at
    if int(rests.min()) < _SHORTEST_REST:
        return None
    length_digits = 1 + np.searchsorted(_LONGER, rests, side="right")
    begins = lengths_at + length_digits + 1
    is_good = (
        bool(np.all(text[starts + _CHECKSUM] == _SPACE))
        and bool(np.all(text[lengths_at - 1] == _SPACE))
        and bool(np.all(text[begins - 1] == _SPACE))
        and bool(np.all(text[begins] == _BRACE))
        and _spell(text, lengths_at - 2, seqs, seq_digits)
        and _spell(text, begins - 2, ends - begins, length_digits)
        and _are_summed(uid, data, text, starts, ends)
    )
    if not is_good:
        return None
    return GoodLines(range(first, first + len(ends)), data, begins, ends)


def _spell(text: npt.NDArray[np.uint8], lasts: Ints, numbers: Ints, digits: Ints) -> bool:
    """Whether numbers of so many digits stand where these end."""
    least = int(digits.min())
    for place in range(int(digits.max())):
        if place == least:  # from here on some are too short
            longer = digits > place
            lasts, numbers, digits = lasts[longer], numbers[longer], digits[longer]
            least = int(digits.min())
        numbers, digit = np.divmod(numbers, 10)
        if not np.array_equal(text[lasts - place], digit + _ZERO):
            return False
    return True


def _are_summed(
    uid: str, data: bytes, text: npt.NDArray[np.uint8], starts: Ints, ends: Ints
) -> bool:
    """Whether each line begins with its checksum."""
    crc32, start = zlib.crc32, seed(uid)
    pairs = zip((starts + (_CHECKSUM + 1)).tolist(), ends.tolist(), strict=True)
    sums = [crc32(data[begin:end], start) for begin, end in pairs]
    told = text[starts[:, None] + np.arange(_CHECKSUM)].tobytes()
    expected = struct.pack(f">{len(sums)}I", *sums).hex()
    return bool(told == expected.encode("ascii"))
