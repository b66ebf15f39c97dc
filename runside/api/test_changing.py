"""What is changed through `Api` is an edit of the run: it stands in a journal, and every reader sees it."""

from __future__ import annotations

import errno
import math
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runside
from runside.api import Api, Run
from runside.api.conftest import WriteRun
from runside.errors import CommError, UsageError
from runside.journal import JournalWriter, RunFolder, read_lines, writers
from runside.journal.errors import RunFolderError
from runside.places import overlay_of


@pytest.fixture
def folder(write_run: WriteRun) -> RunFolder:
    config = {"kind": "config", "t": 4.0, "set": {"lr": 0.1, "net": {"depth": 2}, "k\\.ey": 1}}
    return write_run("r", [{"loss": 0.5, "acc": {"top": 1}}], config, tags=["a"], notes="old")


@pytest.fixture
def run(folder: RunFolder, tmp_path: Path) -> Run:
    return Api(tmp_path).run("p/r")


def again(folder: RunFolder) -> Run:
    return Api(folder.path.parents[2]).run("p/r")


def editors(folder: RunFolder) -> list[str]:
    return [writer for writer in writers(folder.path) if writer.startswith("api-")]


def test_fields_are_kept_by_update(run: Run, folder: RunFolder) -> None:
    run.name = "renamed"
    run.notes = "new"
    run.tags.append("b")
    assert (run.name, run.notes, run.tags) == ("renamed", "new", ["a", "b"])
    assert again(folder).name == "calm-owl-1"
    run.update()
    for read in (run, again(folder)):
        assert (read.name, read.notes, read.tags) == ("renamed", "new", ["a", "b"])
    assert run.state == "finished"


def test_an_update_is_one_edit_of_a_writer_of_the_api(run: Run, folder: RunFolder) -> None:
    run.tags = ["c"]
    run.config["lr"] = 0.2
    run.summary["best"] = 1
    run.update()
    run.update()
    (writer,) = editors(folder)
    (line,) = read_lines(folder.path, writer, 1, 100)
    assert b'"kind":"edit"' in line.payload
    assert len(editors(folder)) == 1


def test_config_and_summary_are_changed_by_item(run: Run, folder: RunFolder) -> None:
    run.config["lr"] = 0.2
    run.config["net"]["depth"] = 3
    run.config["new"] = {"a": [1, {"b": 2}], "empty": {}}
    run.config["k.ey"] = "dotted"
    del run.summary["loss"]
    run.summary["array"] = np.arange(3)
    run.summary["nan"] = math.nan
    run.summary["scalar"] = np.float32(0.5)
    run.update()
    read = again(folder)
    assert read.config == {
        "lr": 0.2,
        "net": {"depth": 3},
        "new": {"a": [1, {"b": 2}], "empty": {}},
        "k.ey": "dotted",
    }
    assert read.summary.pop("nan") != read.summary.get("nan")
    assert read.summary == {"acc": {"top": 1}, "array": [0, 1, 2], "scalar": 0.5}


def test_their_own_update_writes_too(run: Run, folder: RunFolder) -> None:
    run.summary["open"] = 1
    run.summary.update({"loss": 0.1}, other=2)
    run.config.update({"lr": 1})
    read = again(folder)
    assert read.summary == {"loss": 0.1, "acc": {"top": 1}, "open": 1, "other": 2}
    assert read.config["lr"] == 1


def test_a_tree_takes_the_place_of_a_value_and_the_other_way_round(
    run: Run, folder: RunFolder
) -> None:
    run.config["lr"] = {"start": 1}
    run.config["net"] = 5
    run.update()
    assert again(folder).config == {"lr": {"start": 1}, "net": 5, "k.ey": 1}


def test_one_and_true_are_not_the_same_value(run: Run, folder: RunFolder) -> None:
    run.config["k.ey"] = True
    run.update()
    assert again(folder).config["k.ey"] is True


