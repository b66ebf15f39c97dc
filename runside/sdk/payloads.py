"""The JSON of rows, of which a training loop writes many that differ in their numbers alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from runside.data import Blob
from runside.errors import LogError
from runside.fold.paths import leaves
from runside.journal import to_json
from runside.sdk.active import as_called
from runside.sdk.values import Keeper, is_plain

Json = Any
CALL = "runside.log()"

MOST_BYTES = 16 << 20
"""Of one record. A record is read whole by the index and by pages, and the last value of each key is part of the
state that they keep of a run and send each other: a text of 100 MiB would be written and sent with each new row."""

MOST_VALUES = 100_000
"""In one record. Each is a series with a card of its own, and what is kept for each of a million of them takes the index
more than half a minute, and a page its memory."""

_FEWEST_BYTES = 5
"""What one value takes in JSON, at least."""

_LARGEST = 2**53
"""JSON has another form for integers beyond it."""

_MOST_TEMPLATES = 256

_templates: dict[tuple[str, ...], str] = {}


def numbers_json(data: Any) -> str | None:
    """The JSON of a flat dict of numbers; None for anything else, which takes a longer way.

    The text is that of ``journal.to_json``, from a template that is kept for each set of names. Two things keep it
    cheap. Names are looked at once, when their template is made. And little code is run: when 5 ms lie between two
    calls, nothing is left in the processor's caches, and each further function of C costs 5 to 10 µs, whatever it does,
    so that the loop below is faster than ``math.hypot(*values)``, which takes half its time in a burst.
    """
    if type(data) is not dict:
        return None
    values = tuple(data.values())
    for value in values:
        if type(value) is float:
            if value - value != 0.0:  # NaN and the infinities
                return None
        elif type(value) is not int or not -_LARGEST <= value <= _LARGEST:
            return None
    names = tuple(data)
    template = _templates.get(names) or _new_template(names)
    if template is None or len(values) > MOST_VALUES:
        return None
    return template % values


def kept_row(data: object) -> tuple[Mapping[str, Json], str, Sequence[Blob]]:
    """What a row holds of any data of a call, its JSON, and the blobs that it needs. Raises LogError."""
    if isinstance(data, Mapping) and len(data) > MOST_VALUES:
        raise _too_many(CALL, len(data))
    keeper = Keeper(CALL)
    kept: Mapping[str, Json] = data if is_plain(data) else keeper.data(data)  # type: ignore[assignment]
    try:
        text = to_json(kept)
    except ValueError:
        keeper.data(data)  # says which value it is
        raise
    check_size(CALL, kept, text)
    return kept, text, keeper.blobs


def check_size(call: str, data: Mapping[str, Json], text: str) -> None:
    """Raise LogError where data, of which ``text`` is the JSON, is more than one record may hold."""
    if len(text) <= MOST_VALUES * _FEWEST_BYTES:
        return
    count = sum(1 for _ in leaves(data))
    if count > MOST_VALUES:
        raise _too_many(call, count)
    if len(text) > MOST_BYTES:
        longest = max(data, key=lambda name: len(to_json({name: data[name]})))
        raise LogError(
            f"{as_called(call)} takes at most {MOST_BYTES >> 20} MiB at once, and this is "
            f"{len(text) / (1 << 20):.1f} MiB, most of it in {longest[:100]!r}. Write it to a file and keep that with "
            "run.save(). Nothing of this call was kept"
        )


def _too_many(call: str, count: int) -> LogError:
    return LogError(
        f"{as_called(call)} takes at most {MOST_VALUES:,} values at once, and these are {count:,}. So many belong into "
        "one value: an array, a runside.Histogram or a runside.Table. Nothing of this call was kept"
    )


def log_payload(t: float, step: int, commit: bool, data: str, *, sync: bool = False) -> bytes:
    """The payload of a ``log`` record whose data is this JSON."""
    flags = '"commit":true' if commit else '"commit":false'
    if sync:
        flags += ',"sync":true'
    return f'{{"kind":"log","t":{t!r},"step":{step},{flags},"data":{data}}}'.encode()


def _new_template(names: tuple[object, ...]) -> str | None:
    """The template of these names; None where one of them is no name."""
    fields = []
    kept = []
    for name in names:
        if type(name) is not str or not name:
            return None
        kept.append(name)
        written = "$" + name if name.startswith("$") else name
        fields.append(json.dumps(written).replace("%", "%%") + ":%r")
    if len(_templates) >= _MOST_TEMPLATES:
        _templates.clear()
    template = _templates[tuple(kept)] = "{" + ",".join(fields) + "}"
    return template
