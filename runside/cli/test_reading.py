"""The commands that read runs: as a script sees them."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

import runside as library
from runside.cli.conftest import runside


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two runs of a project, of which one crashed, and one of another."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("RUNSIDE_SILENT", "1")
    where = tmp_path / "work"
    with library.init(
        project="digits", name="good", id="good", dir=where, config={"lr": 0.1}, tags=["a", "b"]
    ) as run:
        for step in range(3):
            run.log({"loss": 1 / (step + 1), "nested": {"x": step}, "note": "hé"})
        run.summary["none"] = None
    with (
        contextlib.suppress(RuntimeError),
        library.init(project="digits", name="bad", id="bad", dir=where, config={"lr": 1.0}) as run,
    ):
        run.log({"loss": float("nan")})
        raise RuntimeError("no luck")
    library.init(project="words", name="other", id="other", dir=where).finish()
    return where


def test_ls_lists_runs_newest_first(folder: Path) -> None:
    done = runside("ls", "--dir", str(folder))
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].split() == ["RUN", "NAME", "STATE", "STEP", "STARTED", "TAGS"]
    assert [line.split()[0] for line in lines[1:]] == ["words/other", "digits/bad", "digits/good"]
    assert "crashed" in lines[2]
    assert lines[3].endswith("a b")


def test_a_terminal_that_lacks_the_letters_of_a_name_gets_them_escaped(folder: Path) -> None:
    library.init(project="p", name="naïve", id="n", dir=folder).finish()
    done = runside("ls", "p", "--dir", str(folder), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert r"na\xefve" in done.stdout


def test_ls_filters_orders_and_limits(folder: Path) -> None:
    def names(*arguments: str) -> list[str]:
        done = runside("ls", "digits", "--dir", str(folder), "--json", *arguments)
        return [run["name"] for run in json.loads(done.stdout)]

    assert names("--filter", '{"config.lr": {"$lt": 0.5}}') == ["good"]
    assert names("--filter", '{"state": "crashed"}') == ["bad"]
    assert names("--order=+config.lr") == ["good", "bad"]
    assert names("--order=-config.lr", "-n", "1") == ["bad"]


@pytest.mark.parametrize("text", ["{", "[1]", '{"$what": 1}'])
def test_a_filter_that_means_nothing_is_wrong_usage(folder: Path, text: str) -> None:
    done = runside("ls", "--dir", str(folder), "--filter", text)
    assert done.returncode == 2
    assert done.stderr.startswith("runside ls: ")
    assert "Traceback" not in done.stderr


def test_what_is_not_there_is_3_and_says_what_is(folder: Path) -> None:
    done = runside("ls", "nothing", "--dir", str(folder))
    assert (done.returncode, done.stdout) == (3, "")
    assert "digits" in done.stderr
    for command in ("show", "export", "verify"):
        done = runside(command, "digits/nothing", "--dir", str(folder))
        assert (done.returncode, done.stdout) == (3, ""), command
        assert "'nothing'" in done.stderr


def test_an_empty_folder_has_no_runs_which_is_no_error(tmp_path: Path) -> None:
    done = runside("ls", "--dir", str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "")
    assert str(tmp_path) in done.stderr
    assert runside("ls", "--dir", str(tmp_path), "--json").stdout == "[]\n"


def test_show_tells_a_run_to_people_and_to_programs(folder: Path) -> None:
    text = runside("show", "digits/good", "--dir", str(folder)).stdout
    assert text.startswith("good (digits/good), finished\n")
    assert "lr  0.1" in text
    assert "nested.x  2" in text
    assert "none      null" in text
    told = json.loads(runside("show", "digits/bad", "--dir", str(folder), "--json").stdout)
    assert told["run"]["state"] == "crashed"
    assert told["config"] == {"lr": 1.0}
    assert told["summary"]["loss"] == {"$number": "NaN"}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(("-n", "0"), "--limit"), (("-n", "-1"), "--limit"), (("--dir", "nowhere"), "'nowhere'")],
)
def test_an_argument_that_means_nothing_is_wrong_usage(
    folder: Path, arguments: tuple[str, ...], named: str
) -> None:
    done = runside("ls", "--dir", str(folder), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr


def test_an_index_is_not_made_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = runside("reindex", "--dir", str(tmp_path / "nowhere"), XDG_CACHE_HOME=str(tmp_path))
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "nowhere' is no folder" in done.stderr


@pytest.mark.parametrize("command", ["show", "export"])
def test_what_is_read_of_a_damaged_run_is_told_to_be_not_all(folder: Path, command: str) -> None:
    [journal] = (folder / "runside-runs" / "digits" / "good" / "journal").glob("*.log")
    journal.write_bytes(journal.read_bytes().replace(b'"nested"', b'"nasted"', 1))
    done = runside(command, "digits/good", "--dir", str(folder))
    assert done.returncode == 1
    assert "good" in done.stdout
    assert "of digits/good not all could be read: its checksum does not fit" in done.stderr
    assert str(journal) in done.stderr


def test_export_as_json_has_all_of_a_run(folder: Path) -> None:
    told = json.loads(runside("export", "digits/good", "--dir", str(folder)).stdout)
    assert told == json.loads(
        runside("export", "--json", "digits/good", "--dir", str(folder)).stdout
    )
    assert list(told) == ["run", "config", "summary", "history"]
    assert told["run"]["name"] == "good"
    assert [row["_step"] for row in told["history"]] == [0, 1, 2]
    assert told["history"][2]["nested"] == {"x": 2}


def test_export_as_csv_and_as_lines(folder: Path) -> None:
    done = runside("export", "digits/good", "--dir", str(folder), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["_step"], row["nested.x"], row["note"]) for row in rows] == [
        (str(step), str(step), "hé") for step in range(3)
    ]
    done = runside("export", "digits/good", "--dir", str(folder), "--format", "jsonl")
    assert [json.loads(line)["loss"] for line in done.stdout.splitlines()] == [1, 1 / 2, 1 / 3]


def test_export_to_a_file_goes_by_its_ending(folder: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    file = tmp_path / "rows.parquet"
    done = runside("export", "digits/good", "--dir", str(folder), "-o", str(file))
    assert (done.returncode, done.stdout) == (0, "")
    assert list(pandas.read_parquet(file)["nested.x"]) == [0, 1, 2]


def test_an_ending_that_is_no_format_is_wrong_usage_and_writes_nothing(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rows.xlsx"
    done = runside("export", "digits/good", "--dir", str(folder), "-o", str(file))
    assert done.returncode == 2
    assert "xlsx" in done.stderr
    assert list(tmp_path.glob("*rows*")) == []


def test_a_file_that_cannot_be_written_is_4(folder: Path) -> None:
    done = runside("export", "digits/good", "--dir", str(folder), "-o", "/proc/1/rows.csv")
    assert done.returncode == 4
    assert "/proc/1" in done.stderr
    done = runside(
        "export", "digits/good", "--dir", str(folder), "-o", str(folder / "no" / "r.csv")
    )
    assert done.returncode == 4
    assert f"there is no folder {str(folder / 'no')!r}" in done.stderr


def test_verify_finds_a_line_that_was_damaged(folder: Path) -> None:
    whole = runside("verify", "--all", "--dir", str(folder))
    assert whole.returncode == 0
    assert whole.stdout.count(": whole") == 3
    [journal] = (folder / "runside-runs" / "digits" / "good" / "journal").glob("*.log")
    lines = journal.read_bytes().split(b"\n")
    lines[3] = lines[3][:-2] + b"9}"
    journal.write_bytes(b"\n".join(lines))
    broken = runside("verify", "digits/good", "--dir", str(folder), "--json")
    [told] = json.loads(broken.stdout)
    assert broken.returncode == 1
    assert told["run"] == "digits/good"
    [offset] = [f["offset"] for f in told["findings"] if f["kind"] == "bad line"]
    text = runside("verify", "digits/good", "--dir", str(folder)).stdout
    assert f"({journal}, byte {offset})" in text


def test_what_takes_long_shows_a_bar_on_a_terminal_and_nothing_elsewhere() -> None:
    code = (
        "import time\nfrom runside.cli.progress import progress\n"
        "with progress('runs read', 3) as advance:\n"
        "    advance(1); time.sleep(1.5); advance(2)\n"
    )
    piped = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (piped.stdout, piped.stderr) == (b"", b"")
    here, there = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", code], stderr=there, check=True, env={**os.environ, "TERM": "xterm"}
    )
    os.close(there)
    assert b"runs read" in os.read(here, 1 << 16)
    os.close(here)
