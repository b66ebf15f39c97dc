"""Python environments, seen from outside: is runside installed in one, and who is its Python?"""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGES = ("lib/python3*/site-packages", "lib/python3*/dist-packages")


def has_runside(prefix: Path) -> bool:
    """Whether an environment has the package. This one has: it is what runs."""
    if prefix.resolve() == Path(sys.prefix).resolve():
        return True
    return any(_found(prefix, "runside/__init__.py", "runside-*.dist-info"))


def installed_in(prefix: Path) -> str | None:
    """The version of runside that is installed in an environment; None where none is noted."""
    found = _found(prefix, "runside-*.dist-info")
    return found[0].name.removesuffix(".dist-info").split("-", 1)[1] if found else None


def python_of(prefix: Path) -> str | None:
    """The interpreter of an environment; None where it is not in its usual place."""
    python = prefix / "bin" / "python"
    return str(python) if python.exists() else None


def _found(prefix: Path, *names: str) -> list[Path]:
    # An editable installation has only the metadata there.
    return [path for at in _PACKAGES for name in names for path in prefix.glob(f"{at}/{name}")]
