"""Where things lie: the folder for runs, the user's data and cache, the index, the known roots.

Nothing needs a home directory: without one that can be written, one warning says what is lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import warnings
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from .journal.errors import RunFolderError
from .journal.platform import Place, make_private, place_of, replace_whole, user
from .journal.trouble import level_outside

INDEX_NAME = "index.sqlite"
OVERLAYS_FOLDER = "overlays"
_ROOTS = "roots"


def runs_dir(dir: str | os.PathLike[str] | None = None) -> Path:  # noqa: A002
    """Give the root for new runs: the directory that holds, or will hold, `runside-runs/`.

    It is `dir`, else `RUNSIDE_DIR`, else `WANDB_DIR`, else the working directory. Raises
    `RunFolderError` where the working directory is meant and no longer exists.
    """
    chosen = dir or os.environ.get("RUNSIDE_DIR") or os.environ.get("WANDB_DIR") or "."
    try:
        return Path(os.path.abspath(Path(chosen).expanduser()))  # noqa: PTH100 - keeps symlinks
    except (FileNotFoundError, RuntimeError) as error:
        raise RunFolderError(
            f"Runside cannot find the folder {os.fspath(chosen)!r} for its runs: {error}. Set "
            "RUNSIDE_DIR (or init(dir=...)) to a folder that can be written"
        ) from error


def from_here(path: Path) -> str:
    """Give a path as people read it: from the working directory, or whole where there is no way from that."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):  # the working directory is gone, or on another drive
        return str(path)


def data_dir() -> Path:
    """Give the directory for what the user would miss: known roots, journals from elsewhere."""
    return _usable("data")


def overlay_of(uid: str) -> Path:
    """Give the folder of the edits of a run that could not be written beside it; there may be none.

    It is laid out like the folder of a run, and its journals are read as if they stood in that.
    """
    return data_dir() / OVERLAYS_FOLDER / uid


def cache_dir() -> Path:
    """Give the directory for what can be made again."""
    return _usable("cache")


def index_path() -> Path:
    """Give the path of the index: `RUNSIDE_INDEX`, else in the cache directory, else temporary.

    SQLite's locks and shared memory do not work on network file systems, so a home directory on
    one is passed over. Raises `ValueError` where `RUNSIDE_INDEX` names a place on one, or nothing
    else can be had.
    """
    named = os.environ.get("RUNSIDE_INDEX")
    if named:
        path = Path(os.path.abspath(Path(named).expanduser()))  # noqa: PTH100
        path.parent.mkdir(parents=True, exist_ok=True)
        if place_of(path.parent) is Place.NETWORK:
            raise ValueError(
                f"RUNSIDE_INDEX={named} lies on a network file system, where SQLite is not safe. "
                "Set it to a path on a local disk; the index can always be made again"
            )
        return path
    candidates = [(place_of(folder), folder) for folder in (cache_dir(), _temporary())]
    for wanted in (Place.LOCAL, Place.UNKNOWN):
        for place, folder in candidates:
            if place is wanted:
                return folder / INDEX_NAME
    raise ValueError(
        f"Runside finds no local disk for its index: {candidates[0][1]} and {candidates[1][1]} "
        "are on network file systems. Set RUNSIDE_INDEX to a path on a local one"
    )


def register_root(path: Path) -> None:
    """Note that runs are below `path`, so that every Jupyter server of this user finds them.

    One small file for each root, so that processes never write over each other's; its time is
    when the root was last used. Where it cannot be written, one warning says what is lost.
    """
    root = os.path.abspath(path)  # noqa: PTH100
    try:
        folder = data_dir() / _ROOTS
        folder.mkdir(exist_ok=True)
        entry = folder / f"{_digest(root)}.json"
        if entry.exists():
            os.utime(entry)
        else:
            replace_whole(entry, json.dumps({"path": root}).encode("ascii") + b"\n")
    except OSError as error:
        _warn_once(
            "registry",
            f"Runside cannot note the folder {root!r} for Jupyter servers to find "
            f"({error.strerror or error}): only those started in it, or above the notebook, "
            "will show its runs.",
        )


def registered_roots() -> list[Path]:
    """Give the roots that were noted, last used first; some may no longer exist."""
    found: list[tuple[float, Path]] = []
    with contextlib.suppress(OSError):
        for entry in (data_dir() / _ROOTS).glob("*.json"):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                noted = Path(json.loads(entry.read_bytes())["path"])
                if noted.is_absolute():
                    found.append((entry.stat().st_mtime, noted))
    return [path for _, path in sorted(found, key=lambda pair: (-pair[0], pair[1]))]


def _usable(purpose: str) -> Path:
    """The user's directory for a purpose, made where missing; else a temporary one."""
    try:
        path = _of_user(purpose, os.environ)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(path, os.W_OK | os.X_OK):
            return path
        reason = f"{str(path)!r} cannot be written"
    except (OSError, RuntimeError) as error:
        reason = str(error)
    path = _temporary() / purpose
    path.mkdir(mode=0o700, exist_ok=True)
    _warn_once(
        "home",
        f"Runside has no home directory to keep things in ({reason}), and uses "
        f"{str(path.parent)!r}: runs are safe where they are, but servers started after that is "
        "cleared will not find them by themselves.",
    )
    return path


def _of_user(purpose: str, environ: Mapping[str, str]) -> Path:
    """Where the platform wants such things; `RuntimeError` where the user has no home."""
    named = environ.get(f"XDG_{purpose.upper()}_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "runside"
    if sys.platform == "darwin":
        library = {"data": "Application Support", "cache": "Caches"}[purpose]
        return Path.home() / "Library" / library / "runside"
    return Path.home() / {"data": ".local/share", "cache": ".cache"}[purpose] / "runside"


def _temporary() -> Path:
    """A temporary directory of this user alone, the same for all processes where that is safe."""
    import tempfile

    path = Path(tempfile.gettempdir()) / f"runside-{user()}"
    return path if make_private(path) else _own_temporary()


@lru_cache(maxsize=1)
def _own_temporary() -> Path:
    import tempfile

    return Path(tempfile.mkdtemp(prefix="runside-"))


_warned: set[str] = set()


def _warn_once(subject: str, message: str) -> None:
    if subject not in _warned:
        _warned.add(subject)
        with contextlib.suppress(RuntimeWarning):  # made an error by a filter
            warnings.warn(message, RuntimeWarning, stacklevel=level_outside())


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(os.fsencode(text)).hexdigest()[:16]
