"""A library that was written from the protocol's pages alone: what it writes is read like any run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from runside import Api
from runside.journal import decode_value, encode_value, open_run, read_lines, writers
from runside.journal.names import encode_name

Json = Any
HERE = Path(__file__).resolve().parent
PROTOCOL = HERE.parents[1] / "protocol"
VECTORS = PROTOCOL / "vectors"
NODE = shutil.which("node")
HAS_CRC32 = "process.exit(require('node:zlib').crc32 ? 0 : 1)"

if NODE is None:
    pytest.skip("node is not here", allow_module_level=True)
if subprocess.run([NODE, "-e", HAS_CRC32], check=False).returncode:
    pytest.skip("this node has no zlib.crc32: 20.15 has it", allow_module_level=True)


def node(*arguments: str | Path, cwd: Path) -> str:
    """What a program prints."""
    command = [str(NODE), *map(str, arguments)]
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def program(body: str, cwd: Path) -> str:
    """Run lines of JavaScript that have a run of the project ``p`` as ``run``."""
    begin = f"import {{ init }} from {json.dumps((HERE / 'runside.mjs').as_uri())};\n"
    begin += "const run = init({ project: 'p', id: 'r' });\n"
    return node("--input-type=module", "-e", begin + body, cwd=cwd)


def verify(folder: Path) -> None:
    """Let ``runside verify`` find each line, seq and blob whole."""
    command = [sys.executable, "-m", "runside.cli", "verify", "--all", "--dir", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def records(folder: Path) -> list[dict[str, Json]]:
    """All records of a run, as they stand in its journals."""
    run = open_run(folder)
    return [
        json.loads(line.payload)
        for writer in writers(run.path)
        for line in read_lines(run.path, writer, 1, 2**53, uid=run.uid)
    ]


def shown(values: dict[str, Json]) -> dict[str, Json]:
    """Without the keys that the vectors leave out."""
    return {k: v for k, v in values.items() if not k.startswith("_") or k == "_step"}


def comparable(value: Json) -> Json:
    """In the protocol's form, where a NaN is equal to itself; means are compared to 1e-12."""
    if isinstance(value, list):
        return [comparable(part) for part in value]
    if not isinstance(value, dict):
        return encode_value(value)
    return {
        key: pytest.approx(part, rel=1e-12)
        if key == "mean" and isinstance(part, int | float)
        else comparable(part)
        for key, part in value.items()
    }


def test_the_example_is_a_run_like_any(tmp_path: Path) -> None:
    folder = tmp_path / node(HERE / "train.mjs", cwd=tmp_path).strip()
    verify(tmp_path)
    run = Api(tmp_path).run(f"another-kernel/{folder.name}")
    assert run.state == "finished"
    assert run.config == {"rate": 0.1, "x": 4}
    rows = list(run.scan_history())
    assert len([row for row in rows if "train/loss" in row]) == 100
    # Step sync has added the epoch to the rows of the validation.
    assert [row["epoch"] for row in rows if "val/loss" in row] == [0, 1, 2, 3, 4]
    summary = run.summary
    assert summary["val/loss"]["best"] == min(row["val/loss"] for row in rows if "val/loss" in row)
    assert summary["solution"]["is_near"] is True
    blob = run.file(summary["slope"]["path"]).download(tmp_path / "again")
    assert Path(blob.name).read_bytes().startswith(b"\x89PNG")


def test_its_records_are_of_the_schema(tmp_path: Path) -> None:
    schema = json.loads((PROTOCOL / "record.schema.json").read_text())
    folder = tmp_path / node(HERE / "train.mjs", cwd=tmp_path).strip()
    validator = jsonschema.Draft202012Validator(schema)
    for record in records(folder):
        validator.validate(record)


@pytest.mark.parametrize("file", sorted(VECTORS.glob("*.json")), ids=lambda file: file.stem)
def test_a_call_means_what_it_means_in_python(file: Path, tmp_path: Path) -> None:
    cases = json.loads(file.read_text())["cases"]
    errors = json.loads(node(HERE / "vectors.mjs", file, tmp_path, cwd=tmp_path))
    api = Api(tmp_path)
    for number, case in enumerate(cases):
        run = api.run(f"vectors/{number}")
        told = [shown(row) for row in run.scan_history()]
        expected = decode_value(case)
        assert comparable(told) == comparable(expected["rows"]), case["name"]
        assert comparable(shown(dict(run.summary))) == comparable(expected["summary"]), case["name"]
        assert errors[number] == case["errors"], case["name"]
    verify(tmp_path)


