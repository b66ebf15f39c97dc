from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from . import platform
from .conftest import OpenWriter, ReadAll
from .errors import RunFolderError, WriterClosedError, WriterTakenError
from .folder import RunFolder
from .format import loads, parse_header


def row(step: int) -> dict[str, object]:
    return {"kind": "log", "t": float(step), "step": step, "commit": True, "data": {"x": step}}


def files(run: RunFolder, writer: str = "w1") -> list[Path]:
    return sorted((run.path / "journal").glob(f"{writer}-*.log"))


def test_records_are_numbered_from_one_behind_a_header(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll
) -> None:
    writer = open_writer()
    assert writer.seq == 0
    assert [writer.append(row(step)) for step in range(3)] == [1, 2, 3]
    assert writer.seq == 3
    assert [loads(line.payload) for line in read_all()] == [row(step) for step in range(3)]
    (path,) = files(run)
    assert parse_header(path.read_bytes().split(b"\n")[0]) == (1, run.uid, "w1", 1)


def test_a_record_is_one_write_and_so_are_several_at_once(
    open_writer: OpenWriter, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bytes] = []

    def append(fd: int, data: bytes) -> int:
        written.append(data)
        return os.write(fd, data)

    monkeypatch.setattr(platform, "appender", lambda _: append)
    writer = open_writer()
    writer.append(row(0))
    assert writer.append_all([row(1), row(2)]) == 3
    assert [data.count(b"\n") for data in written[1:]] == [1, 2]
    assert [line.seq for line in read_all()] == [1, 2, 3]


def test_a_short_write_is_gone_on_with(
    open_writer: OpenWriter, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "appender", lambda _: lambda fd, data: os.write(fd, data[:7]))
    writer = open_writer()
    for step in range(5):
        writer.append(row(step))
    assert [line.seq for line in read_all()] == [1, 2, 3, 4, 5]


def test_each_line_is_told_in_order(open_writer: OpenWriter, read_all: ReadAll) -> None:
    told: list[tuple[int, bytes]] = []
    writer = open_writer(on_line=lambda seq, line: told.append((seq, line)))
    writer.append(row(0))
    writer.append_all([row(1), row(2)])
    assert told == [(line.seq, line.raw) for line in read_all()]


def test_a_value_without_a_form_appends_nothing(open_writer: OpenWriter, read_all: ReadAll) -> None:
    writer = open_writer()
    with pytest.raises(TypeError):
        writer.append_all([row(0), {"kind": "log", "data": object()}])
    assert writer.append(row(1)) == 1
    assert [line.seq for line in read_all()] == [1]


def test_a_full_file_is_followed_by_another(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll
) -> None:
    writer = open_writer(file_limit=1000)
    for step in range(50):
        writer.append(row(step))
    paths = files(run)
    assert len(paths) > 3
    assert all(path.stat().st_size <= 1000 for path in paths)
    for number, path in enumerate(paths, 1):
        assert parse_header(path.read_bytes().split(b"\n")[0]).file == number
    assert [line.seq for line in read_all()] == list(range(1, 51))


