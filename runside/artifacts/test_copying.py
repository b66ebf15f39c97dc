"""Copies are whole or not there, and are described as they are."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from runside.artifacts.copying import copy_file, files_below, hash_file, link_or_copy


def test_a_copy_holds_and_says_what_the_file_does(tmp_path: Path) -> None:
    data = os.urandom(3 << 20)
    (tmp_path / "a").write_bytes(data)
    content = copy_file(tmp_path / "a", tmp_path / "deep" / "er" / "b")
    assert (tmp_path / "deep" / "er" / "b").read_bytes() == data
    assert content == hash_file(tmp_path / "a") == (sha256(data).hexdigest(), len(data))


def test_a_copy_that_fails_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"new")
    (tmp_path / "b").write_bytes(b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        copy_file(tmp_path / "a", tmp_path / "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "b").read_bytes() == b"old"


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        copy_file(tmp_path / "pipe", tmp_path / "b")
    with pytest.raises(OSError, match="directory"):
        hash_file(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_link_takes_no_room_and_where_there_can_be_none_it_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"x")
    link_or_copy(tmp_path / "a", tmp_path / "b" / "linked")
    assert (tmp_path / "b" / "linked").samefile(tmp_path / "a")
    link_or_copy(tmp_path / "a", tmp_path / "b" / "linked")  # it is there already

    def other_disk(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", other_disk)
    link_or_copy(tmp_path / "a", tmp_path / "copied")
    assert (tmp_path / "copied").read_bytes() == b"x"
    assert not (tmp_path / "copied").samefile(tmp_path / "a")


def test_a_folder_that_leads_back_to_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("b", "a", ".b-0123456789ab.tmp", ".of-the-user.tmp", "below/c"):
        (tmp_path / name).touch()
    (tmp_path / "below" / "back").symlink_to(tmp_path)
    (tmp_path / "last").symlink_to(tmp_path / "a")
    found = [path.relative_to(tmp_path).as_posix() for path in files_below(tmp_path)]
    assert found == [".of-the-user.tmp", "a", "b", "below/c", "last"]
