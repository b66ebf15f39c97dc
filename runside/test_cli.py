from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from runside._version import __version__

ROOT = Path(__file__).parent.parent


def runside(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "runside.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_version() -> None:
    done = runside("--version")
    assert (done.returncode, done.stdout) == (0, f"runside {__version__}\n")


def test_help_has_examples() -> None:
    done = runside("--help")
    assert done.returncode == 0
    assert "runside doctor --json" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("doctor", "--nonsense")])
def test_wrong_usage_is_2_and_says_what_was_wrong(arguments: tuple[str, ...]) -> None:
    done = runside(*arguments)
    assert done.returncode == 2
    assert "usage: runside" in done.stderr
    assert done.stdout == ""


def test_a_problem_is_1_and_none_is_0(tmp_path: Path) -> None:
    environment = {"JUPYTER_RUNTIME_DIR": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path)}
    assert runside("doctor", RUNSIDE_DIR="/proc/1", **environment).returncode == 1
    well = runside("doctor", "--json", RUNSIDE_DIR=str(tmp_path), **environment)
    problems = [f for f in json.loads(well.stdout)["findings"] if f["status"] == "problem"]
    assert well.returncode == (1 if problems else 0)


def test_the_text_fits_80_columns_but_for_paths_and_commands_and_has_no_colours() -> None:
    done = runside("doctor")
    assert "\033" not in done.stdout
    assert done.stderr == ""
    long = [line for line in done.stdout.splitlines() if len(line) > 80]
    assert all(re.match(r" *(\S+|\$ .*)$", line) for line in long), long


def test_the_json_has_the_fields_that_are_documented() -> None:
    told = json.loads(runside("doctor", "--json").stdout)
    assert set(told) == {"format", "version", "protocol", "status", "findings"}
    documented = (ROOT / "docs" / "doctor.md").read_text()
    for finding in told["findings"]:
        assert set(finding) == {"id", "status", "part", "subject", "seen", "means", "type"}
        assert f"`{finding['id']}`" in documented


def test_every_id_is_documented() -> None:
    documented = (ROOT / "docs" / "doctor.md").read_text()
    sources = (path.read_text() for path in (ROOT / "runside" / "doctor").glob("[!t]*.py"))
    ids = {
        found
        for text in sources
        for found in re.findall(r'(?:Finding|_note)\(\s*"([a-z-]+)"', text)
    }
    assert len(ids) > 15
    assert {found for found in ids if f"`{found}`" not in documented} == set()


def test_what_cannot_be_looked_at_is_told_and_the_other_checks_go_on() -> None:
    done = runside("doctor", "--json", JUPYTER_PATH=f"/{'x' * 300}")
    found = {finding["id"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert "File name too long" in found["unseen"]["seen"]
    assert {"library", "runs-folder", "index"} <= set(found)


def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m runside.cli doctor --json | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{", "")


def test_it_loads_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; sys.modules['jupyter_core'] = None; before = set(sys.modules)\n"
        "from runside.cli import main; main(['doctor', '--json'])\n"
        "names = {m.split('.')[0] for m in set(sys.modules) - before}\n"
        "print(*sorted(names - set(sys.stdlib_module_names)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stderr.split() == ["runside"]


def test_all_parts_name_the_same_protocol() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    protocol = package["runside"]["protocol"]
    page = (ROOT / "src" / "protocol" / "bundle.ts").read_text()
    assert f"export const PROTOCOL = {protocol};" in page
    sources = [path.read_text() for path in (ROOT / "runside").rglob("*.py")]
    numbers = {n for text in sources for n in re.findall(r"^PROTOCOL = (\d+)$", text, re.M)}
    assert numbers == {str(protocol)}
