"""Virtual environments, made with pip as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


class Venv:
    """A virtual environment in a folder that all users may read."""

    def __init__(self, path: Path, *packages: str) -> None:
        self.path = path
        self.bin = path / "bin"
        self.python = self.bin / "python"
        subprocess.run([sys.executable, "-m", "venv", str(path)], check=True)
        if packages:
            self.pip("install", *packages)

    def pip(self, *arguments: str) -> None:
        """Run its pip."""
        command = [str(self.python), "-m", "pip", "-q", "--disable-pip-version-check", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def install(self, wheel: Path) -> None:
        """Put this runside in place of any other; what it needs is there, or is not to be."""
        self.pip("install", "--force-reinstall", "--no-deps", str(wheel))

    def uninstall(self) -> None:
        """Take runside away, as far as pip does."""
        self.pip("uninstall", "-y", "runside")

    def run(
        self,
        *arguments: str,
        home: Path | None,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        before: tuple[str, ...] = (),
    ) -> subprocess.CompletedProcess[str]:
        """Run its Python with a home directory and nothing else of this process' environment.

        `before` is a command that the command line is given to.
        """
        return subprocess.run(
            [*before, str(self.python), *arguments],
            cwd=cwd or home,
            env=self.environment(home, env),
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(
        self, home: Path | None, more: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """What a login shell with this environment active would have."""
        path = os.pathsep.join([str(self.bin), "/usr/local/bin", "/usr/bin", "/bin"])
        own = {} if home is None else {"HOME": str(home)}
        return {"PATH": path, "LANG": "C.UTF-8", **own, **(more or {})}
