from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import OpenWriter, ReadAll
from .errors import RunFolderError
from .folder import RunFolder
from .format import dumps, frame, header
from .reader import JournalReader, Line, last_seq, read_lines, writers

UID = "0123456789abcdef0123456789abcdef"


def payload(seq: int) -> bytes:
    return dumps({"kind": "log", "t": float(seq), "step": seq, "data": {"loss": 1 / seq}})


def file_of(seqs: list[int], number: int = 1, uid: str = UID) -> bytes:
    return header(uid, "w1", number) + b"".join(frame(uid, seq, payload(seq)) for seq in seqs)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run's folder without a run.json, as somebody might have copied it."""
    (tmp_path / "journal").mkdir()
    return tmp_path


def write(folder: Path, data: bytes, number: int = 1) -> Path:
    path = folder / "journal" / f"w1-{number:06d}.log"
    path.write_bytes(data)
    return path


def seqs(lines: list[Line]) -> list[int]:
    return [line.seq for line in lines]


def test_lines_come_as_they_are_in_the_file(folder: Path) -> None:
    path = write(folder, file_of([1, 2, 3]))
    lines = JournalReader(folder, "w1").read()
    assert seqs(lines) == [1, 2, 3]
    for line in lines:
        assert line.payload == payload(line.seq)
        assert path.read_bytes()[line.offset :].startswith(line.raw)
        assert line.raw == frame(UID, line.seq, line.payload)
        assert line.file == 1


def test_a_reader_goes_on_where_it_was(folder: Path) -> None:
    path = write(folder, file_of([1]))
    reader = JournalReader(folder, "w1")
    assert seqs(reader.read()) == [1]
    assert reader.read() == []
    with path.open("ab") as file:
        file.write(frame(UID, 2, payload(2)))
    other = JournalReader(folder, "w1", position=(reader.position.file, reader.position.offset))
    assert seqs(reader.read()) == seqs(other.read()) == [2]
    assert reader.bad_count == other.bad_count == 0


def test_a_reader_waits_for_a_writer_that_has_no_file_yet(folder: Path) -> None:
    reader = JournalReader(folder, "w1")
    assert reader.read() == []
    write(folder, file_of([1])[:50])
    assert reader.read() == []
    write(folder, file_of([1]))
    assert seqs(reader.read()) == [1]
    assert reader.bad_count == 0


def test_a_file_cut_anywhere_gives_its_whole_lines_and_the_rest_later(folder: Path) -> None:
    data = file_of([1, 2, 3])
    for length in range(len(data) + 1):
        path = write(folder, data[:length])
        reader = JournalReader(folder, "w1", uid=UID)
        first = seqs(reader.read())
        assert first == list(range(1, max(data[:length].count(b"\n"), 1)))
        with path.open("ab") as file:
            file.write(data[length:])
        assert first + seqs(reader.read()) == [1, 2, 3]
        assert reader.bad_count == 0


def test_a_turned_byte_costs_its_lines_and_invents_nothing(folder: Path) -> None:
    data = file_of([1, 2, 3, 4])
    good = {seq: payload(seq) for seq in range(1, 5)}
    for place in range(len(data)):
        turned = bytearray(data)
        turned[place] ^= 0x15
        write(folder, bytes(turned))
        reader = JournalReader(folder, "w1", uid=UID)
        lines = reader.read()
        assert all(good[line.seq] == line.payload for line in lines)
        cut_off = place == len(data) - 1  # the last newline: that line is not there yet
        assert reader.bad_count == (0 if cut_off else 1)
        # A newline lost joins two lines.
        assert len(lines) >= (2 if data[place : place + 1] == b"\n" else 3)
        assert all(bad.offset <= place and bad.reason for bad in reader.bad)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 5000), st.sampled_from([512, 4096]))
def test_a_page_of_zeros_costs_the_lines_in_it(
    tmp_path_factory: pytest.TempPathFactory, start: int, size: int
) -> None:
    folder = tmp_path_factory.mktemp("run")
    (folder / "journal").mkdir()
    data = file_of(list(range(1, 101)))
    start = min(start, len(data) - 1)
    data = data[:start] + b"\0" * size + data[start + size :] + frame(UID, 101, payload(101))
    write(folder, data)
    whole = set(data.splitlines(keepends=True))
    found = JournalReader(folder, "w1", uid=UID).read()
    assert seqs(found) == [n for n in range(1, 102) if frame(UID, n, payload(n)) in whole]