def test_values_that_json_lacks_come_back(tmp_path: Path) -> None:
    program(
        r"""run.log({
            $cost: -0, 'a.b': { $$: NaN }, big: 2n ** 53n + 1n, small: -(2n ** 53n), float: 1e17,
            text: '\ud800\u0000é', tiny: 5e-324
        });
        run.finish();""",
        tmp_path,
    )
    verify(tmp_path)
    (row,) = Api(tmp_path).run("p/r").scan_history()
    assert encode_value(shown(row)) == {
        "$$cost": -0.0,
        "a.b": {"$$$": {"$number": "NaN"}},
        "big": {"$int": "9007199254740993"},
        "small": -(2**53),
        "float": 1e17,
        "text": "\ud800\0é",
        "tiny": 5e-324,
        "_step": 0,
    }
    assert type(row["float"]) is float
    assert str(row["$cost"]) == "-0.0"


def test_the_deepest_value_that_it_takes_is_read(tmp_path: Path) -> None:
    told = program(
        """const nested = depth => (depth ? { x: nested(depth - 1) } : 1);
        run.log({ v: nested(98) });
        for (const depth of [99, 1e4]) {
          try { run.log({ v: nested(depth) }); } catch (error) { console.log(error.message); }
        }
        run.finish();""",
        tmp_path,
    )
    assert len(told.splitlines()) == 2
    assert all(line.startswith("v.x.x.x") for line in told.splitlines())
    verify(tmp_path)
    assert Api(tmp_path).run("p/r").summary


def test_names_of_any_kind_are_folders_that_python_finds(tmp_path: Path) -> None:
    names = [".hidden", "a/b c~é", "\ud800", "n" * 150, "ü" * 60]
    calls = [f"init({{ project: {json.dumps(name)}, id: '1' }}).finish();" for name in names]
    program("".join(calls), tmp_path)
    runs = tmp_path / "runside-runs"
    for name in names:
        folder = open_run(runs / encode_name(name) / "1")
        assert (folder.project, folder.id) == (name, "1")
    program("run.log({ a: 1 }); run.finish();", tmp_path)
    assert (runs / "p" / "r~2").is_dir()
    assert Api(tmp_path).run("p/r").summary["a"] == 1


def test_a_long_journal_goes_on_in_a_second_file(tmp_path: Path) -> None:
    program(
        """const text = 'x'.repeat(4 * 2 ** 20);
        for (let i = 0; i < 17; i++) run.log({ text, i });
        run.finish();""",
        tmp_path,
    )
    sizes = [file.stat().st_size for file in (tmp_path / "runside-runs/p/r/journal").glob("*.log")]
    assert len(sizes) == 2
    assert max(sizes) <= 64 * 2**20
    verify(tmp_path)
    rows = Api(tmp_path).run("p/r").scan_history(keys=["i"])
    assert [row["i"] for row in rows] == list(range(17))


def test_what_was_logged_survives_a_kill(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        program("run.log({ a: 1 }); process.kill(process.pid, 'SIGKILL');", tmp_path)
    verify(tmp_path)
    run = Api(tmp_path).run("p/r")
    assert run.summary["a"] == 1
    # No lock says that it is dead: it has spoken a moment ago.
    assert run.state == "running"


def test_an_uncaught_error_and_a_clean_end_are_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no more"):
        program("run.log({ a: 1 }, { commit: false }); throw new Error('no more');", tmp_path)
    program("run.log({ a: 1 });", tmp_path)
    first, second = (records(tmp_path / "runside-runs/p" / name)[-1] for name in ("r", "r~2"))
    assert (first["reason"], first["exit"]) == ("exception", 1)
    assert "no more" in "\n".join(first["traceback"])
    assert (second["reason"], second["exit"]) == ("ended", 0)
