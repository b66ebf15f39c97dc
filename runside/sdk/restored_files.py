"""A file of a run brought to where a program reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

from runside.errors import ArgumentError, CommError
from runside.journal import RunFolder, open_run

if TYPE_CHECKING:
    from runside.sdk.run_files import RunFiles


def restore(
    run: RunFiles,
    name: str | os.PathLike[str],
    run_path: str | None,
    replace: bool,
    root: str | os.PathLike[str] | None,
) -> IO[str] | None:
    """The copy of a file of a run, open to be read; None where the run has no such file. See `Run.restore`."""
    if not isinstance(name, str | os.PathLike) or not os.fspath(name):
        raise ArgumentError(f"restore(): name is that of a file of a run, not {name!r}")
    if run.folder is None:
        return None
    below = Path(run.dir if root is None else root)
    target = below / name
    if target.exists() and not replace:
        return target.open()
    from runside.api.files import file_of

    folder = _folder(run, run.folder, run_path)
    try:
        file = file_of(folder, Path(name).as_posix())
    except CommError:
        return None
    return file.download(root=below, replace=True)


def _folder(run: RunFiles, own: Path, run_path: str | None) -> RunFolder:
    if run_path is None:
        return open_run(own)
    from runside.api.finding import find_run

    return find_run(own.parents[2], run_path, run.project)
