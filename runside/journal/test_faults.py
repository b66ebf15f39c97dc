"""Disks that are full or fail, files that are taken away, interruptions anywhere."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from . import platform, stream
from .backlog import Backlog
from .conftest import OpenWriter, ReadAll
from .folder import RunFolder, create_run
from .format import loads
from .reader import JournalReader, Line
from .writer import JournalWriter


def row(step: int) -> dict[str, object]:
    return {"kind": "log", "t": float(step), "step": step, "commit": True, "data": {"x": step}}


def append(writer: JournalWriter, steps: Iterable[int]) -> None:
    for step in steps:
        writer.append(row(step))


class Disk:
    """Appends as the test wants it."""

    def __init__(self) -> None:
        self.room: int | None = None
        """Bytes that still fit; None for no end."""
        self.error = errno.ENOSPC
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None

    def append(self, fd: int, data: bytes) -> int:
        self.before()
        if self.room is not None:
            if self.room == 0:
                raise OSError(self.error, os.strerror(self.error))
            data = data[: self.room]
            self.room -= len(data)
        written = os.write(fd, data)
        self.after()
        return written


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(platform, "appender", lambda _: disk.append)
    return disk


def records(lines: list[Line]) -> list[dict[str, object]]:
    return [loads(line.payload) for line in lines]


@pytest.mark.parametrize("room", [0, 1, 50, 100, 150])
def test_a_full_disk_leaves_whole_lines_and_loses_nothing(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll, disk: Disk, room: int
) -> None:
    writer = open_writer()
    writer.append(row(0))
    (path,) = (run.path / "journal").glob("*.log")
    disk.room = room
    with pytest.warns(RuntimeWarning, match="No space left"):
        assert [writer.append(row(step)) for step in range(1, 6)] == [2, 3, 4, 5, 6]
    assert path.read_bytes().endswith(b"\n")
    assert writer.held > 0
    disk.room = 120
    writer.tick()
    assert path.read_bytes().endswith(b"\n")
    disk.room = None
    writer.tick()
    assert writer.held == writer.dropped == 0
    assert records(read_all()) == [row(step) for step in range(6)]


def test_of_several_records_in_one_write_the_whole_ones_stay(
    open_writer: OpenWriter, read_all: ReadAll, disk: Disk
) -> None:
    writer = open_writer()
    writer.append(row(0))
    disk.room = 100
    with pytest.warns(RuntimeWarning):
        writer.append_all([row(1), row(2)])
    assert [line.seq for line in read_all()] == [1, 2]
    disk.room = None
    writer.tick()
    assert records(read_all()) == [row(0), row(1), row(2)]


def test_the_warning_comes_once_and_says_where_and_what_to_do(
    run: RunFolder, open_writer: OpenWriter, disk: Disk
) -> None:
    writer = open_writer()
    disk.room = 0
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for step in range(3):
            writer.append(row(step))
            writer.tick()
        disk.room = None
        writer.tick()
    (warning,) = caught
    assert str(run.path / "journal") in str(warning.message)
    assert "RUNSIDE_DIR" in str(warning.message)


def test_training_goes_on_where_warnings_are_errors(
    open_writer: OpenWriter, disk: Disk, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = open_writer()
    disk.room = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert writer.append(row(0)) == 1
    disk.room = None
    assert "No space left" in capsys.readouterr().err


def test_what_had_to_go_is_told_by_a_gap(
    open_writer: OpenWriter, read_all: ReadAll, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "Backlog", lambda: Backlog(soft_limit=1000))
    writer = open_writer(clock=lambda: 99.0)
    disk.room = 0
    needless = [{"kind": "system", "t": 0.0, "data": {"cpu": float(n)}} for n in range(30)]
    with pytest.warns(RuntimeWarning, match="No space left"):
        writer.append_all(
            [
                {"kind": "config", "t": 0.0, "set": {"lr": 0.1}},
                *needless,
                {"kind": "finish", "t": 0.0, "exit": 0},
            ]
        )
    dropped = writer.dropped
    assert dropped > 0
    disk.room = None
    writer.tick()
    found = records(read_all())
    gap = found[-1]
    assert gap == {
        "kind": "gap",
        "t": 99.0,
        "writer": "w1",
        "from": 2,
        "to": 1 + dropped,
        "reason": "No space left on device",
        "count": dropped,
    }
    assert found[0]["kind"] == "config"
    assert found[-2]["kind"] == "finish"
    assert [line.seq for line in read_all()] == [1, *range(dropped + 2, 34)]


def test_a_writer_that_closes_on_a_full_disk_says_what_is_lost(
    open_writer: OpenWriter, disk: Disk
) -> None:
    writer = open_writer()
    disk.room = 0
    with pytest.warns(RuntimeWarning, match="No space left"):
        writer.append_all([row(0), row(1)])
    with pytest.warns(RuntimeWarning, match="last 2 records"):
        writer.close()


@pytest.mark.parametrize("error", [errno.EIO, errno.EFBIG, errno.EROFS, errno.EBADF])
def test_after_any_other_error_the_writer_goes_on_in_a_new_file(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll, disk: Disk, error: int
) -> None:
    writer = open_writer()
    writer.append(row(0))
    disk.room, disk.error = 20, error
    with pytest.warns(RuntimeWarning, match=os.strerror(error)):
        writer.append_all([row(1), row(2)])
    writer.tick()  # the header of the new file does not fit either, and leaves nothing behind
    assert len(list((run.path / "journal").glob("*.log"))) == 1
    disk.room = None
    writer.tick()
    assert len(list((run.path / "journal").glob("*.log"))) == 2
    assert records(read_all()) == [row(0), row(1), row(2)]


def test_a_tail_that_cannot_be_cut_stays_and_is_not_appended_to(
    open_writer: OpenWriter, read_all: ReadAll, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = open_writer()
    writer.append(row(0))

    def refuse(fd: int, size: int) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, "ftruncate", refuse)
    disk.room = 20
    with pytest.warns(RuntimeWarning):
        writer.append(row(1))
    disk.room = None
    writer.tick()
    assert records(read_all(bad=1)) == [row(0), row(1)]


def test_a_file_that_cannot_be_followed_grows_on(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = open_writer(file_limit=1000)
    monkeypatch.setattr(platform, "open_append", _raise(errno.EMFILE))
    with pytest.warns(RuntimeWarning, match="Too many open files"):
        append(writer, range(30))
    assert writer.held == 0
    monkeypatch.undo()
    for step in range(30, 40):
        writer.append(row(step))
    assert len(list((run.path / "journal").glob("*.log"))) == 2
    assert records(read_all()) == [row(step) for step in range(40)]


def test_what_a_failed_sync_left_in_doubt_is_written_again_elsewhere(
    run: RunFolder, open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = open_writer()
    writer.append(row(0))
    writer.tick()
    monkeypatch.setattr(platform, "sync", _raise(errno.EIO))
    writer.append_all([row(1), row(2)])
    with pytest.warns(RuntimeWarning, match="Input/output error"):
        writer.tick()
    writer.append(row(3))
    monkeypatch.undo()
    # Whatever became of the first file behind what was synced, the journal has it all.
    first, second = sorted((run.path / "journal").glob("*.log"))
    kept = first.read_bytes().split(b"\n")[:2]
    first.write_bytes(b"\n".join(kept) + b"\n")
    lines = JournalReader(run.path, "w1").read()
    assert records(lines) == [row(step) for step in range(4)]
    assert second.exists()


def test_older_lines_that_are_written_again_begin_a_file(
    run: RunFolder, open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = open_writer(file_limit=1000)
    for step in range(15):
        writer.append(row(step))
    failed: list[int] = []

    def fail_first(fd: int) -> bool:
        if not failed:
            failed.append(fd)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return True

    monkeypatch.setattr(platform, "sync", fail_first)
    with pytest.warns(RuntimeWarning):
        writer.tick()
    writer.append(row(15))
    found: set[int] = set()
    for path in sorted((run.path / "journal").glob("*.log")):
        seqs = [int(line.split(b" ")[1]) for line in path.read_bytes().split(b"\n")[:-1]]
        assert seqs == sorted(seqs)
        found |= set(seqs)
    assert found == set(range(17))


def test_what_is_too_much_to_keep_for_a_stalled_disk_is_told_if_it_fails(
    open_writer: OpenWriter, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = open_writer(file_limit=1000)
    append(writer, range(100))  # many files, and no sync
    monkeypatch.setattr(platform, "sync", _raise(errno.EIO))
    with pytest.warns(RuntimeWarning, match="Input/output error"):
        writer.tick()
    monkeypatch.undo()
    assert writer.dropped > 50
    gaps = [record for record in records(read_all()) if record["kind"] == "gap"]
    assert [(gap["from"], gap["to"]) for gap in gaps] == [(1, writer.dropped)]


def test_a_disk_that_never_syncs_is_asked_less_and_less(
    open_writer: OpenWriter, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])

    def fail(fd: int) -> bool:
        asked.append(fd)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    writer = open_writer()
    monkeypatch.setattr(platform, "sync", fail)

    def train() -> None:
        for second in range(300):
            now[0] = float(second)
            writer.append(row(second))
            writer.tick()

    with pytest.warns(RuntimeWarning, match="Input/output error"):
        train()
    assert 5 < len(asked) < 15
    monkeypatch.undo()
    assert {line.seq for line in read_all()} == set(range(1, 301))


def test_a_file_system_that_cannot_sync_is_no_fault(
    open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch, read_all: ReadAll
) -> None:
    monkeypatch.setattr(os, "fdatasync", _raise(errno.EINVAL), raising=False)
    writer = open_writer()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        writer.append(row(0))
        writer.tick()
    assert [line.seq for line in read_all()] == [1]


def test_a_deleted_file_is_told_by_a_gap_and_followed_by_another(
    run: RunFolder, open_writer: OpenWriter
) -> None:
    writer = open_writer(clock=lambda: 99.0)
    writer.append_all([row(step) for step in range(5)])
    writer.tick()
    writer.append(row(5))
    for path in (run.path / "journal").iterdir():
        path.unlink()
    (run.path / "journal").rmdir()
    with pytest.warns(RuntimeWarning, match="deleted"):
        writer.tick()
    writer.append(row(6))
    lines = JournalReader(run.path, "w1").read()
    assert [line.seq for line in lines] == [6, 7, 8]
    assert records(lines)[1] == {
        "kind": "gap",
        "t": 99.0,
        "writer": "w1",
        "from": 1,
        "to": 5,
        "reason": "w1-000001.log was deleted",
        "count": 5,
    }
    writer.tick()
    assert writer._alive.has_lock
    assert (run.path / "journal" / "w1.alive").exists()


def test_a_descriptor_that_somebody_closed_is_not_ours_any_more(
    open_writer: OpenWriter, read_all: ReadAll, tmp_path: Path
) -> None:
    writer = open_writer()
    writer.append(row(0))
    fd = writer._stream.files.current.fd
    os.close(fd)
    other = os.open(tmp_path / "other", os.O_WRONLY | os.O_CREAT)
    assert other == fd
    with pytest.warns(RuntimeWarning, match="closed by something else"):
        writer.tick()
    writer.append(row(1))
    writer.close()
    os.close(other)  # it is still open
    assert (tmp_path / "other").read_bytes() == b""
    assert {line.seq for line in read_all()} == {1, 2}


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interrupted_append_is_finished_and_leaves_no_hole(
    open_writer: OpenWriter, read_all: ReadAll, disk: Disk, when: str
) -> None:
    told: list[int] = []
    writer = open_writer(on_line=lambda seq, _: told.append(seq))
    writer.append(row(0))
    setattr(disk, when, _interrupt)
    with pytest.raises(KeyboardInterrupt):
        writer.append(row(1))
    setattr(disk, when, lambda: None)
    writer.append(row(2))
    assert records(read_all()) == [row(0), row(1), row(2)]
    assert told == [1, 2, 3]


def test_an_append_interrupted_within_a_line_is_finished(
    open_writer: OpenWriter, read_all: ReadAll, disk: Disk
) -> None:
    writer = open_writer()
    writer.append(row(0))
    disk.room = 30
    disk.after = _interrupt
    with pytest.raises(KeyboardInterrupt):
        writer.append(row(1))
    disk.room, disk.after = None, lambda: None
    writer.tick()
    assert records(read_all()) == [row(0), row(1)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_signal_handler_may_append_in_the_middle_of_an_append(
    open_writer: OpenWriter, read_all: ReadAll, disk: Disk, when: str
) -> None:
    writer = open_writer()
    writer.append(row(0))

    def handler() -> None:
        setattr(disk, when, lambda: None)
        writer.append(row(2))

    setattr(disk, when, handler)
    writer.append(row(1))
    writer.append(row(3))
    lines = read_all()
    assert {line.seq: loads(line.payload) for line in lines} == {
        step + 1: row(step) for step in range(4)
    }
    disk.room = 10
    with pytest.warns(RuntimeWarning):
        writer.append(row(4))  # cut back to where the file really ended
    disk.room = None
    writer.tick()
    assert {line.seq for line in read_all()} == {1, 2, 3, 4, 5}


def test_a_signal_handler_may_close_in_the_middle_of_an_append(
    open_writer: OpenWriter, read_all: ReadAll, disk: Disk
) -> None:
    writer = open_writer()

    def handler() -> None:
        disk.after = lambda: None
        writer.append({"kind": "finish", "t": 1.0, "exit": 1})
        writer.close()

    disk.after = handler
    writer.append(row(0))
    assert [record["kind"] for record in records(read_all())] == ["log", "finish"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    where = tmp_path / "small"
    where.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(where)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("only root mounts a file system")
    yield where
    subprocess.run(["umount", "-l", str(where)], check=True)


def test_a_real_full_disk_takes_the_rest_when_there_is_room(small_disk: Path) -> None:
    run = create_run(small_disk, "p", "r", start=0.0)
    (small_disk / "ballast").write_bytes(b"x" * 40_000)
    writer = JournalWriter(run.path, run.uid, "w1")
    with pytest.warns(RuntimeWarning, match="No space left"):
        append(writer, range(300))
    assert writer.held > 0
    (small_disk / "ballast").unlink()
    writer.tick()
    writer.close()
    reader = JournalReader(run.path, "w1")
    assert records(reader.read()) == [row(step) for step in range(300)]
    assert reader.bad_count == 0


def test_a_limit_on_the_size_of_files_is_met_with_another_file(run: RunFolder) -> None:
    program = """
import resource, sys
from pathlib import Path
from runside.journal import JournalWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
writer = JournalWriter(Path(sys.argv[1]), sys.argv[2], "w1")
for step in range(300):
    writer.append({"kind": "log", "t": 0.0, "step": step})
    if writer.held:
        writer.tick()
writer.close()
"""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 5000
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, str(run.path), run.uid], check=True
    )
    reader = JournalReader(run.path, "w1")
    assert [line.seq for line in reader.read()] == list(range(1, 301))
    assert reader.bad_count == 0
    assert reader.position.file > 1


def _raise(number: int) -> Callable[..., bool]:
    def fail(*_: object, **__: object) -> bool:
        raise OSError(number, os.strerror(number))

    return fail


def _interrupt() -> None:
    raise KeyboardInterrupt
