"""`verify_run` finds each way in which a run can have come to harm, and none where it has not."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runside
from runside.api import Api, checking
from runside.api.conftest import FINISH, logged, numbered, run_record, write_file, write_records
from runside.api.verify import Verified, verify_run
from runside.journal import RunFolder, write_blob

Json = Any


@pytest.fixture(params=["columns", "lines"])
def each_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With numpy, and as it is done without."""
    if request.param == "lines":
        monkeypatch.setattr(checking, "has_numpy", lambda: False)


pytestmark = pytest.mark.usefixtures("each_way")


def kinds(verified: Verified) -> list[str]:
    return [finding.kind for finding in verified.findings]


def write(root: Path, *records: dict[str, Json]) -> RunFolder:
    return write_records(root, "p", "r", numbered(run_record(), *records, FINISH))


def log_of(folder: RunFolder) -> Path:
    return folder.journal / "w1-000001.log"


def test_a_run_as_it_is_written_is_whole(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept")
    with runside.init(project="p", id="r", dir=tmp_path, config={"lr": 0.1}) as run:
        run.log({"loss": 0.5, "img": runside.Image(np.zeros((2, 2), np.uint8))})
        run.save(str(kept), base_path=str(tmp_path))
    told: list[tuple[int, int]] = []
    folder = Api(tmp_path).run("p/r").folder
    verified = verify_run(folder, lambda done, of: told.append((done, of)))
    assert verified.findings == []
    assert verified.is_whole
    assert (verified.blobs, verified.files) == (1, 1)
    assert verified.records >= 5
    assert told[-1][0] == told[-1][1]


def test_a_bad_line_is_found_with_its_place(tmp_path: Path) -> None:
    folder = write(tmp_path, logged(0, {"a": 1}), logged(1, {"a": 2}))
    data = log_of(folder).read_bytes()
    log_of(folder).write_bytes(data.replace(b'"a":2', b'"a":3'))
    verified = verify_run(folder)
    assert kinds(verified) == ["bad line", "missing records"]
    bad, missing = verified.findings
    assert bad.path == str(log_of(folder))
    assert bad.offset == data.index(b"\n", data.index(b'"a":1')) + 1
    assert "checksum" in bad.message
    assert (missing.writer, missing.first, missing.last) == ("w1", 3, 3)


def test_a_record_that_the_fold_cannot_take_is_found(tmp_path: Path) -> None:
    folder = write(tmp_path, {"kind": "log", "t": 2.0, "step": "x", "commit": True, "data": {}})
    verified = verify_run(folder)
    assert kinds(verified) == ["bad line", "missing records"]
    assert "'step'" in verified.findings[0].message


def test_missing_records_are_found_and_told_losses_are_told(tmp_path: Path) -> None:
    gap = {"kind": "gap", "t": 3.0, "writer": "w1", "from": 3, "to": 4, "reason": "disk full"}
    records = [
        ("w1", 1, run_record()),
        ("w1", 2, logged(0, {"a": 1})),
        ("w1", 5, gap),
        ("w1", 8, FINISH),
    ]
    verified = verify_run(write_records(tmp_path, "p", "r", records))
    assert [(f.kind, f.first, f.last) for f in verified.findings] == [
        ("gap", 3, 4),
        ("missing records", 6, 7),
    ]
    assert "disk full" in verified.findings[0].message


def test_a_torn_line_is_bad_only_where_the_writer_went_on(tmp_path: Path) -> None:
    folder = write(tmp_path, logged(0, {"a": 1}))
    with log_of(folder).open("ab") as file:
        file.write(b"0123 5 20 {half a li")
    assert verify_run(folder).is_whole
    write_file(folder, "w1", 2, [])
    verified = verify_run(folder)
    assert kinds(verified) == ["bad line"]
    assert "ends within a line" in verified.findings[0].message


def test_lines_that_are_there_twice_are_nothing_to_tell(tmp_path: Path) -> None:
    records = list(numbered(run_record(), logged(0, {"a": 1}), FINISH))
    folder = write_records(tmp_path, "p", "r", records)
    write_file(folder, "w1", 2, records[1:])
    assert verify_run(folder).is_whole


def test_a_file_of_another_run_is_found(tmp_path: Path) -> None:
    folder = write(tmp_path, logged(0, {"a": 1}))
    other = write_records(tmp_path, "q", "r", numbered(run_record(), writer="w2"))
    (other.journal / "w2-000001.log").rename(folder.journal / "w2-000001.log")
    verified = verify_run(folder)
    assert "bad line" in kinds(verified)
    assert "w2-000001.log" in str(verified.findings[0].path)


def medium(digest: str) -> dict[str, Json]:
    return {"_type": "image-file", "sha256": digest, "path": f"blobs/{digest}.png"}


def test_blobs_are_missed_and_looked_into(tmp_path: Path) -> None:
    several = {"_type": "images/separated", "items": [{"sha256": sha256(b"2").hexdigest()}]}
    one, stood_in, stands_in = (sha256(data).hexdigest() for data in (b"1", b"3", b"4"))
    folder = write(
        tmp_path,
        logged(0, {"img": medium(one), "text": {"sha256": "f" * 64}}),
        logged(1, {"img": several, "gone": medium(stood_in)}),
        {"kind": "blob", "t": 4.0, "from": stood_in, "to": stands_in},
        {"kind": "summary", "t": 5.0, "set": {"best": medium(sha256(b"5").hexdigest())}},
    )
    for data in (b"1", b"2", b"4", b"5"):
        write_blob(folder.path, data, "png")
    assert verify_run(folder).is_whole
    changed = folder.path / "blobs" / f"{one}.png"
    changed.write_bytes(b"other")
    (folder.path / "blobs" / f"{stands_in}.png").unlink()
    verified = verify_run(folder)
    assert kinds(verified) == ["changed blob", "missing blob"]
    assert verified.findings[0].path == str(changed)
    assert stands_in in verified.findings[1].message


def test_files_are_missed_and_looked_into(tmp_path: Path) -> None:
    def kept(name: str, data: bytes, t: float) -> dict[str, Json]:
        digest = sha256(data).hexdigest()
        return {"kind": "file", "t": t, "path": name, "sha256": digest, "size": len(data)}

    folder = write(
        tmp_path,
        kept("a.txt", b"old", 3.0),
        kept("a.txt", b"a", 4.0),
        kept("sub/b.txt", b"b", 4.0),
        kept("c.txt", b"c", 4.0),
    )
    (folder.files / "sub").mkdir(parents=True)
    (folder.files / "a.txt").write_bytes(b"a")
    (folder.files / "sub" / "b.txt").write_bytes(b"changed")
    verified = verify_run(folder)
    assert [(f.kind, f.path) for f in verified.findings] == [
        ("missing file", str(folder.files / "c.txt")),
        ("changed file", str(folder.files / "sub" / "b.txt")),
    ]
    assert verified.files == 3
