from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from runside.cli.conftest import runside

ROOT = Path(__file__).parents[2]


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
