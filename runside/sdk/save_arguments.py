"""What `save` is asked to keep: its arguments, and the files that they name."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from runside.errors import ArgumentError
from runside.journal import RUNS_FOLDER
from runside.sdk.saved_files import Source
from runside.sdk.say import tell, warn

POLICIES = ("live", "now", "end")
Text = str | bytes | os.PathLike[str]


def check_policy(policy: object) -> str:
    """A policy of `save`, or ArgumentError where it is none."""
    if policy not in POLICIES:
        raise ArgumentError(f"save(): policy {policy!r} is none of {', '.join(POLICIES)}")
    return str(policy)


def sources(files: Path, pattern: object, base: object) -> list[Source]:
    """The files that a pattern names, as paths below the base or, where they lie there, in the run's folder `files`.

    Raises ArgumentError, as `save` has it. One warning says that nothing was found.
    """
    pattern = _text("glob_str", pattern)
    if "://" in pattern:
        tell(
            f"save() keeps files of this machine, and {pattern!r} is not one; an artifact's add_reference() names it"
        )
        return []
    whole, below = _resolve(pattern, None if base is None else _text("base_path", base))
    depth = len(below.parts)
    found = []
    for path in _matching(whole, below):
        if path.is_relative_to(files):
            found.append(Source(path, path.relative_to(files).as_posix()))
        else:
            found.append(Source(path, Path(*path.parts[depth:]).as_posix()))
    if not found:
        warn(f"save({pattern!r}) found no file in {str(below)!r}, and keeps none")
    return found


def _text(what: str, given: object) -> str:
    if isinstance(given, bytes):
        return os.fsdecode(given)
    if not isinstance(given, (str, os.PathLike)):
        raise ArgumentError(f"save(): {what} is a path or a glob, as 'models/*.pt', not {given!r}")
    text: str | bytes = os.fspath(given)
    return os.fsdecode(text)


def _resolve(pattern: str, base: str | None) -> tuple[Path, Path]:
    """The pattern and the base as absolute paths, the first below the second."""
    whole = Path(os.path.abspath(pattern))  # noqa: PTH100 - keeps symlinks
    if base is not None:
        below = Path(os.path.abspath(base))  # noqa: PTH100
    elif not Path(pattern).is_absolute():
        below = Path.cwd()
    else:
        # As W&B does it: the last folder belongs to the path.
        below = whole.parent.parent
        warn(
            f"save({pattern!r}) keeps it as {whole.relative_to(below).as_posix()!r}; base_path= says which folders its "
            "path is to have"
        )
    if whole == below:
        raise ArgumentError(
            f"save(): {pattern!r} is base_path itself; name what below it is to be kept"
        )
    if not whole.is_relative_to(below):
        raise ArgumentError(
            f"save(): {pattern!r} lies outside of base_path {str(below)!r}, and so has no path below it"
        )
    if "**" in str(below):
        raise ArgumentError(
            f"save(): base_path {str(below)!r} holds **, which may stand in glob_str alone"
        )
    if whole.relative_to(below).parts[0] == "*":
        raise ArgumentError(
            f"save(): {pattern!r} begins with '*' below base_path, which means everything there; name a folder or files"
        )
    return whole, below


def _matching(whole: Path, below: Path) -> Iterator[Path]:
    """The files that a pattern names, and those below each folder that it names."""
    if os.path.lexists(whole):  # it may hold brackets, and yet be a name
        named = [str(whole)]
    else:
        base = glob.escape(str(below)) if below.exists() else str(below)
        named = sorted(glob.glob(os.path.join(base, whole.relative_to(below)), recursive=True))  # noqa: PTH118, PTH207
        named = [path for path in named if RUNS_FOLDER not in Path(path).parts[len(below.parts) :]]
    from runside.artifacts.copying import files_below

    seen = set()
    for name in named:
        path = Path(name)
        try:
            files = list(files_below(path)) if path.is_dir() else [path]
        except OSError as error:
            tell(f"{name!r} cannot be kept with the run: {error.strerror}. Training goes on")
            continue
        for file in files:
            if file not in seen:
                seen.add(file)
                yield file
