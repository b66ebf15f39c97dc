"""Whether the writers that have not finished are alive, as far as it can be seen from here."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runside.fold import Liveness
from runside.journal.alive import Probe, probe
from runside.journal.names import JOURNAL_FOLDER, alive_name

TWICE_WITHIN_S = 2.5
"""A lock counts as gone when two probes this far apart found it free: a writer takes it again
every second.
"""
SILENT_AFTER_S = 30.0
PROBE_EVERY_S = 1.0
PROBE_DEAD_EVERY_S = 5.0


@dataclass(slots=True)
class _Writer:
    alive_file: Path
    told: Liveness = "alive"
    free_since: float | None = None
    moved: float = 0.0
    """Unix seconds of the last sign of life, by this machine's clock."""
    mtime: float | None = None
    due: float = 0.0


@dataclass(slots=True)
class _Run:
    writers: dict[str, _Writer] = field(default_factory=dict)


class Watch:
    """The open writers of all runs. Times are those of ``time.monotonic()`` unless said
    otherwise.
    """

    def __init__(self) -> None:
        self._runs: dict[str, _Run] = {}
        self._told: dict[str, dict[str, Liveness]] = {}

    def set_open(self, uid: str, folder: Path, writers: list[str], last_t: float | None) -> None:
        """Watch these writers of a run, and no others of it. Called whenever the run has grown."""
        if not writers:
            self.forget(uid)
            return
        run = self._runs.setdefault(uid, _Run())
        journal = folder / JOURNAL_FOLDER
        for gone in run.writers.keys() - set(writers):
            del run.writers[gone]
        for name in writers:
            if name not in run.writers:
                # What was written long ago is no sign of life now: it may have come from another
                # machine.
                moved = min(time.time(), last_t if last_t is not None else 0.0)
                run.writers[name] = _Writer(journal / alive_name(name), moved=moved)
        self._tell(uid, run)

    def forget(self, uid: str) -> None:
        """Watch a run no more."""
        self._runs.pop(uid, None)
        self._told.pop(uid, None)

    def heard(self, uid: str, writer: str) -> None:
        """This writer has just written: what was inferred about it is withdrawn."""
        run = self._runs.get(uid)
        if run is not None and writer in run.writers:
            told = run.writers[writer]
            told.moved = time.time()
            if told.told != "alive":
                told.told, told.free_since, told.due = "alive", None, 0.0
                self._tell(uid, run)

    def told(self, uid: str) -> Mapping[str, Liveness]:
        """The liveness of each open writer of a run. May be asked from any thread."""
        return self._told.get(uid, {})

    def is_quiet(self, uid: str) -> bool:
        """Whether no open writer of a run is believed to be alive."""
        return "alive" not in self.told(uid).values()

    def probe(self, now: float) -> list[str]:
        """Probe what is due. Returns the uids of the runs of which another thing is believed now."""
        changed: list[str] = []
        for uid, run in self._runs.items():
            before = {name: writer.told for name, writer in run.writers.items()}
            for writer in run.writers.values():
                if writer.due <= now:
                    _look(writer, now)
            if before != {name: writer.told for name, writer in run.writers.items()}:
                self._tell(uid, run)
                changed.append(uid)
        return changed

    def _tell(self, uid: str, run: _Run) -> None:
        self._told[uid] = {name: writer.told for name, writer in run.writers.items()}


def _look(writer: _Writer, now: float) -> None:
    seen = probe(writer.alive_file)
    if seen is Probe.FREE:
        if writer.free_since is None:
            writer.free_since = now
        if now - writer.free_since >= TWICE_WITHIN_S:
            writer.told = "dead"
    else:
        writer.free_since = None
        if seen is Probe.HELD or _moved_lately(writer):
            writer.told = "alive"
        else:
            writer.told = "silent"
    writer.due = now + (PROBE_EVERY_S if writer.told == "alive" else PROBE_DEAD_EVERY_S)


def _moved_lately(writer: _Writer) -> bool:
    try:
        mtime = writer.alive_file.stat(follow_symlinks=False).st_mtime
    except OSError:
        mtime = None
    if mtime is not None and mtime != writer.mtime:
        # The first look says only how old the file is; a change is a sign of life, whatever the
        # other clock says.
        writer.moved = (
            time.time() if writer.mtime is not None else max(writer.moved, min(mtime, time.time()))
        )
        writer.mtime = mtime
    return time.time() - writer.moved < SILENT_AFTER_S
