"""What lists show of a run: the facts that the index keeps, and the info that the Jupyter server
tells.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from runside.fold import FoldState, Liveness, RunState, deciding_writers, is_logging, run_state
from runside.fold.writers import WriterState
from runside.journal.folder import RunFolder
from runside.server.indexer.owners import owner_of
from runside.server.store import StoredRun

Json = Any

_TEXTS = ("name", "kernel", "notebook", "cell", "program", "host", "user", "notes", "colour")
_INTEGERS = ("pid", "total_steps")


def facts_of(
    fold: FoldState, folder: RunFolder, writers: Iterable[str], bad_lines: int
) -> dict[str, Json]:
    """What the fold says of a run, as far as lists show it; its state is left to :func:`state_of`.

    ``writers`` are those that have a journal, also where no record of theirs could be read yet.
    """
    run = fold.run or {}
    logging = {w: fold.writers.get(w, WriterState()) for w in writers if is_logging(w)}
    # How writers ended that another one has resumed is no end of the run.
    past = {w for w in fold.writers if is_logging(w)} - set(deciding_writers(fold))
    deciding = {w: state for w, state in logging.items() if w not in past}
    finishes = {w: state.finish for w, state in deciding.items() if state.finish}
    exits = [_integer(finish.get("exit")) or 0 for finish in finishes.values()]
    is_open = len(finishes) < len(deciding)
    latest = max(((finish["t"], w) for w, finish in finishes.items()), default=None)
    return {
        "project": run.get("project", folder.project),
        "id": run.get("id", folder.id),
        "start": run.get("start", folder.start if math.isfinite(folder.start) else 0.0),
        **{name: _text(run.get(name)) for name in _TEXTS},
        **{name: _integer(run.get(name)) for name in _INTEGERS},
        "tags": run.get("tags") or [],
        "hidden": bool(run.get("hidden")),
        "trash": bool(run.get("trash")),
        "step": fold.step,
        "last_t": fold.last,
        "exit": max(exits) if exits and not is_open else None,
        "reason": _text(finishes[latest[1]].get("reason")) if latest and not is_open else None,
        "bad_lines": bad_lines,
        "gaps": sum(last - first + 1 for lost in fold.gaps.values() for first, last in lost),
        "writers": len(logging),
        "ends": {
            w: state.finish and state.finish.get("reason", "") for w, state in deciding.items()
        },
    }


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _integer(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def open_writers(facts: Mapping[str, Json]) -> list[str]:
    """The logging writers that have not finished."""
    return [writer for writer, end in facts["ends"].items() if end is None]


def state_of(
    run: StoredRun, liveness: Mapping[str, Liveness], idle_kernels: frozenset[str]
) -> RunState:
    """The state of a run. ``liveness`` is that of its open writers."""
    fold = FoldState(run.uid)
    for writer, reason in run.facts["ends"].items():
        fold.writers[writer] = WriterState(finish=None if reason is None else {"reason": reason})
    return run_state(fold, liveness, idle=run.facts["kernel"] in idle_kernels)


def info_of(run: StoredRun, state: RunState, root_dirs: Sequence[Path]) -> dict[str, Json]:
    """A run as REST and events tell it: ``info`` of ``protocol/README.md``."""
    facts = run.facts
    kernel = facts["kernel"]
    owner = owner_of(Path(run.dir))
    return {
        "run": run.uid,
        **{name: value for name, value in facts.items() if name != "ends"},
        "name": facts["name"] or facts["id"],
        "state": state,
        "notebook": below_root(facts["notebook"], root_dirs),
        "dir": run.dir,
        "owner": owner and owner.name,
        "mine": owner is not None and owner.is_me,
        "comm": f"runside-{kernel}" if kernel else None,
    }


def below_root(notebook: str | None, root_dirs: Sequence[Path]) -> str | None:
    """A notebook's path as the page knows it: from the Jupyter server's root folder, if it is below it."""
    if notebook is not None:
        for root_dir in root_dirs:
            if Path(notebook).is_relative_to(root_dir):
                return Path(notebook).relative_to(root_dir).as_posix()
    return notebook


def names_of_notebook(notebook: str, root_dirs: Sequence[Path]) -> list[str]:
    """The names under which a run may have recorded the notebook that the page calls this."""
    return [notebook, *(str(root_dir / notebook) for root_dir in root_dirs)]