def test_full_files_are_synced_and_closed_off_the_appending_thread(
    open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(platform, "sync", synced.append)
    writer = open_writer(file_limit=1000)
    for step in range(50):
        writer.append(row(step))
    assert synced == []
    writer.tick()
    assert len(synced) > 3
    assert len(set(synced)) == len(synced)
    synced.clear()
    writer.tick()
    assert synced == []


def test_a_writer_of_very_many_lines_is_synced_sooner(open_writer: OpenWriter) -> None:
    """Until the sync they are in memory as well."""
    writer = open_writer()
    writer.append({"kind": "log"})
    assert writer.tick() is None
    for _ in range(10_000):
        writer.append_payloads((b"{}",))
    soon = writer.tick()
    assert soon is not None


def test_a_new_file_is_told_by_the_time_of_the_projects_folder(
    run: RunFolder, open_writer: OpenWriter
) -> None:
    project = run.path.parent
    os.utime(project, (1.0, 1.0))
    writer = open_writer(file_limit=1000)
    assert project.stat().st_mtime > 1.0
    os.utime(project, (1.0, 1.0))
    writer.append(row(0))
    assert project.stat().st_mtime == 1.0
    for step in range(20):
        writer.append(row(step))
    assert project.stat().st_mtime > 1.0


def test_threads_append_without_a_hole(open_writer: OpenWriter, read_all: ReadAll) -> None:
    writer = open_writer(file_limit=20_000)
    given: list[list[int]] = [[] for _ in range(4)]

    def work(seqs: list[int]) -> None:
        seqs += [writer.append(row(step)) for step in range(250)]

    threads = [threading.Thread(target=work, args=(seqs,)) for seqs in given]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        writer.tick()
    for thread in threads:
        thread.join()
    assert sorted(seq for seqs in given for seq in seqs) == list(range(1, 1001))
    assert [line.seq for line in read_all()] == list(range(1, 1001))


def test_nothing_is_appended_after_close(run: RunFolder, open_writer: OpenWriter) -> None:
    writer = open_writer()
    writer.append(row(0))
    writer.close()
    writer.close()
    assert writer.closed
    with pytest.raises(WriterClosedError, match="closed") as caught:
        writer.append(row(1))
    assert str(run.path) in str(caught.value)


def test_close_syncs_what_was_appended(
    open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(platform, "sync", synced.append)
    writer = open_writer()
    writer.append(row(0))
    writer.close()
    assert len(synced) == 1


def test_a_writer_goes_on_behind_its_last_record(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll
) -> None:
    for start in range(0, 9, 3):
        writer = open_writer(file_limit=400)
        assert writer.seq == start
        writer.append_all([row(step) for step in range(start, start + 3)])
        writer.close()
    assert [line.seq for line in read_all()] == list(range(1, 10))
    assert len(files(run)) > 1


def test_a_torn_end_is_closed_with_a_newline_and_stays(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll
) -> None:
    writer = open_writer()
    writer.append_all([row(0), row(1)])
    writer.close()
    (path,) = files(run)
    os.truncate(path, path.stat().st_size - 5)
    torn = path.read_bytes()
    writer = open_writer()
    assert writer.append(row(1)) == 2
    assert path.read_bytes().startswith(torn + b"\n")
    assert [loads(line.payload) for line in read_all(bad=1)] == [row(0), row(1)]


@pytest.mark.parametrize("damage", [b"", b"torn header", b"rubbish\n"])
def test_a_file_without_a_whole_header_is_left_alone(
    run: RunFolder, open_writer: OpenWriter, damage: bytes
) -> None:
    path = run.path / "journal" / "w1-000001.log"
    path.write_bytes(damage)
    writer = open_writer()
    assert writer.append(row(0)) == 1
    assert path.read_bytes() == damage
    assert [file.name for file in files(run)] == ["w1-000001.log", "w1-000002.log"]


def test_a_writer_of_this_process_is_not_opened_twice(open_writer: OpenWriter) -> None:
    writer = open_writer()
    with pytest.raises(WriterTakenError, match="w1"):
        open_writer()
    writer.append(row(0))
    assert writer._alive.refresh()
    open_writer("w2")


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(
    run: RunFolder, open_writer: OpenWriter
) -> None:
    (run.path / "journal").rmdir()
    (run.path / "journal").write_text("")
    with pytest.raises(RunFolderError, match="RUNSIDE_DIR") as caught:
        open_writer()
    assert str(run.path) in str(caught.value)


def test_a_symlink_is_not_written_through(
    run: RunFolder, open_writer: OpenWriter, tmp_path: Path
) -> None:
    (tmp_path / "victim").write_text("precious")
    (run.path / "journal" / "w1-000001.log").symlink_to(tmp_path / "victim")
    writer = open_writer()
    writer.append(row(0))
    assert (tmp_path / "victim").read_text() == "precious"
