"""Texts of the user's, made fit to be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runside.picture.letters import clean, clip, columns, value_text


def test_what_is_not_seen_is_left_out() -> None:
    assert clean("a\x00b\x1b[31m\u202ec\ud800\ufffe") == "ab[31mc"
    assert clean("two\nlines\tand\u2028more") == "two lines and more"


def test_what_is_too_long_is_cut_and_says_so() -> None:
    assert clip("abcdef", 6) == "abcdef"
    assert clip("abcdefg", 6) == "abcde…"
    assert clip("日本語の鍵", 6) == "日本…"


@given(st.text(), st.integers(1, 40))
def test_no_text_is_wider_than_its_room(text: str, most: int) -> None:
    assert columns(clip(text, most)) <= most


def test_values_of_the_summary_are_told_in_short() -> None:
    assert value_text(0.123456) == "0.1235"
    assert value_text(True) == "true"
    assert value_text({"_type": "image-file", "width": 3}) == "[image-file]"
    assert value_text([1, [2.5, "x"]]) == "[1, [2.5, x]]"
    assert value_text({}) == "{}"
    assert value_text(10**400) == "about 10^400"
    assert value_text(-(10**400)) == "about -10^400"
