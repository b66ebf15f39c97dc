"""What `save` returned for is kept, whatever becomes of the file and of the process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

import runside
from runside.sdk.conftest import Kept
from runside.sdk.run import Run

Read = Callable[[Run], Kept]


@pytest.fixture
def run() -> Run:
    return runside.init(project="p", id="r")


def told(kept: Kept) -> list[tuple[str, str, str]]:
    """The path, the first letters of the hash, and the policy of each file record."""
    return [(r["path"], r["sha256"][:8], r["policy"]) for r in kept.of_kind("file")]


def begin_of_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def test_a_file_is_copied_and_told_before_save_returns(run: Run, kept: Read, here: Path) -> None:
    (here / "models").mkdir()
    (here / "models" / "m.pt").write_text("weights")
    assert run.save("models/m.pt") == [os.path.join(run.dir, "models", "m.pt")]  # noqa: PTH118
    assert Path(run.dir, "models", "m.pt").read_text() == "weights"
    (record,) = kept(run).of_kind("file")
    assert record["sha256"] == sha256(b"weights").hexdigest()
    assert (record["path"], record["size"], record["policy"]) == ("models/m.pt", 7, "live")


@pytest.mark.parametrize(
    ("policy", "at_save", "at_end"),
    [("now", "one", "one"), ("end", "one", "three"), ("live", "two", "three")],
)
def test_the_policy_says_when_a_changed_file_is_copied_again(
    run: Run, kept: Read, here: Path, policy: str, at_save: str, at_end: str
) -> None:
    (here / "f").write_text("one")
    (here / "other").touch()
    run.save("f", policy=policy)
    copy = Path(run.dir, "f")
    (here / "f").write_text("two")
    run.save("other", policy="now")
    assert copy.read_text() == at_save
    (here / "f").write_text("three")
    run.finish()
    assert copy.read_text() == at_end
    assert [h for path, h, _ in told(kept(run)) if path == "f"][-1] == begin_of_hash(at_end)


def test_a_file_that_has_not_changed_is_neither_copied_nor_told_again(
    run: Run, kept: Read, here: Path
) -> None:
    (here / "f").write_text("x")
    run.save("f")
    before = Path(run.dir, "f").stat()
    run.save("f")
    run.finish()
    assert Path(run.dir, "f").stat().st_ino == before.st_ino
    assert len(told(kept(run))) == 1


def test_a_live_file_that_is_gone_stays_kept(run: Run, here: Path) -> None:
    (here / "f").write_text("x")
    run.save("f")
    (here / "f").unlink()
    run.finish()
    assert Path(run.dir, "f").read_text() == "x"


def test_what_is_written_in_the_runs_folder_of_files_is_told_at_the_end(
    run: Run, kept: Read
) -> None:
    Path(run.dir, "below").mkdir()
    Path(run.dir, "below", "best.h5").write_text("h5")
    run.finish()
    assert told(kept(run)) == [("below/best.h5", begin_of_hash("h5"), "end")]
    assert kept(run).records[-1]["kind"] == "finish"


def test_a_file_in_the_runs_folder_of_files_is_kept_where_it_is(run: Run, kept: Read) -> None:
    Path(run.dir, "m.h5").write_text("h5")
    assert run.save(os.path.join(run.dir, "*.h5"), base_path=run.dir) == [run.dir + "/m.h5"]  # noqa: PTH118
    with pytest.warns(UserWarning, match="base_path="):
        assert run.save(run.dir + "/m.h5") == [run.dir + "/m.h5"]
    run.finish()
    assert told(kept(run)) == [("m.h5", begin_of_hash("h5"), "live")]


def test_globs_and_folders_mean_the_files_that_are_there(run: Run, here: Path) -> None:
    for name in ("a.pt", "b.pt", "c.txt", "d/e.pt", "d/f/g.pt", "odd[1].pt"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).touch()

    def saved(*arguments: str) -> list[str]:
        return [Path(path).relative_to(run.dir).as_posix() for path in run.save(*arguments)]

    assert saved("*.pt") == ["a.pt", "b.pt", "odd[1].pt"]
    assert saved("odd[1].pt") == ["odd[1].pt"]
    assert saved("d") == ["d/e.pt", "d/f/g.pt"]
    assert saved("d/**") == ["d/e.pt", "d/f/g.pt"]
    assert saved("**/g.pt") == ["d/f/g.pt"]
    assert saved(str(here / "d" / "f" / "*.pt"), str(here / "d")) == ["f/g.pt"]


def test_an_absolute_path_without_a_base_keeps_its_last_folder_and_says_so(
    run: Run, here: Path
) -> None:
    (here / "d").mkdir()
    (here / "d" / "f").touch()
    with pytest.warns(UserWarning, match=r"keeps it as 'd/f'; base_path="):
        assert run.save(here / "d" / "f") == [run.dir + "/d/f"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("../f",), "outside of base_path"),
        (("f", "d"), "outside of base_path"),
        (("d", "d"), "is base_path itself"),
        (("*",), r"begins with '\*' below base_path"),
        (("**/f", "**"), r"may stand in glob_str alone"),
        (("f", None, "later"), "policy 'later' is none of live, now, end"),
        ((3,), "glob_str is a path or a glob"),
        (("f", 3), "base_path is a path or a glob"),
    ],
)
def test_what_cannot_be_meant_is_named(
    run: Run, here: Path, arguments: tuple[str, ...], message: str
) -> None:
    (here / "d").mkdir()
    for error in (ValueError, TypeError, runside.UsageError):
        with pytest.raises(error, match=message):
            run.save(*arguments)
    assert list(Path(run.dir).iterdir()) == []


def test_a_glob_that_finds_nothing_is_a_warning(run: Run) -> None:
    with pytest.warns(UserWarning, match=r"save\('none/\*\.pt'\) found no file"):
        assert run.save("none/*.pt") == []


def test_our_own_runs_are_not_kept_in_each_other(run: Run, here: Path) -> None:
    (here / "f.log").touch()
    assert run.save("**/*.log") == [run.dir + "/f.log"]


def test_what_cannot_be_read_is_one_line_and_the_rest_is_kept(
    run: Run, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a").touch()
    os.mkfifo(here / "b")
    (here / "c").symlink_to(here / "nowhere")
    (here / "d").mkdir()
    assert run.save("[abc]") == [run.dir + "/a"]
    assert (
        capsys.readouterr()
        .err.splitlines()[-1]
        .startswith(
            f"runside: {str(here / 'b')!r} cannot be kept with the run, and 1 more: it is not a regular file"
        )
    )


def test_a_folder_that_cannot_be_written_is_one_line(
    run: Run, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a").touch()
    shutil.rmtree(run.dir)
    Path(str(run.folder), "files").touch()
    assert run.save("a") == []
    assert "cannot be kept with the run" in capsys.readouterr().err


def test_after_the_end_and_without_a_journal_nothing_is_kept(run: Run, here: Path) -> None:
    (here / "a").touch()
    run.finish()
    with pytest.raises(runside.UsageError, match=r"save\(\)"):
        run.save("a")
    with pytest.raises(
        runside.Error, match=r"You must call runside.init\(\) before runside.save\(\)"
    ):
        runside.save("a")
    with runside.init(mode="disabled") as other:
        assert other.save("a") == []
        folder = Path(other.dir)
        (folder / "m").write_text("a place to write in")
    assert runside.init(mode="disabled").save() == []


KILLED = """
import os, runside
run = runside.init(project='p', id='r')
n = 0
while True:
    with open('model.bin', 'wb') as file:
        file.write(bytes([n % 256]) * 3_000_000)
    run.save('model.bin')
    os.link('runside-runs/p/r/files/model.bin', f'kept-{n}')
    print(n, flush=True)
    n += 1
