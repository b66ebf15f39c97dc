"""Each import rule fails on a file that breaks it, and on no other.

`typescript/` and `python/` mirror the house with one small file for each way to break a rule. The rules are
the real ones: `.dependency-cruiser.cjs`, `tsconfig.pure.json`, and the contracts in `pyproject.toml`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BIN = ROOT / "node_modules" / ".bin"

TYPESCRIPT = {
    "pure-from-outside": {"model/imports-node.ts", "protocol/imports-react.ts"},
    "protocol-knows-protocol": {"protocol/imports-model.ts"},
    "model-knows-protocol": {"model/imports-panel.ts"},
    "parts-without-jupyterlab": {
        f"{part}/imports-jupyterlab.ts"
        for part in ("chart", "link", "media", "panel", "runs", "web")
    },
    "views-know-no-place": {"chart/imports-lab.ts", "panel/imports-link.ts"},
    "link-knows-no-view": {"link/imports-panel.ts"},
    "index-wires-only": {"index.ts"},
    "mime-stands-alone": {"mime.ts"},
    "no-cycle": {"runs/cycle-a.ts"},
    "code-knows-no-spec": {"media/imports-spec.ts"},
    "declared-packages": {"lab/imports-undeclared.ts", "model/imports-node.ts"},
}

KERNEL_SIDE = ("capture", "data", "dropin", "live", "plot", "sdk")

PYTHON = {
    "house": {
        "runside.artifacts.imports_sdk -> runside.sdk",
        "runside.api.imports_sdk -> runside.sdk",
        "runside.api.imports_server -> runside.server",
        "runside.fold.imports_journal -> runside.journal",
        "runside.journal.imports_fold -> runside.fold",
        "runside.picture.imports_places -> runside.places",
        "runside.places -> runside.sdk.imports_server",
        "runside.server.imports_doctor -> runside.doctor",
        "runside.server.imports_dropin -> runside.dropin",
        "runside.stowaway",
    },
    "kernel-knows-no-server": {
        f"runside.{part}.imports_server -> runside.server" for part in KERNEL_SIDE
    },
    "server-knows-no-kernel": {
        f"runside.server.imports_{part} -> runside.{part}" for part in KERNEL_SIDE
    },
    "doctor-needs-no-package": {"runside.doctor.imports_jupyter -> jupyter_server"},
    "doctor-looks-from-outside": {
        "runside.doctor.imports_sdk -> runside.sdk",
        "runside.doctor.imports_server -> runside.server",
    },
    "journal-and-fold-stand-alone": {
        "runside.fold.imports_journal -> runside.journal",
        "runside.journal.imports_api -> runside",
        "runside.journal.imports_fold -> runside.fold",
    },
    "fold-is-pure": {"runside.fold.imports_clock -> time"},
    "picture-is-pure": {
        "runside.picture.imports_clock -> time",
        "runside.picture.imports_journal -> runside.journal",
    },
}


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / ".ci"), "COLUMNS": "200"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def broken() -> dict[str, set[str]]:
    """TypeScript: the files that break each rule."""
    result = _run(
        *(BIN / "depcruise", "--config", ROOT / ".dependency-cruiser.cjs"),
        *("--output-type", "json", "src"),
        cwd=HERE / "typescript",
    )
    found: dict[str, set[str]] = {}
    for violation in json.loads(result.stdout)["summary"]["violations"]:
        found.setdefault(violation["rule"]["name"], set()).add(violation["from"][len("src/") :])
    return found


@pytest.mark.parametrize("rule", TYPESCRIPT)
def test_typescript_rule_fails_on_its_violation(rule: str, broken: dict[str, set[str]]) -> None:
    assert broken[rule] == TYPESCRIPT[rule]


def test_each_typescript_rule_has_a_violation() -> None:
    names = "require('./.dependency-cruiser.cjs').forbidden.map(rule => rule.name).join(' ')"
    assert set(_run("node", "-p", names, cwd=ROOT).stdout.split()) == set(TYPESCRIPT)


def test_pure_code_has_no_dom() -> None:
    result = _run(BIN / "tsc", "-p", "tsconfig.pure.json", cwd=HERE / "typescript")
    assert re.findall(r"^(\S+)\(\d+,\d+\): error \w+: (.*?)\.", result.stdout, re.M) == [
        ("src/protocol/uses-dom.ts", "Cannot find name 'document'")
    ]


def _lint_imports(contract: str) -> subprocess.CompletedProcess[str]:
    return _run(
        *(Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"),
        *("--config", ROOT / "pyproject.toml", "--contract", contract),
        cwd=HERE / "python",
    )


@pytest.mark.parametrize("contract", PYTHON)
def test_python_contract_fails_on_its_violation(contract: str) -> None:
    result = _lint_imports(contract)
    # The first link of each chain that breaks the contract, or a part that it does not list.
    broken = set(re.findall(r"^-\s+(runside\S+(?: -> \S+)?)", result.stdout, re.M))
    assert broken == PYTHON[contract], result.stdout + result.stderr
    assert "0 kept, 1 broken" in result.stdout
    assert result.returncode == 1


def test_each_python_contract_has_a_violation() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text()
    assert set(re.findall(r'^id = "(.+)"$', pyproject, re.M)) == set(PYTHON)
