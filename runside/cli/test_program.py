from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from runside._version import __version__
from runside.cli.conftest import runside

ROOT = Path(__file__).parents[2]


def test_version() -> None:
    done = runside("--version")
    assert (done.returncode, done.stdout) == (0, f"runside {__version__}\n")


def test_help_has_examples() -> None:
    done = runside("--help")
    assert done.returncode == 0
    assert "examples:" in done.stdout
    assert "runside doctor " in done.stdout


@pytest.mark.parametrize("command", ["ls", "show", "export", "verify", "reindex", "doctor", "exec"])
def test_each_command_says_in_its_help_what_its_exit_status_means(command: str) -> None:
    done = runside(command, "--help")
    assert done.returncode == 0
    assert "exit status:" in done.stdout


@pytest.mark.parametrize("command", ["", "ls", "show", "export", "verify", "reindex", "exec"])
def test_the_examples_of_a_help_stand_as_they_were_written(command: str) -> None:
    """A line that is too long for a terminal would be broken within a command."""
    done = runside(*command.split(), "--help", COLUMNS="80")
    examples = done.stdout.partition("examples:\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    assert [line for line in examples if not line.startswith("  ")] == []


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("doctor", "--nonsense")])
def test_wrong_usage_is_2_and_says_what_was_wrong(arguments: tuple[str, ...]) -> None:
    done = runside(*arguments)
    assert done.returncode == 2
    assert "usage: runside" in done.stderr
    assert done.stdout == ""


def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m runside.cli doctor --json | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{", "")


def test_all_parts_name_the_same_protocol() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    protocol = package["runside"]["protocol"]
    page = (ROOT / "src" / "protocol" / "bundle.ts").read_text()
    assert f"export const PROTOCOL = {protocol};" in page
    sources = [path.read_text() for path in (ROOT / "runside").rglob("*.py")]
    numbers = {n for text in sources for n in re.findall(r"^PROTOCOL = (\d+)$", text, re.M)}
    assert numbers == {str(protocol)}
