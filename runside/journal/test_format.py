from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .errors import BadLine
from .format import (
    decode_value,
    dumps,
    encode_value,
    frame,
    header,
    loads,
    parse,
    parse_header,
)

UID = "0123456789abcdef0123456789abcdef"
EXAMPLE = [
    b'08e7e978 0 92 {"kind":"header","format":1,"uid":"0123456789abcdef0123456789abcdef",'
    b'"writer":"w1","file":1}\n',
    b'a1cabb04 1 99 {"kind":"log","t":1763690000.25,"step":0,"commit":true,"data":'
    b'{"loss":0.5,"acc":{"$number":"NaN"}}}\n',
    b'51ddb7c0 2 104 {"kind":"log","t":1763690000.5,"step":1,"commit":false,"data":'
    b'{"caf\\u00e9":{"$int":"9007199254740993"}}}\n',
]
RECORDS: list[dict[str, Any]] = [
    {
        "kind": "log",
        "t": 1763690000.25,
        "step": 0,
        "commit": True,
        "data": {"loss": 0.5, "acc": math.nan},
    },
    {
        "kind": "log",
        "t": 1763690000.5,
        "step": 1,
        "commit": False,
        "data": {"café": 9007199254740993},
    },
]

text = st.text(st.characters(codec=None, exclude_categories=()))  # lone surrogates and NUL too
keys = st.one_of(text, st.sampled_from(["$", "$$", "$number", "$int", "$a"]))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**53, 2**53 + 1, -(2**53), -(2**53) - 1, 2**63, 10**400]),
    st.floats(),
    text,
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(keys, inner)),
    max_leaves=20,
)
records = st.dictionaries(keys, values)


def code_units(value: str) -> bytes:
    """JSON's texts are UTF-16: two surrogates in a row are the character that they make."""
    return value.encode("utf-16-le", "surrogatepass")


def same(left: object, right: object) -> bool:
    """Equal, also in type, in the sign of zero, and in being NaN."""
    if isinstance(left, dict) and isinstance(right, dict):
        return {code_units(key) for key in left} == {code_units(key) for key in right} and all(
            same(item, by_unit(right)[code_units(key)]) for key, item in left.items()
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, str) and isinstance(right, str):
        return code_units(left) == code_units(right)
    if isinstance(left, float) and isinstance(right, float):
        return repr(left) == repr(right)
    return type(left) is type(right) and left == right


def by_unit(value: dict[str, object]) -> dict[bytes, object]:
    return {code_units(key): item for key, item in value.items()}


def without_twins(value: object) -> object:
    """Drop keys that are the same text in UTF-16 and differ as Python strings."""
    if isinstance(value, dict):
        units = {code_units(key): key for key in value}
        return {key: without_twins(value[key]) for key in units.values()}
    return [without_twins(item) for item in value] if isinstance(value, list) else value


def test_the_example_of_the_design_is_what_is_written() -> None:
    lines = [header(UID, "w1", 1)]
    lines += [frame(UID, seq, dumps(record)) for seq, record in enumerate(RECORDS, 1)]
    assert lines == EXAMPLE


def test_the_example_of_the_design_is_what_is_read() -> None:
    parsed = [parse(UID, line) for line in EXAMPLE]
    assert [seq for seq, _ in parsed] == [0, 1, 2]
    assert all(same(loads(parsed[n + 1][1]), RECORDS[n]) for n in range(2))


@given(records.map(without_twins))
def test_a_record_comes_back_as_it_was(record: dict[str, object]) -> None:
    assert same(loads(dumps(record)), record)


@given(records)
def test_the_fast_encoder_says_what_json_says_of_the_encoded_value(
    record: dict[str, object],
) -> None:
    plain = json.dumps(encode_value(record), separators=(",", ":"), allow_nan=False)
    assert dumps(record) == plain.encode("ascii")


@given(values.map(without_twins))
def test_a_value_comes_back_through_plain_json(value: object) -> None:
    text = json.dumps(encode_value(value), allow_nan=False)
    assert same(decode_value(json.loads(text)), value)