def test_what_was_not_written_is_forgotten_by_load(run: Run, folder: RunFolder) -> None:
    run.name = "renamed"
    run.config["lr"] = 5
    run.tags.append("x")
    run.load(force=True)
    assert (run.name, run.config["lr"], run.tags) == ("calm-owl-1", 0.1, ["a"])
    run.update()
    assert editors(folder) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda run: run.summary.update({"x": object()}), r"summary\['x'\] cannot be kept"),
        (lambda run: run.config.update({"a": {"b": {1, 2}}}), r"config\['a.b'\] cannot be kept"),
        (lambda run: run.config.update({1: 2}), "is no text"),
        (lambda run: setattr(run, "name", " "), "a run's name"),
        (lambda run: setattr(run, "notes", 3), "notes are a text"),
        (lambda run: setattr(run, "tags", ["", "a"]), "a tag is a text"),
        (lambda run: setattr(run, "tags", 3), "tags are a list"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    run: Run, folder: RunFolder, change: Any, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        change(run)
    assert editors(folder) == []


def test_an_edit_counts_from_after_what_it_changes(write_run: WriteRun, tmp_path: Path) -> None:
    ahead = 4e9  # the clock of another machine
    folder = write_run("r", [{"loss": 1}], {"kind": "summary", "t": ahead, "set": {"loss": 2}})
    run = Api(tmp_path).run("p/r")
    run.summary.update({"loss": 3})
    assert again(folder).summary == {"loss": 3}


def test_an_edit_goes_to_the_overlay_where_the_folder_cannot_be_written(
    run: Run, folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:

    def refuse(holder: Path, uid: str, name: str) -> object:
        if holder == folder.path:
            raise RunFolderError("no") from OSError(errno.EROFS, "Read-only file system")
        return JournalWriter(holder, uid, name)

    monkeypatch.setattr("runside.api.edits.JournalWriter", refuse)
    run.name = "renamed"
    run.update()
    assert editors(folder) == []
    assert len(writers(overlay_of(folder.uid))) == 1
    assert again(folder).name == "renamed"


def test_a_full_disk_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> object:
        raise RunFolderError("no room") from OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("runside.api.edits.JournalWriter", refuse)
    run.name = "renamed"
    with pytest.raises(CommError, match="no room"):
        run.update()
    assert run.name == "renamed"


def test_somebody_elses_run_is_not_changed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    run.name = "renamed"
    with pytest.raises(CommError, match="only they can change it"):
        run.update()


def test_a_run_is_deleted_with_its_files_and_edits(run: Run, folder: RunFolder) -> None:
    overlay = overlay_of(folder.uid)
    (overlay / "journal").mkdir(parents=True)
    (folder.path / "files").mkdir()
    (folder.path / "files" / "a.txt").write_text("a")
    run.delete()
    assert not folder.path.exists()
    assert not overlay.exists()
    assert folder.path.parent.is_dir()
    with pytest.raises(CommError):
        again(folder)


def test_a_running_run_is_not_deleted(tmp_path: Path) -> None:
    with runside.init(project="p", id="live", dir=tmp_path) as writing:
        with pytest.raises(CommError, match="p/live is running"):
            Api(tmp_path).run("p/live").delete()
        assert Path(str(writing.dir)).is_dir()
    Api(tmp_path).run("p/live").delete()
    assert not Path(str(writing.dir)).exists()


def test_nothing_is_deleted_through_a_link(run: Run, folder: RunFolder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept")
    (folder.path / "files").symlink_to(elsewhere)
    run.delete()
    assert (elsewhere / "kept").read_text() == "kept"
    assert not folder.path.exists()


def test_files_are_listed_and_copied(
    run: Run, folder: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = folder.path / "files"
    (files / "sub").mkdir(parents=True)
    (files / "sub" / "a.txt").write_text("hello")
    (files / "link").symlink_to(tmp_path)
    digest = "0" * 64
    (folder.path / "blobs" / f"{digest}.png").write_bytes(b"png")
    assert [file.name for file in run.files()] == ["sub/a.txt", f"blobs/{digest}.png"]
    assert [file.name for file in run.files(names=["sub/a.txt"])] == ["sub/a.txt"]
    monkeypatch.chdir(tmp_path)
    file = run.file("sub/a.txt")
    assert file.size == 5
    with file.download(tmp_path / "out") as copied:
        assert copied.read() == "hello"
    copy = tmp_path / "out" / "sub" / "a.txt"
    copy.write_text("mine")
    with pytest.raises(ValueError, match="exists already"):
        file.download(tmp_path / "out")
    file.download(tmp_path / "out", exist_ok=True).close()
    assert copy.read_text() == "mine"
    file.download(tmp_path / "out", replace=True).close()
    assert copy.read_text() == "hello"
    with pytest.raises(CommError, match=r"has no file 'b\.txt'"):
        run.file("b.txt")
