"""Payloads from templates are those of the journal, to the byte."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runside.journal import dumps
from runside.sdk.payloads import LogPayloads

PAYLOADS = LogPayloads()
NUMBERS = st.one_of(st.floats(), st.integers(), st.booleans(), st.integers(-(2**54), 2**54))
VALUES = st.one_of(NUMBERS, st.none(), st.text(), st.lists(NUMBERS))


@given(
    t=st.floats(min_value=0, max_value=2e9),
    step=st.integers(-(2**53), 2**53),
    commit=st.booleans(),
    data=st.one_of(
        st.dictionaries(st.text(), st.floats()),
        st.dictionaries(st.text(), NUMBERS),
        st.dictionaries(st.text(), VALUES),
    ),
)
def test_the_bytes_are_those_of_the_journal(
    t: float, step: int, commit: bool, data: dict[str, object]
) -> None:
    expected = dumps({"kind": "log", "t": t, "step": step, "commit": commit, "data": data})
    for _ in range(2):  # the second time from a template
        assert PAYLOADS.payload(t, step, commit, data) == expected


@pytest.mark.parametrize(
    "data",
    [
        {"%": 1.0, "100%d": 2, "$a": 3.0, '"': 1, "é": 1.0},
        {"a": math.nan},
        {"a": math.inf, "b": -math.inf},
        {"a": 1e308, "b": 1e308},
        {"a": 2**53, "b": -(2**53)},
        {"a": 2**53 + 1},
        {"a": -0.0, "b": 5e-324, "c": 1e16, "d": 1e-5},
        {"a": True, "b": 1},
        {},
    ],
)
def test_what_json_or_a_template_might_spoil(data: dict[str, object]) -> None:
    expected = dumps({"kind": "log", "t": 1.0, "step": 0, "commit": True, "data": data})
    for _ in range(2):
        assert PAYLOADS.payload(1.0, 0, True, data) == expected


def test_the_templates_are_bounded() -> None:
    payloads = LogPayloads()
    for number in range(1000):
        payloads.payload(1.0, 0, True, {f"name {number}": 1.0})
    assert len(payloads._templates) <= 256