@given(records, st.integers(0, 2**53))
def test_a_line_is_one_line_of_ascii_and_comes_back(record: dict[str, object], seq: int) -> None:
    line = frame(UID, seq, dumps(record))
    assert line.isascii()
    assert line.index(b"\n") == len(line) - 1
    assert parse(UID, line) == (seq, dumps(record))
    assert parse(UID, line[:-1]) == (seq, dumps(record))


@pytest.mark.parametrize("line", EXAMPLE)
def test_a_line_cut_anywhere_is_bad(line: bytes) -> None:
    for length in range(len(line) - 1):
        with pytest.raises(BadLine):
            parse(UID, line[:length])


@pytest.mark.parametrize("line", EXAMPLE)
def test_a_line_with_any_bit_turned_is_bad(line: bytes) -> None:
    for place in range(len(line)):
        for bit in range(8):
            turned = bytearray(line)
            turned[place] ^= 1 << bit
            with pytest.raises(BadLine):
                parse(UID, bytes(turned))


def test_a_line_of_another_run_is_bad() -> None:
    with pytest.raises(BadLine, match="checksum"):
        parse(UID[::-1], EXAMPLE[1])


@given(st.binary())
def test_no_bytes_do_more_than_be_bad(noise: bytes) -> None:
    with pytest.raises(BadLine):
        parse(UID, noise)
    with pytest.raises(BadLine):
        parse_header(noise)


@pytest.mark.parametrize(
    "fields", [b"01 2 {}", b"+1 2 {}", b" 2 {}", b"99999999999999999 2 {}", b"1_0 2 {}"]
)
def test_a_sequence_number_is_written_in_one_way(fields: bytes) -> None:
    import zlib

    crc = zlib.crc32(UID.encode() + b" " + fields)
    with pytest.raises(BadLine, match="sequence number"):
        parse(UID, b"%08x %s\n" % (crc, fields))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"1",
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"$number":"NaN"}',
        b'{"a":{"$number":"nan"}}',
        b'{"a":{"$int":"1.5"}}',
        b'{"a":{"$int":7}}',
        b'{"a":{"$int":"\xd9\xa1"}}',
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_is_no_record_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is json's
        loads(payload)


def test_a_type_without_a_form_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="type set"):
        dumps({"a": {1, 2}})


@pytest.mark.parametrize("record", [{1: 2}, {"a": {None: 1}}, {"a": [{1: 2}]}])
def test_a_key_that_is_no_text_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="no text"):
        dumps(record)


def test_a_value_that_contains_itself_is_refused() -> None:
    mapping: dict[str, object] = {}
    mapping["a"] = mapping
    with pytest.raises(ValueError, match="nested"):
        dumps(mapping)
    items: list[object] = []
    items.append(items)
    with pytest.raises(ValueError, match="nested"):
        dumps({"a": items})


def test_a_record_of_more_keys_than_are_remembered_comes_back() -> None:
    record = {f"key {n}": n for n in range(10_000)}
    assert loads(dumps(record)) == record


def test_subclasses_of_plain_types_are_written_as_those() -> None:
    class Number(float):
        def __repr__(self) -> str:
            return "number"

    class Text(str):
        __slots__ = ()

    assert dumps({"a": Number(0.5), Text("b"): Text("c")}) == b'{"a":0.5,"b":"c"}'


def test_a_header_comes_back() -> None:
    assert parse_header(header(UID, "w1", 7)) == (1, UID, "w1", 7)


def test_a_record_is_no_header() -> None:
    with pytest.raises(BadLine):
        parse_header(EXAMPLE[1])


def test_the_document_shows_these_lines_and_a_program_that_checks_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = (Path(__file__).parents[2] / "docs" / "journal.md").read_text()
    example, program = re.findall(r"```(?:python)?\n(.*?)```", document, re.DOTALL)
    assert example.encode() == b"".join(EXAMPLE)
    (tmp_path / "w1-000001.log").write_text(example)
    monkeypatch.chdir(tmp_path)
    exec(program, {})
    assert capsys.readouterr().out == "0 True True\n1 True True\n2 True True\n"
