"""The folder of a run: `runside-runs/<project>/<id>/`, its `run.json` and its blobs."""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from . import platform
from .errors import BadLine, RunFolderError
from .format import loads, parse, parse_header
from .names import (
    BLOBS_FOLDER,
    FILES_FOLDER,
    JOURNAL_FOLDER,
    RUNS_FOLDER,
    decode_name,
    encode_name,
    namesake,
    namesake_number,
    new_uid,
    parse_log_name,
)

RUN_FILE = "run.json"
_FIRST_LINES = 1 << 16
"""Bytes at the beginning of a journal in which its `run` record is looked for."""

_UID = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_EXTENSION = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")


class RunFolder(NamedTuple):
    """A run on disk."""

    path: Path
    uid: str
    id: str
    start: float
    """Unix seconds."""
    project: str

    @property
    def journal(self) -> Path:
        """Where its writers' files are."""
        return self.path / JOURNAL_FOLDER

    @property
    def files(self) -> Path:
        """Where the files are that are kept with it."""
        return self.path / FILES_FOLDER


def create_run(root: Path, project: str, id: str, *, start: float) -> RunFolder:  # noqa: A002
    """Make the folder of a new run below `root/runside-runs/`, which is made where missing.

    A name that is taken becomes `<id>~2`, `~3`, … Raises `RunFolderError`, with what to do about
    it, where it cannot be made.
    """
    runs = root / RUNS_FOLDER
    try:
        runs.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), (runs / ".gitignore").open("x") as file:
            file.write("*\n")
        path = _claim(runs / encode_name(project), encode_name(id))
        try:
            return _furnish(RunFolder(path, new_uid(), id, start, project))
        except OSError:
            _withdraw(path)
            raise
    except OSError as error:
        raise RunFolderError(
            f"Runside cannot make a run folder in {str(runs)!r}: {error.strerror or error}. Set "
            "RUNSIDE_DIR (or init(dir=...)) to a folder that can be written, or use "
            "init(mode='disabled')",
        ) from error


def open_run(path: Path) -> RunFolder:
    """Open the folder of a run, and make its `run.json` where it is missing or damaged.

    Raises `RunFolderError` where it holds neither that file nor a journal.
    """
    found = _read_run_file(path)
    if found is not None:
        return found
    uid, start = _ask_journal(path)
    made = RunFolder(path, uid, decode_name(path.name), start, decode_name(path.parent.name))
    # A reader may not be allowed to write here, and needs no file to go on.
    with contextlib.suppress(OSError):
        if (path / RUN_FILE).exists():
            platform.replace_whole(path / RUN_FILE, _run_file(made))
        elif not platform.create_whole(path / RUN_FILE, _run_file(made)):
            return _read_run_file(path) or made
    return made


def runs_below(root: Path) -> Iterator[Path]:
    """Give the folders of the runs below `root/runside-runs/`; symlinks are not followed.

    A folder that cannot be read is left out; one that is no run yet, too.
    """
    for project in _folders(root / RUNS_FOLDER):
        yield from runs_of_project(project)


def runs_of_project(project: Path) -> Iterator[Path]:
    """Give the folders of the runs in the folder of a project."""
    return filter(_holds_run, _folders(project))


def runs_named(root: Path, project: str, id: str) -> list[Path]:  # noqa: A002
    """Give the runs that were made for (project, id), oldest first."""
    return list(filter(_holds_run, folders_named(root, project, id)))


def folders_named(root: Path, project: str, id: str) -> list[Path]:  # noqa: A002
    """Give the folders that were made for (project, id), oldest first: also one that is about to hold its run."""
    encoded = encode_name(id)
    folder = root / RUNS_FOLDER / encode_name(project)
    # By their names first: a look into each of 10,000 folders takes 0.15 s, and every `init(id=…)` asks.
    numbered = [
        (number, folder / name)
        for name in _names_in(folder)
        if (number := namesake_number(encoded, name)) is not None
    ]
    return [path for _, path in sorted(numbered) if _is_folder(path)]


def write_blob(folder: Path, data: bytes, ext: str) -> str:
    """Keep `data` as `blobs/<sha256>.<ext>` of a run's folder, once; give its SHA-256.

    Raises `RunFolderError` where it cannot be written, `ValueError` for an extension that is not
    of lower-case letters, digits and single dots.
    """
    from hashlib import sha256

    if _EXTENSION.fullmatch(ext) is None:
        raise ValueError(f"{ext!r} cannot be a file's extension: lower-case letters and digits")
    digest = sha256(data).hexdigest()
    path = folder / BLOBS_FOLDER / f"{digest}.{ext}"
    try:
        # One that was cut off by a power loss has another size, and is written again.
        if not _is_file(path) or path.stat().st_size != len(data):
            path.parent.mkdir(exist_ok=True)
            platform.replace_whole(path, data)
    except OSError as error:
        raise RunFolderError(
            f"Runside cannot write {str(path)!r}: {error.strerror or error}"
        ) from error
    return digest


