"""The JSON of rows is that of the journal, to the byte."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runside.journal import dumps, to_json
from runside.sdk import payloads
from runside.sdk.payloads import log_payload, numbers_json

NUMBERS = st.one_of(st.floats(), st.integers(), st.integers(-(2**54), 2**54))
NAMES = st.text(min_size=1)


@given(data=st.dictionaries(NAMES, NUMBERS))
def test_numbers_have_the_bytes_of_the_journal_or_take_the_longer_way(
    data: dict[str, float],
) -> None:
    for _ in range(2):  # the second time from a template
        text = numbers_json(data)
        assert text is None or text == to_json(data)
    usual = all(math.isfinite(value) and abs(value) <= 2**53 for value in data.values())
    assert usual <= (text is not None)


@given(
    t=st.floats(min_value=0, max_value=2e9),
    step=st.integers(-(2**53), 2**53),
    commit=st.booleans(),
    sync=st.booleans(),
)
def test_a_payload_is_what_the_journal_makes_of_the_record(
    t: float, step: int, commit: bool, sync: bool
) -> None:
    record = {"kind": "log", "t": t, "step": step, "commit": commit}
    if sync:
        record["sync"] = True
    record["data"] = {"a": 0.5}
    assert log_payload(t, step, commit, '{"a":0.5}', sync=sync) == dumps(record)


@pytest.mark.parametrize(
    "data",
    [
        {"%": 1.0, "100%d": 2, "$a": 3.0, '"': 1, "é": 1.0, "a.b": 1},
        {"a": 1e308, "b": 1e308},
        {"a": 2**53, "b": -(2**53)},
        {"a": -0.0, "b": 5e-324, "c": 1e16, "d": 1e-5},
        {"\ud800": 1, "\x00": 2},
        {},
    ],
)
def test_what_json_or_a_template_might_spoil(data: dict[str, object]) -> None:
    for _ in range(2):
        assert numbers_json(data) == to_json(data)


@pytest.mark.parametrize(
    "data",
    [
        {"a": math.nan},
        {"a": math.inf, "b": -math.inf},
        {"a": 2**53 + 1},
        {"a": True, "b": 1},
        {"a": None},
        {"": 1},
        {1: 1},
        [("a", 1)],
        None,
    ],
)
def test_all_else_takes_the_longer_way(data: object) -> None:
    assert numbers_json({"a": 1, "b": 1}) == '{"a":1,"b":1}'
    assert numbers_json(data) is None


def test_the_templates_are_bounded() -> None:
    for number in range(1000):
        numbers_json({f"name {number}": 1.0})
    assert len(payloads._templates) <= 256
