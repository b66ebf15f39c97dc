"""Where runs go, where they are found, and the user's own directories."""

from __future__ import annotations

import json
import os
import shutil
import warnings
from pathlib import Path

from runside import places
from runside.doctor import commands
from runside.doctor.finding import FILES, Finding, Status
from runside.doctor.locks import Locks, try_locks
from runside.journal.errors import RunFolderError
from runside.journal.names import RUNS_FOLDER
from runside.journal.platform import Place, place_of

LITTLE_SPACE = 256 << 20
"""Bytes. Less than this is soon full of checkpoints."""

_KIND = {
    Place.LOCAL: "local disk",
    Place.NETWORK: "network file system",
    Place.UNKNOWN: "file system of unknown kind",
}


def look_at_folders() -> list[Finding]:
    """Where `init()` would write now, the home directory, and the roots that were noted."""
    return [_runs(), _home(), *_roots()]


def kind_of(path: Path) -> str:
    """The kind of file system that an existing path lies on, in words."""
    return _KIND[place_of(path)]


def _runs() -> Finding:
    try:
        root = places.runs_dir()
    except RunFolderError as error:
        return Finding(
            "runs-folder",
            FILES,
            "new runs",
            "nowhere",
            Status.PROBLEM,
            f"init() cannot begin a run that is kept. {error}.",
            (_name_another(),),
        )
    by = next((name for name in ("RUNSIDE_DIR", "WANDB_DIR") if os.environ.get(name)), "")
    seen = f"go to {root / RUNS_FOLDER} ({by or 'the working directory'})"
    try:
        exists = next(path for path in (root / RUNS_FOLDER, root, *root.parents) if path.exists())
        locks = try_locks(exists)
    except OSError as error:
        return Finding(
            "runs-folder",
            FILES,
            "new runs",
            seen,
            Status.PROBLEM,
            f"It cannot be written ({error.strerror or error}): init() would say so and keep "
            "nothing. Name another place before Python or Jupyter is started.",
            (_name_another(),),
        )
    free = shutil.disk_usage(exists).free
    seen += f": {kind_of(exists)}, {locks.value}, {free / 2**30:.1f} GiB free"
    if free < LITTLE_SPACE:
        means = "The disk is nearly full. When it is, values are lost, and the panel says which."
        return Finding("runs-folder", FILES, "new runs", seen, Status.PROBLEM, means)
    if locks is not Locks.WORK:
        means = (
            "Whether a run is alive is told from the time of its files alone: one that was killed "
            "is 'not heard from' after 30 s. Nothing is lost by it; a local disk knows at once."
        )
        return Finding(
            "runs-folder", FILES, "new runs", seen, Status.NOTE, means, (_name_another(),)
        )
    if place_of(exists) is Place.NETWORK:
        means = (
            "log() waits for that file system, and runs of other machines are told to be alive by "
            "the time of their files. A local disk is faster."
        )
        return Finding(
            "runs-folder", FILES, "new runs", seen, Status.NOTE, means, (_name_another(),)
        )
    return Finding("runs-folder", FILES, "new runs", seen)


def _name_another() -> str:
    """A place that can be written, to be named with RUNSIDE_DIR."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises without a home
    candidates = [home] if Path(home).is_absolute() else []
    able = (path for path in (*candidates, "/var/tmp") if os.access(path, os.W_OK | os.X_OK))
    return commands.export("RUNSIDE_DIR", next(able, "/tmp"))


def _home() -> Finding:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            data, cache = places.data_dir(), places.cache_dir()
        except OSError as error:
            return Finding(
                "home",
                FILES,
                "own directories",
                f"cannot be made ({error})",
                Status.PROBLEM,
                "Nor can temporary ones. Runs are kept where they are; no Jupyter server finds them "
                "by itself.",
                (commands.export("HOME", "/var/tmp"),),
            )
    seen = f"{data} and {cache}"
    if not said:
        return Finding("home", FILES, "own directories", seen)
    return Finding(
        "home",
        FILES,
        "own directories",
        f"{seen}, for want of a home directory that can be written",
        Status.NOTE,
        "Runs are safe where they are. When those are cleared, Jupyter servers no longer find runs "
        "by themselves, and index them again. Where that matters, give HOME (or XDG_DATA_HOME and "
        "XDG_CACHE_HOME) a folder that stays.",
    )


def _roots() -> list[Finding]:
    """The folders in which runs were started, with the files that note them."""
    findings = []
    for entry in sorted((places.data_dir() / "roots").glob("*.json")):
        try:
            root = Path(json.loads(entry.read_bytes())["path"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            findings.append(
                Finding(
                    "root-unreadable",
                    FILES,
                    "noted folder",
                    f"{entry} cannot be read ({error})",
                    Status.NOTE,
                    "It is passed over. Whoever starts a run in that folder notes it again.",
                    (commands.remove([entry]),),
                )
            )
        else:
            findings.append(_root(root, entry))
    return findings


def _root(root: Path, entry: Path) -> Finding:
    runs = root / RUNS_FOLDER
    try:
        projects = sum(1 for path in runs.iterdir() if path.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return Finding(
            "root-gone",
            FILES,
            "noted folder",
            f"{runs} is not there",
            Status.NOTE,
            "Its runs are shown again when its disk is back. If it was moved or deleted for good, "
            "forget it.",
            (commands.remove([entry]),),
        )
    except OSError as error:
        return Finding(
            "root",
            FILES,
            "noted folder",
            f"{runs} cannot be read ({error.strerror})",
            Status.PROBLEM,
            "Its runs are not shown. If they are yours, make it readable; if not, ask their owner.",
            (commands.make_readable(runs),),
        )
    seen = f"{runs}: {projects} project{'' if projects == 1 else 's'}, {kind_of(runs)}"
    if not os.access(runs, os.W_OK):
        means = "Its runs are shown; what you change in them (names, tags, notes) is kept apart."
        return Finding("root", FILES, "noted folder", f"{seen}, read-only", Status.OK, means)
    return Finding("root", FILES, "noted folder", seen)