def blob_path(folder: Path, sha256: str, ext: str | None = None) -> Path | None:
    """Find the blob of that SHA-256 in a run's folder; None where it is not there.

    Without `ext` the folder is searched. Raises `ValueError` for what is no SHA-256.
    """
    if _SHA256.fullmatch(sha256) is None:
        raise ValueError(f"{sha256!r} is no SHA-256: 64 lower-case hex digits")
    blobs = folder / BLOBS_FOLDER
    if ext is not None:
        if _EXTENSION.fullmatch(ext) is None:
            return None
        path = blobs / f"{sha256}.{ext}"
        return path if _is_file(path) else None
    with contextlib.suppress(OSError), os.scandir(blobs) as entries:
        for entry in entries:
            if entry.name.startswith(sha256 + ".") and entry.is_file(follow_symlinks=False):
                return blobs / entry.name
    return None


def _claim(project: Path, encoded: str) -> Path:
    project.mkdir(exist_ok=True)
    n = 1
    while True:
        path = project / namesake(encoded, n)
        try:
            path.mkdir()
        except FileExistsError:
            n += 1
        else:
            return path


def _furnish(new: RunFolder) -> RunFolder:
    new.journal.mkdir()
    (new.path / BLOBS_FOLDER).mkdir()
    if platform.create_whole(new.path / RUN_FILE, _run_file(new)):
        return new
    return _read_run_file(new.path) or new


def _withdraw(path: Path) -> None:
    """Remove the folder of a run that could not be made, as far as it came."""
    for folder in (path / JOURNAL_FOLDER, path / BLOBS_FOLDER, path):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _run_file(run: RunFolder) -> bytes:
    fields = {"uid": run.uid, "project": run.project, "id": run.id, "start": run.start}
    return json.dumps(fields).encode("ascii") + b"\n"


def _read_run_file(path: Path) -> RunFolder | None:
    try:
        fields: Any = json.loads(_read(path / RUN_FILE, 65536))
        uid, id_, start = fields["uid"], fields["id"], float(fields["start"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None
    if not isinstance(uid, str) or not isinstance(id_, str) or _UID.fullmatch(uid) is None:
        return None
    project = fields.get("project")
    if not isinstance(project, str):
        project = decode_name(path.parent.name)
    return RunFolder(path, uid, id_, start, project)


def _ask_journal(path: Path) -> tuple[str, float]:
    """Learn from a run's journal its uid and when it began: from each writer's first lines."""
    found: list[tuple[float, str]] = []
    for log in _first_logs(path / JOURNAL_FOLDER):
        with contextlib.suppress(OSError, BadLine):
            lines = _read(log, _FIRST_LINES).split(b"\n")
            uid = parse_header(lines[0]).uid
            if _UID.fullmatch(uid):
                found.append((_began(uid, lines[1:-1], log), uid))
    if not found:
        raise RunFolderError(f"{str(path)!r} holds no run: neither {RUN_FILE} nor a journal")
    start, uid = min(found)
    return uid, start


def _first_logs(journal: Path) -> list[Path]:
    try:
        names = [entry.name for entry in os.scandir(journal)]
    except OSError:
        return []
    parsed = [(name, parse_log_name(name)) for name in names]
    return sorted(journal / name for name, log in parsed if log is not None and log[1] == 1)


def _began(uid: str, lines: list[bytes], log: Path) -> float:
    """The start that a writer's `run` record states, else when its file was last changed."""
    for line in lines:
        with contextlib.suppress(BadLine, ValueError, KeyError, TypeError):
            _, payload = parse(uid, line)
            return float(loads(payload)["start"])
    return log.stat().st_mtime


def _read(path: Path, most: int) -> bytes:
    fd = platform.open_regular(path)
    try:
        return os.read(fd, most)
    finally:
        os.close(fd)


def _folders(path: Path) -> list[Path]:
    try:
        with os.scandir(path) as entries:
            # No project or run begins with a dot (`encode_name`).
            return sorted(
                path / e.name
                for e in entries
                if not e.name.startswith(".") and e.is_dir(follow_symlinks=False)
            )
    except OSError:
        return []


def _names_in(path: Path) -> list[str]:
    try:
        return os.listdir(path)  # noqa: PTH208 - names alone: a Path for each takes five times as long
    except OSError:
        return []


def _holds_run(path: Path) -> bool:
    return _is_file(path / RUN_FILE) or _is_folder(path / JOURNAL_FOLDER)


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(_mode(path))


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    """What lies there, links not followed; 0 where nothing does, or we may not look."""
    try:
        return path.stat(follow_symlinks=False).st_mode
    except OSError:
        return 0
