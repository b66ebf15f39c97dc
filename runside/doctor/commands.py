"""The commands that the doctor tells the user to type, with nothing left to fill in."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit


def pip_install(*requirements: str, python: str | None = None) -> str:
    """Install into the environment of an interpreter, by default this one."""
    return shlex.join([python or sys.executable, "-m", "pip", "install", *requirements])


def upgrade_runside(python: str | None = None) -> str:
    """Bring runside in an environment up to date."""
    return pip_install("--upgrade", _source(), python=python)


def install_runside(python: str | None = None) -> str:
    """Install what is installed here, all of it, into an environment."""
    return pip_install(_source(), python=python)


def install_runside_anew() -> str:
    """Put back what of this environment's runside was removed or changed."""
    return pip_install("--force-reinstall", "--no-deps", _source())


def jupyter() -> str:
    """The `jupyter` of this environment."""
    beside = Path(sys.executable).with_name("jupyter")
    return shlex.quote(str(beside)) if beside.exists() else "jupyter"


def remove(paths: Iterable[Path]) -> str:
    """Remove files, links and folders."""
    return shlex.join(["rm", "-r", *map(str, paths)])


def export(variable: str, value: str) -> str:
    """Set an environment variable, for what is started from the same shell."""
    return f"export {variable}={shlex.quote(value)}"


def make_readable(folder: Path) -> str:
    """Let the owner of a folder read it, and all in it."""
    return shlex.join(["chmod", "-R", "u+rX", str(folder)])


def _source() -> str:
    """What to give to pip: the wheel or checkout that runside was installed from here, where that
    is still there (PEP 610 has it noted), else its name.
    """
    try:
        noted = metadata.distribution("runside").read_text("direct_url.json")
        url = urlsplit(json.loads(noted)["url"]) if noted else None
    except (metadata.PackageNotFoundError, ValueError, KeyError, TypeError):
        url = None
    if url is not None and url.scheme == "file":
        path = unquote(url.path)
        if Path(path).exists():
            return path
    return "runside"
