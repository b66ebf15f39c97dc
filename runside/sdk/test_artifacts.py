"""Artifacts of runs: what is logged is kept whole, in versions, and found again by other runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import runside
from runside.artifacts import ArtifactError
from runside.errors import ArgumentError, CommError
from runside.sdk.conftest import Kept
from runside.sdk.run import Run

Read = Callable[[Run], Kept]


@pytest.fixture
def run() -> Run:
    return runside.init(project="p", id="r")


def blobs(run: Run) -> set[str]:
    return {path.name for path in Path(str(run.folder), "blobs").iterdir()}


def test_an_artifact_is_kept_with_the_run_and_told_in_a_record(
    run: Run, kept: Read, here: Path
) -> None:
    (here / "data.csv").write_text("a,b\n")
    artifact = runside.Artifact("data", "dataset", description="rows", metadata={"rows": 1})
    artifact.add_file("data.csv")
    artifact.add_reference("s3://bucket/more.csv")
    assert (artifact.state, artifact.name, artifact.is_draft()) == ("PENDING", "data", True)
    assert run.log_artifact(artifact, aliases=["raw"]).wait() is artifact
    assert (artifact.name, artifact.version, artifact.aliases) == (
        "data:v0",
        "v0",
        ["latest", "raw"],
    )
    assert (artifact.state, artifact.project, artifact.size) == ("COMMITTED", "p", 4)
    (record,) = kept(run).of_kind("artifact")
    (file,) = record["files"]
    assert record["references"] == [{"path": "more.csv", "ref": "s3://bucket/more.csv"}]
    assert (record["name"], record["type"], record["version"]) == ("data", "dataset", "v0")
    assert (record["description"], record["metadata"]) == ("rows", {"rows": 1})
    assert (file["path"], file["size"]) == ("data.csv", 4)
    assert (run.folder / "blobs" / file["blob"]).read_text() == "a,b\n"  # type: ignore[operator]


def test_what_is_added_is_as_it_was_then(run: Run, here: Path) -> None:
    (here / "f").write_text("before")
    artifact = runside.Artifact("a", "t")
    artifact.add_file("f")
    (here / "f").write_text("after")
    run.log_artifact(artifact)
    (here / "f").write_text("later still")
    assert Path(artifact.file("out")).read_text() == "before"


def test_a_file_that_was_not_to_change_and_did_is_named(run: Run, here: Path) -> None:
    (here / "f").write_text("before")
    artifact = runside.Artifact("a", "t")
    artifact.add_file("f", policy="immutable")
    (here / "f").write_text("after")
    with pytest.raises(ArgumentError, match=r"f' has changed since it was added"):
        run.log_artifact(artifact)
    assert blobs(run) == set()


def test_folders_new_files_and_media_make_an_artifact(run: Run, here: Path) -> None:
    (here / "d" / "below").mkdir(parents=True)
    (here / "d" / "a.txt").write_text("a")
    (here / "d" / "below" / "b").write_text("b")
    artifact = runside.Artifact("a", "t")
    artifact.add_dir("d")
    artifact.add_dir("d", name="again")
    with artifact.new_file("c.bin", mode="wb") as file:
        file.write(b"c")
    with artifact.new_file("ä.txt", encoding="utf-8") as file:
        file.write("ä")
    artifact.add(runside.Image(np.zeros((2, 3), np.uint8)), "picture")
    run.log_artifact(artifact)
    folder = Path(artifact.download())
    assert folder == Path("artifacts") / "a:v0"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    picture = next(iter(found - {name for name in found if not name.startswith("media/")}))
    assert found == {
        *("a.txt", "below/b", "again/a.txt", "again/below/b", "c.bin", "ä.txt"),
        *("picture.image-file.json", picture),
    }
    assert (folder / "c.bin").read_bytes() == b"c"
    artifact.verify()
    (folder / "c.bin").write_bytes(b"d")
    with pytest.raises(ArgumentError, match=r"'c.bin'.*is not what a:v0 holds"):
        artifact.verify()


def test_a_new_file_that_fails_is_not_added() -> None:
    artifact = runside.Artifact("a", "t")
    with pytest.raises(ZeroDivisionError), artifact.new_file("x") as file:
        file.write(str(1 / 0))
    assert artifact.file_count == 0
    with artifact.new_file("x") as file:
        file.write("1")
    with pytest.raises(ValueError, match="has a file 'x' already"), artifact.new_file("x"):
        pass
    with artifact.new_file("x", mode="w") as file:
        file.write("2")
    assert artifact.size == 1


def test_another_run_finds_it_by_its_alias_and_version(run: Run, here: Path) -> None:
    for text in ("one", "two"):
        (here / "m.pt").write_text(text)
        run.log_model("m.pt", name="net", aliases=[text])
    run.finish()
    other = runside.init(project="p")
    for name, text in {
        "net": "two",
        "net:one": "one",
        "net:v1": "two",
        "p/net:v0": "one",
        "somebody/p/net:latest": "two",
    }.items():
        assert Path(other.use_model(name)).read_text() == text
    other.finish()
    elsewhere = runside.init(project="q")
    assert elsewhere.use_artifact("p/net:one", type="model").version == "v0"
    assert runside.Api().artifact("p/net:one", type="model").version == "v0"
    with pytest.raises(CommError, match="has no 'three'"):
        runside.Api().artifact("p/net:three")
    assert runside.use_artifact("p/net:one").files()[0].name == "m.pt"


def test_what_is_not_there_is_said(run: Run) -> None:
    with pytest.raises(ArtifactError, match="no artifact 'net' in project 'p'"):
        run.use_artifact("net:latest")
    run.log_artifact(runside.Artifact("net", "model"))
    with pytest.raises(ArtifactError, match="has no 'best'; its newest version is v0"):
        run.use_artifact("net:best")
    with pytest.raises(ArgumentError, match="is of type 'model', not 'dataset'"):
        run.use_artifact("net", type="dataset")
    with pytest.raises(ArgumentError, match="names no artifact"):
        run.use_artifact("a/b/c/net")


def test_the_same_content_is_the_same_version_and_takes_no_room_twice(run: Run, here: Path) -> None:
    (here / "f.bin").write_bytes(os.urandom(100_000))
    run.log_artifact("f.bin", name="data", type="dataset")
    run.finish()
    other = runside.init(project="p", id="s")
    assert other.log_artifact("f.bin", name="data", type="dataset").version == "v0"
    (mine,), (theirs,) = blobs(other), blobs(run)
    assert mine == theirs
    assert Path(str(other.folder), "blobs", mine).samefile(Path(str(run.folder), "blobs", mine))


def test_a_run_that_is_deleted_takes_only_what_no_other_run_has(run: Run, here: Path) -> None:
    (here / "shared").write_text("shared")
    (here / "own").write_text("own")
    run.log_artifact("shared", name="shared")
    run.log_artifact("own", name="own")
    run.finish()
    other = runside.init(project="p")
    other.log_artifact("shared", name="shared")
    shutil.rmtree(str(run.folder))
    assert Path(other.use_artifact("shared:v0").file("out")).read_text() == "shared"
    with pytest.raises(
        ArtifactError, match=r"'own' of own:v0 is not there any more.*the run in 'r'"
    ):
        other.use_artifact("own").download()
    (here / "own").write_text("new")
    assert other.log_artifact("own", name="own").version == "v1"


def test_an_artifact_that_one_run_uses_another_may_log(run: Run, here: Path) -> None:
    (here / "f").write_text("x")
    run.log_artifact("f", name="data")
    other = runside.init(project="q", reinit="create_new")
    used = other.use_artifact("p/data")
    other.log_artifact(used, aliases=["mine"])
    shutil.rmtree(str(run.folder))
    assert Path(other.use_artifact("data:mine").file("out")).read_text() == "x"
    third = runside.init(project="s", reinit="create_new")
    third.log_artifact(used)
    assert (used.project, Path(used.file("again")).read_text()) == ("s", "x")


def test_an_incremental_one_goes_on_from_the_latest_and_a_draft_from_any(
    run: Run, here: Path
) -> None:
    for name in "ab":
        (here / name).write_text(name)
    first = run.log_artifact("a", name="data", type="dataset")
    more = runside.Artifact("data", "dataset", incremental=True)
    more.add_file("b")
    run.log_artifact(more)
    assert sorted(more.manifest.entries) == ["a", "b"]
    draft = first.new_draft()
    draft.remove("a")
    draft.add_file("b", name="c")
    assert run.log_artifact(draft).version == "v2"
    assert sorted(draft.manifest.entries) == ["c"]
    with pytest.raises(
        runside.UsageError, match=r"data:v2 is logged, and add_file\(\) cannot change it"
    ):
        draft.add_file("a")


def test_aliases_may_be_changed_afterwards(run: Run) -> None:
    artifact = run.log_artifact(runside.Artifact("a", "t"), aliases="one")
    artifact.aliases.append("two")
    artifact.aliases.remove("one")
    artifact.save()
    assert run.use_artifact("a:two").aliases == ["latest", "two"]
    with pytest.raises(ArtifactError):
        run.use_artifact("a:one")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda run: runside.Artifact("a/b", "t"), "an artifact's name is 1 to 120"),
        (lambda run: runside.Artifact("a", ""), "an artifact's type is a text"),
        (lambda run: runside.Artifact("a", "t", metadata=[1]), "metadata is a dict"),  # type: ignore[arg-type]
        (lambda run: runside.Artifact("a", "t").add_file("missing"), "'missing' is no file"),
        (lambda run: runside.Artifact("a", "t").add_dir("missing"), "'missing' is no folder"),
        (lambda run: runside.Artifact("a", "t").add_reference("x"), "'x' is no address"),
        (lambda run: runside.Artifact("a", "t").add(3, "x"), r"add\(\) takes a medium"),
        (
            lambda run: runside.Artifact("a", "t").add_file("f", name="../x"),
            "no path in an artifact",
        ),
        (lambda run: runside.Artifact("a", "t").add_file("f", policy="x"), "policy 'x' is none of"),
        (lambda run: run.log_artifact("missing"), "'missing' is no file"),
        (lambda run: run.log_artifact(3), "an artifact, or the path"),
        (lambda run: run.log_artifact("f", aliases=["v3"]), "'v3' names a version"),
        (lambda run: run.log_artifact("f", aliases=["a:b"]), "an alias is a text without"),
        (lambda run: run.log_artifact("f", aliases=3), "aliases are a list"),
    ],
)
def test_a_bad_argument_is_named(
    run: Run, here: Path, call: Callable[[Run], object], message: str
) -> None:
    (here / "f").touch()
    with pytest.raises(ValueError, match=message):
        call(run)


def test_what_is_not_here_says_so(run: Run) -> None:
    for call in (run.link_artifact, run.link_model, runside.Artifact("a", "t").link):
        with pytest.raises(runside.UsageError, match="no registry"):
            call("somewhere")
    with pytest.raises(runside.UsageError, match="has no version before it is logged"):
        _ = runside.Artifact("a", "t").version


def test_a_disk_that_fails_is_one_line_and_training_goes_on(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "f").write_text("x")
    shutil.rmtree(str(run.folder) + "/blobs")
    Path(str(run.folder), "blobs").touch()
    artifact = run.log_artifact("f", name="data")
    assert artifact.is_draft()
    assert "artifact 'data' cannot be kept with the run" in capsys.readouterr().err


def test_a_run_that_keeps_nothing_takes_artifacts(here: Path) -> None:
    (here / "f").touch()
    with runside.init(mode="disabled") as run:
        assert run.log_artifact("f").is_draft()
        assert run.log_code() is None


def test_code_is_what_the_program_is_made_of(run: Run, here: Path) -> None:
    for name in (
        "train.py",
        "notes.txt",
        "lib/net.py",
        ".git/hook.py",
        "env/pyvenv.cfg",
        "env/x.py",
    ):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).touch()
    code = run.log_code()
    assert code is not None
    assert sorted(code.manifest.entries) == ["lib/net.py", "train.py"]
    assert code.type == "code"
    assert code.collection_name.startswith("source-p-")
    some = run.log_code(
        name="some",
        include_fn=lambda path, root: path.endswith((".txt", ".py")),
        exclude_fn=lambda path: "env" in path or ".git" in path,
    )
    assert some is not None
    assert sorted(some.manifest.entries) == ["lib/net.py", "notes.txt", "train.py"]
    assert run.log_code(include_fn=lambda path: False) is None


LOG = """
import os, runside, sys
run = runside.init(project='p', id='r')
print('ready', flush=True)
sys.stdin.readline()
n = 0
while True:
    artifact = runside.Artifact('model', 'model')
    for name in 'abc':
        with artifact.new_file(name) as file:
            file.write(f'{n} {name} {os.getpid()}' * 5000)
    run.log_artifact(artifact, aliases=['last'])
    print(artifact.version, n, os.getpid(), flush=True)
    n += 1
"""


def test_what_had_returned_is_whole_after_two_loggers_are_killed(here: Path) -> None:
    loggers = [
        subprocess.Popen(
            [sys.executable, "-c", LOG],
            cwd=here,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    told = []
    for one in loggers:
        assert one.stdin is not None
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
        one.stdin.write("\n")
        one.stdin.flush()
    for one in loggers:
        assert one.stdout is not None
        told += [one.stdout.readline().split() for _ in range(5)]
    for one in loggers:
        one.kill()
        told += [line.split() for line in one.communicate()[0].splitlines() if line.count(" ") == 2]
        assert one.returncode == -signal.SIGKILL
    reader = runside.init(project="p", id="reader")
    assert len({version for version, *_ in told}) == len(told) >= 10
    for version, n, process in told:
        folder = Path(reader.use_artifact(f"model:{version}").download())
        for name in "abc":
            assert (folder / name).read_text() == f"{n} {name} {process}" * 5000
    assert reader.use_artifact("model:last").manifest.entries
    reader.log_artifact("artifacts", name="model", type="model")
