from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .names import (
    check_writer,
    decode_name,
    encode_name,
    log_name,
    namesake,
    namesake_number,
    new_uid,
    new_writer,
    parse_log_name,
)

names = st.text(st.characters(codec=None, exclude_categories=()), min_size=1)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("digits", "digits"),
        ("a/b c", "a%2Fb%20c"),
        (".hidden", "%2Ehidden"),
        ("..", "%2E."),
        ("run~2", "run%7E2"),
        ("100%", "100%25"),
        ("naïve", "na%C3%AFve"),
        ("A.b_c-d", "A.b_c-d"),
    ],
)
def test_a_name_becomes_a_folder(name: str, folder: str) -> None:
    assert encode_name(name) == folder
    assert decode_name(folder) == name


@given(names)
def test_a_folder_name_is_short_safe_and_says_the_name(name: str) -> None:
    folder = encode_name(name)
    assert 0 < len(folder) <= 120
    assert folder.isascii()
    assert not set(folder) & set("/\\\0 :")
    assert not folder.startswith(".")
    if "~" not in folder:
        assert decode_name(folder).encode("utf-16", "surrogatepass") == name.encode(
            "utf-16", "surrogatepass"
        )


@given(names.map(lambda name: name * 120), names.map(lambda name: name * 121))
def test_long_names_keep_apart(left: str, right: str) -> None:
    if left != right:
        assert encode_name(left) != encode_name(right)


def test_a_long_name_keeps_its_beginning() -> None:
    folder = encode_name("very long " * 30)
    assert len(folder) <= 120
    assert decode_name(folder).startswith("very long very long")
    assert decode_name(namesake(folder, 3)) == decode_name(folder)


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        encode_name("")


@given(names, st.integers(1, 1000))
def test_namesakes_are_counted(name: str, n: int) -> None:
    folder = encode_name(name)
    assert namesake_number(folder, namesake(folder, n)) == n


def test_other_names_are_no_namesakes() -> None:
    for other in ("run2", "run~1", "run~02", "run~x", "other~2", "ru"):
        assert namesake_number("run", other) is None


def test_uids_and_writers_are_new_each_time() -> None:
    assert len({new_uid() for _ in range(100)}) == 100
    assert len(new_uid()) == 32
    assert len({new_writer() for _ in range(100)}) == 100
    assert new_writer("api-").startswith("api-")


@pytest.mark.parametrize("writer", ["", "W", "a/b", "-a", "a.b", "a" * 65, "a:b", "a\n"])
def test_a_writer_name_is_safe_everywhere(writer: str) -> None:
    with pytest.raises(ValueError, match="writer"):
        check_writer(writer)


def test_file_names_say_writer_and_number() -> None:
    assert log_name("w1", 1) == "w1-000001.log"
    assert parse_log_name("w1-000012.log") == ("w1", 12)
    assert parse_log_name("api-7-000001.log") == ("api-7", 1)
    for name in ("w1.alive", "w1-1.log", "w1-000001.log.tmp", ".w1-000001.log", "W-000001.log"):
        assert parse_log_name(name) is None