"""


def test_a_process_that_is_killed_in_the_middle_of_save_leaves_a_whole_file(
    here: Path, kept: Callable[[Path], Kept]
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], cwd=here, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        last = [process.stdout.readline() for _ in range(20)][-1]
        process.kill()
        last = (process.stdout.read().split() or last.split())[-1]
    assert process.returncode == -signal.SIGKILL
    folder = here / "runside-runs" / "p" / "r"
    held = (folder / "files" / "model.bin").read_bytes()
    assert len(held) == 3_000_000
    assert held[0] in {int(last) % 256, (int(last) + 1) % 256}
    assert held == held[:1] * 3_000_000
    records = kept(folder).of_kind("file")
    assert len(records) in {int(last) + 1, int(last) + 2}
    for n in range(int(last) + 1):
        copy = (here / f"kept-{n}").read_bytes()
        assert records[n]["sha256"] == sha256(copy).hexdigest()


CHILD = """
import os, runside
run = runside.init(project='p', id='r')
open(os.path.join(run.dir, 'own'), 'w').close()
if os.fork() == 0:
    {child}
    raise SystemExit
os.wait()
"""


def test_a_forked_child_tells_of_what_it_saved_and_of_nothing_else(
    script: Callable[..., subprocess.CompletedProcess[str]],
    kept: Callable[[Path], Kept],
    here: Path,
) -> None:
    folder = here / "runside-runs" / "p" / "r"
    assert script(CHILD.format(child="pass")).returncode == 0
    assert len(kept(folder).by_writer) == 1
    script(CHILD.format(child="open('x', 'w').close(); run.save('x')"))
    by_writer = kept(folder.with_name("r~2")).by_writer
    paths = [[r["path"] for _, r in rs if r["kind"] == "file"] for rs in by_writer.values()]
    assert len(paths) == 2
    assert "x" in paths[0] + paths[1]


def test_ctrl_c_while_files_are_copied_at_the_end_still_ends_the_run(
    run: Run, kept: Read, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "f").touch()
    run.save("f")
    (here / "f").write_text("longer")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("runside.sdk.saved_files.copy_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.finish()
    assert kept(run).records[-1]["kind"] == "finish"


def test_records_are_as_the_protocol_has_them(run: Run, kept: Read, here: Path) -> None:
    schema = json.loads((Path(__file__).parents[2] / "protocol" / "record.schema.json").read_text())
    (here / "f").write_text("x")
    run.save("f")
    artifact = runside.Artifact("a", "t", metadata={"at": timedelta(1), "nan": float("nan")})
    artifact.add_file("f")
    artifact.add_reference("s3://bucket/x")
    run.log_artifact(artifact)
    run.alert("t", level="ERROR")
    run._recorder.note("console", {"stream": "stderr", "text": "x", "left_out": 1})
    run.finish()
    for record in kept(run).records:
        jsonschema.validate(record, schema)
