"""The fold of a run out of what was read of its journals.

Of many rows the registers are computed from the columns, a hundred times as fast as record by record; what else there is
goes through the fold as always.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from runside.api.column_registers import of_key, open_visit, visits_of
from runside.api.journals import WriterRecords
from runside.fold import FoldState
from runside.fold.writers import WriterState

FEW_ROWS = 2000
"""Up to so many a record at a time is quick enough."""


def fold_of(uid: str, writers: Sequence[WriterRecords], *, few_rows: int = FEW_ROWS) -> FoldState:
    """The registers of the run. What is missing is given up as lost: all that there is has been read."""
    if sum(len(writer.logs) for writer in writers) > few_rows and all(map(_is_whole, writers)):
        return _by_columns(uid, writers)
    return _by_records(uid, writers)


def _by_records(uid: str, writers: Sequence[WriterRecords]) -> FoldState:
    fold = FoldState(uid)
    for writer in writers:
        records = heapq.merge(writer.others, writer.logs.records(), key=lambda pair: pair[0])
        for seq, record in records:
            before = fold.cursors.get(writer.writer, 0) + 1
            if before < seq:
                fold.lose(writer.writer, before, seq - 1)
            fold.add(writer.writer, seq, record)
    return fold


def _is_whole(writer: WriterRecords) -> bool:
    """Whether nothing of a writer is missing, nor does it say that anything is."""
    count = len(writer.others) + len(writer.logs)
    last_row = int(writer.logs.seq[-1]) if len(writer.logs) else 0
    last = max(last_row, writer.others[-1][0] if writer.others else 0)
    return last == count and not any(record["kind"] == "gap" for _, record in writer.others)


def _by_columns(uid: str, writers: Sequence[WriterRecords]) -> FoldState:
    fold = FoldState(uid)
    for writer in writers:
        state = fold.writers.setdefault(writer.writer, WriterState())
        for seq, record in writer.others:
            state.cursor = seq - 1  # the rows before it are taken below
            fold.add(writer.writer, seq, record)
        state.cursor = len(writer.others) + len(writer.logs)
    told = fold.to_json()
    visits = {writer.writer: visits_of(writer) for writer in writers if len(writer.logs)}
    for writer in writers:
        if writer.writer in visits:
            logs, of_writer = writer.logs, told["writers"][writer.writer]
            latest = float(logs.t.max())
            of_writer["last"] = max(latest, of_writer["last"] or latest)
            of_writer["highest"] = int(logs.step.max())
            of_writer["visit"] = open_visit(writer, visits[writer.writer])
    paths = dict.fromkeys(path for writer in writers for path in writer.logs.columns)
    for path in paths:
        logged = of_key(path, writers, visits)
        if logged is not None:
            told["keys"][path] = {**told["keys"].get(path, {}), **logged.to_json()}
    return FoldState.from_json(told)
