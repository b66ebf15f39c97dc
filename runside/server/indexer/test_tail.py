"""Whatever becomes of a line, every other one counts, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from runside.fold import FoldState
from runside.journal import RunFolder, create_run, dumps, frame
from runside.journal.format import header
from runside.server.indexer.tail import GIVE_UP_AFTER_S, RunTail, parse_fold
from runside.server.store import Place, RunChange

MOST = 1 << 20


def line(run: RunFolder, seq: int) -> bytes:
    """The line with which the writer logs loss = seq to step = seq."""
    record = {"kind": "log", "t": 1.0, "step": seq, "commit": True, "data": {"loss": float(seq)}}
    return frame(run.uid, seq, dumps(record))


def write(run: RunFolder, file: int, *lines: bytes) -> None:
    path = run.journal / f"w-{file:06d}.log"
    with path.open("ab") as journal:
        if not journal.tell():
            journal.write(header(run.uid, "w", file))
        journal.write(b"".join(lines))


def new_run(tmp_path: Path) -> RunFolder:
    return create_run(tmp_path, "p", "r", start=1.0)


def tail_of(run: RunFolder, *, after: RunChange | None = None) -> RunTail:
    if after is None:
        return RunTail(run, FoldState(run.uid), {}, [])
    return RunTail(run, parse_fold(run.uid, after.fold), after.resume, list(after.bad))


END = {"w": Place(9, 0)}


def read(tail: RunTail, now: float = 0.0) -> RunChange:
    while tail.read(END, MOST, now):
        pass
    change = tail.change()
    assert change is not None
    return change


def seqs(*changes: RunChange) -> list[int]:
    return [seq for change in changes for chunk in change.chunks.values() for seq in chunk.seqs]


def test_lines_that_follow_a_missing_one_wait_for_it(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    write(run, 1, line(run, 1), line(run, 3))
    tail = tail_of(run)
    assert seqs(first := read(tail)) == [1]
    assert first.facts["gaps"] == 0
    write(run, 2, line(run, 2), line(run, 4))  # as after a sync that failed
    assert seqs(read(tail)) == [2, 3, 4]


def test_what_does_not_come_is_given_up_and_counts_as_a_gap(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    bad = line(run, 2).replace(b"loss", b"lass")
    write(run, 1, line(run, 1), bad, line(run, 3))
    tail = tail_of(run)
    read(tail)
    tail.read(END, MOST, GIVE_UP_AFTER_S)
    change = tail.change()
    assert change is not None
    assert (seqs(change), change.cursors) == ([3], {"w": 3})
    assert (change.facts["gaps"], change.facts["bad_lines"]) == (1, 1)


def test_a_line_that_was_given_up_and_comes_after_all_is_taken_in(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    write(run, 1, line(run, 1), line(run, 3))
    tail = tail_of(run)
    read(tail)
    tail.read(END, MOST, GIVE_UP_AFTER_S)
    given_up = tail.change()
    assert given_up is not None
    write(run, 2, line(run, 2), line(run, 3), line(run, 4))
    change = read(tail)
    assert seqs(given_up, change) == [3, 2, 4]
    assert change.facts["gaps"] == 0


def test_what_waits_is_read_again_after_a_restart(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    write(run, 1, line(run, 1), line(run, 3), line(run, 4))
    first = read(tail_of(run))
    write(run, 2, line(run, 2))
    second = read(tail_of(run, after=first))
    assert seqs(first, second) == [1, 2, 3, 4]


def test_a_restart_reads_nothing_twice(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    write(run, 1, line(run, 1), line(run, 2).replace(b"loss", b"lass"), line(run, 3))
    tail = tail_of(run)
    read(tail)
    tail.read(END, MOST, GIVE_UP_AFTER_S)
    before = tail.change()
    assert before is not None
    again = tail_of(run, after=before)
    assert not again.read(END, MOST, 0.0)
    assert again.change() is None


def test_lines_that_come_twice_count_once(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    write(run, 1, line(run, 1), line(run, 2), line(run, 2))
    write(run, 2, line(run, 1), line(run, 2), line(run, 3))
    change = read(tail_of(run))
    assert seqs(change) == [1, 2, 3]
    assert change.counts["loss"].n == 3


def test_a_file_of_another_run_is_not_read(tmp_path: Path) -> None:
    run, other = new_run(tmp_path), new_run(tmp_path)
    write(run, 1, line(run, 1))
    (run.journal / "x-000001.log").write_bytes(header(other.uid, "x", 1) + line(other, 1))
    tail = tail_of(run)
    tail.read({**END, "x": Place(1, 1)}, MOST, 0.0)
    change = tail.change()
    assert change is not None
    assert seqs(change) == [1]
    assert "is of run" in change.bad[0].reason


def test_a_gap_that_claims_more_than_there_can_be_is_a_bad_line(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    gap = {"kind": "gap", "t": 1.0, "writer": "other", "from": 1, "to": 2**60}
    write(run, 1, frame(run.uid, 1, dumps(gap)), line(run, 2))
    change = read(tail_of(run))
    assert seqs(change) == [2]
    assert "no good 'to'" in change.bad[0].reason


@pytest.mark.parametrize("nested", [(b'{"a":', b"}"), (b"[", b"]")])
@pytest.mark.parametrize("depth", [120, 400, 900, 100_000])
def test_a_record_that_is_nested_too_deeply_is_a_bad_line(
    tmp_path: Path, nested: tuple[bytes, bytes], depth: int
) -> None:
    run = new_run(tmp_path)
    opening, closing = nested
    deep = b'{"a":%s1%s}' % (opening * depth, closing * depth)
    payload = b'{"kind":"log","t":1.0,"step":1,"commit":true,"data":%s}' % deep
    write(run, 1, frame(run.uid, 1, payload), line(run, 2))
    change = read(tail_of(run))
    assert seqs(change) == [2]
    assert "nested too deeply" in change.bad[0].reason


def test_many_values_side_by_side_are_not_deep(tmp_path: Path) -> None:
    run = new_run(tmp_path)
    data = {f"key {n}": [[n]] for n in range(1_000)}
    record = {"kind": "log", "t": 1.0, "step": 1, "commit": True, "data": data}
    write(run, 1, frame(run.uid, 1, dumps(record)))
    change = read(tail_of(run))
    assert len(change.values) == 1_000
    assert not change.bad
