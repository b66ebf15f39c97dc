from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from . import platform
from .errors import RunFolderError
from .folder import (
    RunFolder,
    blob_path,
    create_run,
    open_run,
    runs_below,
    runs_named,
    write_blob,
)
from .writer import JournalWriter


def test_a_run_gets_a_folder_that_says_what_it_is(tmp_path: Path) -> None:
    run = create_run(tmp_path / "new", "my project", "run/1", start=2.5)
    assert run.path == tmp_path / "new" / "runside-runs" / "my%20project" / "run%2F1"
    assert json.loads((run.path / "run.json").read_text()) == {
        "uid": run.uid,
        "project": "my project",
        "id": "run/1",
        "start": 2.5,
    }
    assert open_run(run.path) == run
    assert (tmp_path / "new" / "runside-runs" / ".gitignore").read_text() == "*\n"


def test_a_taken_name_gets_a_number_and_an_own_uid(tmp_path: Path) -> None:
    runs = [create_run(tmp_path, "p", "run", start=float(n)) for n in range(12)]
    assert [run.path.name for run in runs[:3]] == ["run", "run~2", "run~3"]
    assert {run.id for run in runs} == {"run"}
    assert len({run.uid for run in runs}) == 12
    create_run(tmp_path, "p", "run2", start=0.0)
    assert runs_named(tmp_path, "p", "run") == [run.path for run in runs]


def test_makers_in_the_same_instant_get_folders_of_their_own(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(lambda n: create_run(tmp_path, "p", "r", start=float(n)), range(40)))
    assert len({run.path for run in runs}) == 40
    assert all(open_run(run.path) == run for run in runs)


def test_our_gitignore_does_not_replace_the_users(tmp_path: Path) -> None:
    (tmp_path / "runside-runs").mkdir()
    (tmp_path / "runside-runs" / ".gitignore").write_text("mine")
    create_run(tmp_path, "p", "r", start=0.0)
    assert (tmp_path / "runside-runs" / ".gitignore").read_text() == "mine"


def test_a_root_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFolderError, match="RUNSIDE_DIR") as caught:
        create_run(tmp_path / "file", "p", "r", start=0.0)
    assert str(tmp_path / "file") in str(caught.value)


def test_a_run_that_cannot_be_made_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(platform, "create_whole", fail)
    with pytest.raises(RunFolderError, match="No space left"):
        create_run(tmp_path, "p", "r", start=0.0)
    assert list((tmp_path / "runside-runs" / "p").iterdir()) == []


@pytest.mark.parametrize("damage", [None, b"", b"\0" * 100, b"{}", b'{"uid":"x"}', b"[]"])
def test_a_lost_run_file_is_made_again_from_the_journal(
    tmp_path: Path, damage: bytes | None
) -> None:
    run = create_run(tmp_path, "p", "r", start=7.5)
    writer = JournalWriter(run.path, run.uid, "w1")
    writer.append({"kind": "run", "t": 8.0, "start": 7.5})
    writer.close()
    (run.path / "run.json").unlink()
    if damage is not None:
        (run.path / "run.json").write_bytes(damage)
    assert open_run(run.path) == run
    assert json.loads((run.path / "run.json").read_text())["uid"] == run.uid


def test_a_run_file_is_never_made_twice(tmp_path: Path) -> None:
    run = create_run(tmp_path, "p", "r", start=0.0)
    before = (run.path / "run.json").stat()
    open_run(run.path)
    after = (run.path / "run.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert [path.name for path in run.path.glob(".*")] == []


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="no run"):
        open_run(tmp_path)
    with pytest.raises(RunFolderError, match="no run"):
        open_run(tmp_path / "missing")


def test_runs_are_found_below_a_root_and_nothing_else(tmp_path: Path) -> None:
    runs = {create_run(tmp_path, p, r, start=0.0).path for p in "ab" for r in "xy"}
    folder = tmp_path / "runside-runs"
    (folder / "a" / "empty").mkdir()
    (folder / "a" / "file").write_text("")
    (folder / "link").symlink_to(folder / "a")
    (folder / "b" / "link").symlink_to(folder / "a" / "x")
    assert set(runs_below(tmp_path)) == runs
    assert list(runs_below(tmp_path / "missing")) == []


def test_a_run_that_may_not_be_read_is_left_out_and_hides_no_other() -> None:
    with tempfile.TemporaryDirectory() as root:
        Path(root).chmod(0o755)
        closed, opened = (create_run(Path(root), "p", name, start=1.0) for name in ("a", "b"))
        closed.path.chmod(0)
        with somebody_who_is_not_root():
            assert list(runs_below(Path(root))) == [opened.path]
            assert runs_named(Path(root), "p", "a") == []
        closed.path.chmod(0o755)


@contextmanager
def somebody_who_is_not_root() -> Iterator[None]:
    """Be one whom the permissions of a file concern."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_symlinked_run_file_is_not_followed(run: RunFolder, tmp_path: Path) -> None:
    (run.path / "run.json").unlink()
    (tmp_path / "elsewhere.json").write_text(json.dumps({"uid": "0" * 32, "id": "x", "start": 0}))
    (run.path / "run.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(RunFolderError):
        open_run(run.path)


def test_a_blob_is_kept_once_under_its_hash(run: RunFolder) -> None:
    digest = write_blob(run.path, b"picture", "png")
    assert digest == sha256(b"picture").hexdigest()
    path = run.path / "blobs" / f"{digest}.png"
    assert path.read_bytes() == b"picture"
    before = path.stat().st_ino
    assert write_blob(run.path, b"picture", "png") == digest
    assert path.stat().st_ino == before
    assert [other.name for other in (run.path / "blobs").iterdir()] == [path.name]


def test_a_blob_that_was_cut_off_is_written_again(run: RunFolder) -> None:
    digest = write_blob(run.path, b"picture", "png")
    path = run.path / "blobs" / f"{digest}.png"
    os.truncate(path, 3)
    write_blob(run.path, b"picture", "png")
    assert path.read_bytes() == b"picture"


def test_a_blob_is_found_with_and_without_its_extension(run: RunFolder) -> None:
    digest = write_blob(run.path, b"{}", "table.json")
    path = run.path / "blobs" / f"{digest}.table.json"
    assert blob_path(run.path, digest) == path
    assert blob_path(run.path, digest, "table.json") == path
    assert blob_path(run.path, digest, "png") is None
    assert blob_path(run.path, "0" * 64) is None
    assert blob_path(run.path, digest, "../x") is None


def test_a_symlink_is_no_blob(run: RunFolder, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (run.path / "blobs" / ("0" * 64 + ".png")).symlink_to(tmp_path / "secret")
    assert blob_path(run.path, "0" * 64) is None
    assert blob_path(run.path, "0" * 64, "png") is None


@pytest.mark.parametrize("digest", ["", "x" * 64, "A" * 64, "0" * 63, "../" + "0" * 61])
def test_what_is_no_hash_is_refused(run: RunFolder, digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        blob_path(run.path, digest)


@pytest.mark.parametrize("ext", ["", "PNG", "a/b", ".png", "a..b", "png."])
def test_what_is_no_extension_is_refused(run: RunFolder, ext: str) -> None:
    with pytest.raises(ValueError, match="extension"):
        write_blob(run.path, b"", ext)


def test_a_blob_that_cannot_be_written_is_told_by_path(run: RunFolder) -> None:
    (run.path / "blobs").rmdir()
    (run.path / "blobs").write_text("")
    with pytest.raises(RunFolderError, match="blobs"):
        write_blob(run.path, b"picture", "png")