def test_a_bad_line_is_named_by_file_place_and_reason(folder: Path) -> None:
    data = file_of([1])
    path = write(folder, data + b"rubbish\n" + frame(UID, 2, payload(2)))
    reader = JournalReader(folder, "w1")
    assert seqs(reader.read()) == [1, 2]
    (bad,) = reader.bad
    assert bad.path == path
    assert bad.offset == len(data)
    assert "form" in bad.reason


def test_rubbish_is_counted_and_a_thousand_places_kept(folder: Path) -> None:
    write(folder, file_of([1]) + b"\n" * 3_000_000 + frame(UID, 2, payload(2)))
    reader = JournalReader(folder, "w1")
    assert seqs(reader.read()) == [1]
    assert seqs(reader.read()) == [2]
    assert reader.bad_count == 3_000_000
    assert len(reader.bad) == 1000


def test_files_are_read_one_after_the_other(folder: Path) -> None:
    write(folder, file_of([1, 2]))
    reader = JournalReader(folder, "w1")
    assert seqs(reader.read()) == [1, 2]
    write(folder, file_of([3], 2), 2)
    write(folder, file_of([4], 5), 5)
    assert seqs(reader.read()) == [3, 4]
    assert reader.position.file == 5
    assert reader.bad_count == 0


def test_a_line_that_comes_just_before_the_next_file_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder, file_of([1]))
    reader = JournalReader(folder, "w1")
    assert seqs(reader.read()) == [1]

    def grow_and_list(folder: Path, writer: str) -> list[int]:
        with path.open("ab") as file:
            file.write(frame(UID, 2, payload(2)))
        write(folder, file_of([3], 2), 2)
        monkeypatch.undo()
        return [1, 2]

    monkeypatch.setattr("runside.journal.reader.files_of", grow_and_list)
    assert seqs(reader.read()) == [2, 3]


def test_a_torn_end_is_reported_once_the_writer_has_gone_on(folder: Path) -> None:
    path = write(folder, file_of([1, 2])[:-10])
    reader = JournalReader(folder, "w1")
    assert seqs(reader.read()) == [1]
    assert reader.bad_count == 0
    write(folder, file_of([2], 2), 2)
    assert seqs(reader.read()) == [2]
    (bad,) = reader.bad
    assert bad.path == path
    assert "ends within" in bad.reason


def test_a_file_that_is_cut_is_read_again_and_reported(folder: Path) -> None:
    path = write(folder, file_of([1, 2, 3]))
    reader = JournalReader(folder, "w1")
    reader.read()
    os.truncate(path, len(file_of([1])))
    assert seqs(reader.read()) == [1]
    assert "cut" in reader.bad[0].reason


def test_a_file_that_is_replaced_is_read_again_and_reported(folder: Path) -> None:
    write(folder, file_of([1, 2, 3]))
    reader = JournalReader(folder, "w1")
    reader.read()
    other = folder / "other"
    other.write_bytes(file_of([1, 2, 3, 4]))
    other.replace(folder / "journal" / "w1-000001.log")
    assert seqs(reader.read()) == [1, 2, 3, 4]
    assert "replaced" in reader.bad[0].reason


def test_a_position_within_a_line_is_not_believed(folder: Path) -> None:
    write(folder, file_of([1, 2, 3]))
    reader = JournalReader(folder, "w1", position=(1, 150))
    assert seqs(reader.read()) == [1, 2, 3]
    assert "changed" in reader.bad[0].reason


def test_a_file_that_is_gone_is_reported_and_passed_over(folder: Path) -> None:
    write(folder, file_of([1]))
    reader = JournalReader(folder, "w1")
    reader.read()
    (folder / "journal" / "w1-000001.log").unlink()
    assert reader.read() == []
    assert reader.read() == []
    assert reader.bad_count == 1
    write(folder, file_of([2], 2), 2)
    assert seqs(reader.read()) == [2]


def test_a_pipe_or_symlink_is_not_read(folder: Path) -> None:
    (folder / "other").write_bytes(file_of([1]))
    (folder / "journal" / "w1-000001.log").symlink_to(folder / "other")
    os.mkfifo(folder / "journal" / "w1-000002.log")
    write(folder, file_of([3], 3), 3)
    reader = JournalReader(folder, "w1", uid=UID)
    assert seqs(reader.read()) == [3]
    assert reader.bad_count == 2
    assert seqs(read_lines(folder, "w1", 1, 9, uid=UID)) == [3]


