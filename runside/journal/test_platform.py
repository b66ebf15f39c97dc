from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import platform
from .platform import Place


def test_a_file_is_never_seen_in_part(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    assert platform.create_whole(path, b"first")
    assert not platform.create_whole(path, b"second")
    assert path.read_bytes() == b"first"
    platform.replace_whole(path, b"third")
    assert path.read_bytes() == b"third"
    assert [*tmp_path.iterdir()] == [path]


def test_without_hard_links_a_file_is_made_whole_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "run.json"
    assert platform.create_whole(path, b"first")
    assert not platform.create_whole(path, b"second")
    assert path.read_bytes() == b"first"
    assert [*tmp_path.iterdir()] == [path]


def test_both_ways_to_append_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (Place.LOCAL, Place.NETWORK, Place.UNKNOWN):
        monkeypatch.setattr(platform, "place_of", lambda _, place=place: place)
        path = tmp_path / place.value
        append = platform.appender(tmp_path)
        assert (append is os.write) == (place is not Place.LOCAL)
        fd = platform.open_append(path, new=True)
        assert append(fd, b"a\0b\n") == 4
        assert append(fd, b"") == 0
        os.close(fd)
        assert path.read_bytes() == b"a\0b\n"
        with pytest.raises(OSError, match="Bad file descriptor") as caught:
            append(fd, b"x")
        assert caught.value.errno == errno.EBADF


def test_a_new_file_replaces_none(tmp_path: Path) -> None:
    path = tmp_path / "file"
    os.close(platform.open_append(path, new=True))
    with pytest.raises(FileExistsError):
        platform.open_append(path, new=True)


@pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps what")
def test_file_systems_are_told_apart(tmp_path: Path) -> None:
    assert platform.place_of(Path("/dev/shm")) is Place.LOCAL
    assert platform.place_of(Path("/proc")) is Place.UNKNOWN
    assert platform.place_of(tmp_path / "missing") is Place.UNKNOWN


@pytest.mark.parametrize(
    ("word", "place"),
    [(0xEF53, Place.LOCAL), (0x6969, Place.NETWORK), (0x65735546, Place.UNKNOWN)],
)
def test_a_file_system_is_known_by_its_first_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: int, place: Place
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "_statfs", lambda _: word.to_bytes(8, sys.byteorder) + bytes(112))
    assert platform.place_of(tmp_path) is place


@pytest.mark.parametrize(
    ("name", "place"),
    [(b"apfs", Place.LOCAL), (b"smbfs", Place.NETWORK), (b"macfuse", Place.UNKNOWN)],
)
def test_a_file_system_of_macos_is_known_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes, place: Place
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "_statfs", lambda _: bytes(72) + name.ljust(16, b"\0"))
    assert platform.place_of(tmp_path) is place


def test_the_process_that_holds_a_lock_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    fd = platform.open_regular(path)
    assert platform.lock_holder(fd) is None
    code = (
        "import fcntl, os, sys; fd = os.open(sys.argv[1], os.O_RDWR);"
        "fcntl.lockf(fd, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert platform.is_locked(fd)
        assert platform.lock_holder(fd) == holder.pid
        holder.communicate()
    assert platform.lock_holder(fd) is None
    os.close(fd)
