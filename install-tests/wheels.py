"""Wheels of this working copy, and of ones that differ in what the test is about."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_PARTS = (
    "LICENSE",
    "README.md",
    "install.json",
    "jupyter-config",
    "package.json",
    "pyproject.toml",
    "runside",
)


def build(into: Path, *, version: str | None = None, protocol: int | None = None) -> Path:
    """Build a wheel around the labextension that is built here.

    `version` and `protocol` put another in place of the one that all parts have.
    """
    tree = into / f"tree-{version or 'same'}-{protocol or 'same'}"
    for part in _PARTS:
        here, there = ROOT / part, tree / part
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__", "test_*.py"))
        else:
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(here, there)
    # An editable installation puts it there too, by the link to the labextension.
    (tree / "runside/labextension/install.json").unlink(missing_ok=True)
    ours = json.loads((tree / "package.json").read_text())
    for package in (tree / "package.json", tree / "runside/labextension/package.json"):
        told = json.loads(package.read_text())
        told["version"] = version or ours["version"]
        told["runside"] = {"protocol": protocol or ours["runside"]["protocol"]}
        package.write_text(json.dumps(told))
    if protocol is not None:
        _speak(tree / "runside", protocol)
    out = into / tree.name.replace("tree", "wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(out), str(tree)],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "HATCH_JUPYTER_BUILDER_SKIP_NPM": "1"},
    )
    (wheel,) = out.glob("*.whl")
    return wheel


def _speak(package: Path, protocol: int) -> None:
    """Have both Python sides speak another major version of the protocol."""
    changed = 0
    for source in package.rglob("*.py"):
        text = source.read_text()
        other = re.sub(r"^PROTOCOL = \d+$", f"PROTOCOL = {protocol}", text, flags=re.M)
        if other != text:
            source.write_text(other)
            changed += 1
    assert changed, "the protocol's number is written in another way than this looks for"