def test_a_newer_format_is_refused_by_name_and_the_rest_is_read(folder: Path) -> None:
    newer = dumps({"kind": "header", "format": 2, "uid": UID, "writer": "w1", "file": 1})
    write(folder, frame(UID, 0, newer) + frame(UID, 1, payload(1)))
    write(folder, file_of([2], 2), 2)
    reader = JournalReader(folder, "w1", uid=UID)
    assert seqs(reader.read()) == [2]
    (bad,) = reader.bad
    assert "format 2" in bad.reason
    assert "upgrade" in bad.reason


def test_a_file_of_another_run_is_refused(folder: Path) -> None:
    write(folder, file_of([1], uid=UID[::-1]))
    reader = JournalReader(folder, "w1", uid=UID)
    assert reader.read() == []
    assert reader.read() == []
    assert reader.bad_count == 1
    assert UID[::-1] in reader.bad[0].reason


def test_a_line_longer_than_asked_for_comes_whole(folder: Path) -> None:
    big = dumps({"text": "x" * 300_000})
    write(folder, file_of([1]) + frame(UID, 2, big) + frame(UID, 3, payload(3)))
    reader = JournalReader(folder, "w1")
    found: list[int] = []
    while lines := reader.read(max_bytes=100):
        assert len(lines) == 1
        found += seqs(lines)
    assert found == [1, 2, 3]
    assert reader.bad_count == 0


def test_no_more_is_given_than_asked_for(folder: Path) -> None:
    write(folder, file_of(list(range(1, 101))))
    reader = JournalReader(folder, "w1")
    while lines := reader.read(max_bytes=1000):
        assert sum(len(line.raw) for line in lines) <= 1000
    assert reader.position.offset == (folder / "journal" / "w1-000001.log").stat().st_size


def test_writers_are_those_that_have_files(folder: Path) -> None:
    for name in ("w2-000001.log", "api-1-000001.log", "w2-000002.log", "w3.alive", "notes.txt"):
        (folder / "journal" / name).write_text("")
    assert writers(folder) == ["api-1", "w2"]
    assert writers(folder / "missing") == []


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_lines_are_found_by_seq_wherever_they_are(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("run")
    (folder / "journal").mkdir()
    there = sorted(data.draw(st.sets(st.integers(1, 400), max_size=300)))
    cut = data.draw(st.integers(0, len(there)))
    again = data.draw(st.integers(0, cut))
    bad_at = data.draw(st.integers(0, len(there)))
    content = file_of(there[:bad_at]) + b"rubbish\n" * data.draw(st.integers(0, 2000))
    content += b"".join(frame(UID, seq, payload(seq)) for seq in there[bad_at:cut])
    # What a failed sync left in doubt comes again in the next file.
    write(folder, content if bad_at <= cut else file_of(there[:cut]))
    write(folder, file_of(there[again:], 2), 2)
    first, last = sorted(data.draw(st.tuples(st.integers(0, 410), st.integers(0, 410))))
    found = read_lines(folder, "w1", first, last, uid=UID)
    assert seqs(found) == [seq for seq in there if first <= seq <= last]
    assert all(line.payload == payload(line.seq) for line in found)
    assert last_seq(folder, "w1", uid=UID) == max(there, default=0)


def test_the_last_seq_is_found_behind_bad_and_long_lines(folder: Path) -> None:
    write(folder, file_of([1, 2]) + frame(UID, 3, dumps({"a": "x" * 50_000})) + b"torn")
    assert last_seq(folder, "w1", uid=UID) == 3
    write(folder, file_of([1, 2]) + b"rubbish\n" * 2000)
    assert last_seq(folder, "w1", uid=UID) == 2
    assert last_seq(folder, "other", uid=UID) == 0


def test_a_folder_without_a_run_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError):
        read_lines(tmp_path, "w1", 1, 2)


def test_what_is_written_is_read(
    run: RunFolder, open_writer: OpenWriter, read_all: ReadAll
) -> None:
    writer = open_writer()
    for step in range(100):
        writer.append({"kind": "log", "t": 1.0, "step": step, "data": {}})
    assert seqs(read_all()) == list(range(1, 101))
    assert seqs(read_lines(run.path, "w1", 5, 7)) == [5, 6, 7]
