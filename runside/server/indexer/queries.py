"""The questions that the Jupyter server passes on, answered from the index and the journals."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from runside import places
from runside._version import __version__
from runside.journal.format import dumps, encode_value
from runside.journal.reader import read_lines
from runside.server import rows, series
from runside.server.answer import PROTOCOL, Answer, Refused
from runside.server.indexer.comparing import Comparing
from runside.server.indexer.current_reader import CurrentReader
from runside.server.indexer.facts import names_of_notebook
from runside.server.indexer.liveness import Watch
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.seen import Seen
from runside.server.indexer.situation import Situation
from runside.server.indexer.telling import info_now, state_now
from runside.server.limits import MOST_LINES_BYTES
from runside.server.points import Points
from runside.server.smoothed_series import smoothed_columns
from runside.server.smoothing import Smoothing, parse_smoothing
from runside.server.store import IndexUnusableError, Snapshot, Store, StoredRun

Json = Any

LINES_TYPE = "application/x-ndjson"
LINES_AT_ONCE = 1_000
MOST_KEYS = 1_000
RUNS_LOOKED_AT = 100
"""Of how many runs the keys are told where nobody says of which."""


class Queries:
    """Answers questions on one thread, over a connection of its own, so that a long one does not
    hold up the tail.
    """

    def __init__(
        self,
        store: Store,
        situation: Situation,
        watch: Watch,
        overlays: Overlays,
        seen: Seen,
        comparing: Comparing,
        missed: Callable[[], None],
    ) -> None:
        """``missed`` is called when a run was asked for that is not in the index: it may have begun just now."""
        self._store = store
        self._seen = seen
        self._comparing = comparing
        self._missed = missed
        self._situation = situation
        self._watch = watch
        self._overlays = overlays
        self._reader = CurrentReader(store)
        self._questions: dict[str, Callable[..., Answer]] = {
            "runs": self.runs,
            "run": self.run,
            "series": self.series,
            "values": self.values,
            "lines": self.lines,
            "folder": self.folder,
            "compare": self.compare,
            "keys": self.keys,
            "about": self.about,
        }

    def answer(self, question: str, about: dict[str, Json]) -> Answer:
        """Answer a question. Raises Refused."""
        try:
            return self._questions[question](**about)
        except IndexUnusableError as error:
            self.close()
            raise Refused(503, f"{error}; ask again") from error

    def close(self) -> None:
        self._reader.close()

    def runs(
        self,
        kernel: str | None = None,
        notebook: str | None = None,
        state: str | None = None,
        limit: int | None = None,
    ) -> Answer:
        """The infos of the runs, newest first, and what is wrong.

        A run whose folder is gone is left out; it is there again when the folder is (it was moved away, or its disk
        was), and the index need not read it anew.
        """
        problems = list(self._situation.problems)
        try:
            with self._reader.get().snapshot() as index:
                names = names_of_notebook(notebook, self._situation.root_dirs) if notebook else ()
                found = index.runs(kernel=kernel, notebooks=names)
        except IndexUnusableError as error:
            # The list says so itself, so that the page can show why it is empty.
            self.close()
            found = []
            if not problems:
                problems.append(str(error))
        infos: list[dict[str, Json]] = []
        for run in _present(found):
            if limit is not None and len(infos) >= limit:
                break
            if state in (None, state_now(run, self._situation, self._watch)):
                infos.append(info_now(run, self._situation, self._watch))
        return Answer(dumps({"runs": infos, "problems": problems}))

    def run(self, uid: str) -> Answer:
        """One run: info, fold state, keys, and its bad lines."""
        with self._reader.get().snapshot() as index:
            run = index.run(uid)
            if run is None:
                self._missed()
                raise _unknown(uid)
            fold = index.fold(uid)
            keys = index.keys(uid)
            bad = index.bad_lines(uid)
        self._seen.note(uid, Path(run.dir), state_now(run, self._situation, self._watch))
        told = {
            "info": info_now(run, self._situation, self._watch),
            "keys": {
                path: {
                    "n": count.n,
                    "numbers": count.numbers,
                    "first_step": count.first_step,
                    "last_step": count.last_step,
                }
                for path, count in keys.items()
            },
            "bad_lines": [
                {
                    "writer": b.writer,
                    "file": b.place.file,
                    "offset": b.place.offset,
                    "reason": b.reason,
                }
                for b in bad
            ],
        }
        # The fold state is kept as JSON: it is not decoded to be encoded again.
        return Answer(dumps(told)[:-1] + b',"fold":' + (fold or b"null") + b"}")

    def series(
        self,
        uid: str,
        keys: list[str],
        points: int | None,
        first: int | None,
        last: int | None,
        smoothing: str | None = None,
    ) -> Answer:
        """Binary columns of some keys, smoothed if so."""
        if smoothing is not None:
            return self._smoothed(uid, keys, points, first, last, parse_smoothing(smoothing))
        told: list[tuple[str, Points, int]] = []
        with self._reader.get().snapshot() as index:
            run = _find(index, uid)
            for key in keys:
                whole = rows.numbers(index, uid, key, first, last)
                drawn = whole if points is None else series.reduce(whole, points, first, last)
                told.append((key, drawn, len(whole)))
        return Answer(series.encode(run.cursors, told), series.CONTENT_TYPE)

    def _smoothed(
        self,
        uid: str,
        keys: list[str],
        points: int | None,
        first: int | None,
        last: int | None,
        smoothing: Smoothing,
    ) -> Answer:
        with self._reader.get().snapshot() as index:
            run = _find(index, uid)
            told = [
                smoothed_columns(key, rows.numbers(index, uid, key), smoothing, points, first, last)
                for key in keys
            ]
        head = {"cursors": run.cursors, "smooth": str(smoothing)}
        return Answer(series.encode_told(head, told), series.CONTENT_TYPE)

    def values(self, uid: str, key: str) -> Answer:
        """What was logged to a key and is not a number."""
        with self._reader.get().snapshot() as index:
            run = _find(index, uid)
            found = rows.values(index, uid, key)
        told = b",".join(
            b'{"step":%d,"t":%s,"writer":%s,"seq":%d,"value":%s}'
            % (v.step, json.dumps(v.t).encode(), json.dumps(v.writer).encode(), v.seq, v.value)
            for v in found
        )
        cursors = json.dumps(encode_value(run.cursors)).encode()
        return Answer(b'{"cursors":' + cursors + b',"values":[' + told + b"]}")

    def lines(self, uid: str, after: dict[str, int], limit: int) -> Answer:
        """Journal lines, verbatim, of each writer those after a seq; of writers not named, all.

        They end where the index stands: what it has given up as lost is lost for the page too.
        """
        with self._reader.get().snapshot() as index:
            run = _find(index, uid)
        left = min(limit, MOST_LINES_BYTES)
        parts: list[bytes] = []
        for writer, cursor in run.cursors.items():
            known = after.get(writer, 0)
            if known < cursor:
                holder = self._overlays.holder_of(writer, uid, Path(run.dir))
                head, lines = _lines(holder, uid, writer, known, cursor, left)
                parts += [dumps(head), b"\n", lines]
                left = max(0, left - len(lines))
        return Answer(b"".join(parts), LINES_TYPE)

    def compare(self, uids: list[str], key: str, points: int | None) -> Answer:
        """One series of many runs as binary columns; of runs that are not there, nothing."""
        with self._reader.get().snapshot() as index:
            runs = [run for uid in dict.fromkeys(uids) if (run := index.run(uid)) is not None]
            body = self._comparing.series(index, runs, key, points)
        return Answer(body, series.CONTENT_TYPE)

    def keys(self, uids: list[str] | None) -> Answer:
        """The paths with numbers of some runs; by default of the newest."""
        with self._reader.get().snapshot() as index:
            if uids is None:
                uids = [run.uid for run in islice(_present(index.runs()), RUNS_LOOKED_AT)]
            found = index.common_keys(uids, MOST_KEYS)
        return Answer(dumps({"keys": [{"path": path, "runs": runs} for path, runs in found]}))

    def about(self) -> Answer:
        """Where the index is, which roots are watched, and what is wrong."""
        roots = {os.path.realpath(root) for root in self._situation.roots}
        roots.update(map(os.path.realpath, places.registered_roots()))
        return Answer(
            dumps(
                {
                    "version": __version__,
                    "protocol": PROTOCOL,
                    "index": {
                        "path": self._store.place,
                        "writes": self._situation.writes,
                    },
                    "roots": sorted(roots),
                    "problems": list(self._situation.problems),
                }
            )
        )

    def folder(self, uid: str) -> Answer:
        """Where a run lies."""
        with self._reader.get().snapshot() as index:
            return Answer(dumps({"dir": _find(index, uid).dir}))


def _present(runs: Iterable[StoredRun]) -> Iterator[StoredRun]:
    """Those whose folder is there."""
    return (run for run in runs if os.path.isdir(run.dir))  # noqa: PTH112 - it never raises


def _find(index: Snapshot, uid: str) -> StoredRun:
    run = index.run(uid)
    if run is None:
        raise _unknown(uid)
    return run


def _unknown(uid: str) -> Refused:
    return Refused(404, f"there is no run {uid} in the index")


def _lines(
    folder: Path, uid: str, writer: str, after: int, cursor: int, most: int
) -> tuple[dict[str, Json], bytes]:
    """The lines after..cursor of a writer, about ``most`` bytes of them, and the head that says which they are."""
    kept: list[bytes] = []
    size, last = 0, after
    while last < cursor and size < most:
        upto = min(cursor, last + LINES_AT_ONCE)
        for line in read_lines(folder, writer, last + 1, upto, uid=uid):
            if size and size + len(line.raw) > most:
                upto = last
                most = size
                break
            kept.append(line.raw)
            size += len(line.raw)
            last = line.seq
        last = upto
    head = {
        "writer": writer,
        "first": after + 1,
        "last": last,
        "bytes": size,
        "more": last < cursor,
    }
    return head, b"".join(kept)
