"""An edit is a record in a journal: nothing of the user's lives only in the index, and nothing else of the run changes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from runside.journal import create_run, loads, read_lines, writers
from runside.server.conftest import Api, Events, Script, until
from runside.server.indexer.edits import EditFailed, Edits
from runside.server.indexer.overlays import Overlays
from runside.server.indexer.polling import SETTLED_AFTER_S
from runside.server.service import IndexService

Json = Any
Scripts = Callable[..., Script]

FINISHED = "run = new(sys.argv[1]); run.log(7, loss=1.0); run.finish()"
LIVE = "run = new(sys.argv[1]); run.log(0, loss=1.0); say('on'); wait()"
UID = "0" * 32


async def finished(api: Api, root: Path, script: Scripts) -> Json:
    """The info of a run that has ended."""
    script(FINISHED, root).ended()
    return await api.run_when(lambda info: info["state"] == "finished")


def records_of(folder: str | Path, kind: str = "edit") -> list[Json]:
    """The records of a kind in the journals of a folder, by writer and seq."""
    found = [
        loads(line.payload)
        for writer in writers(Path(folder))
        for line in read_lines(Path(folder), writer, 1, 2**53)
    ]
    return [record for record in found if record["kind"] == kind]


async def settled(folder: Path) -> None:
    """Wait until a folder counts as one that has not changed lately."""

    async def age() -> float:
        return time.time() - folder.stat().st_mtime

    await until(age, lambda age: age > SETTLED_AFTER_S + 1)


async def refusal(asking: Awaitable[Any]) -> tuple[int, str]:
    with pytest.raises(HTTPClientError) as refused:
        await asking
    response = refused.value.response
    assert response is not None
    return refused.value.code, json.loads(response.body)["message"]


async def test_an_edit_is_a_record_in_the_folder_of_the_run(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    before = await finished(api, jp_root_dir, script)
    edit = {
        "name": "the good one",
        "tags": ["keep", "paper", "keep"],
        "notes": "see **fig 2**",
        "colour": "#2F6FDE",
        "total_steps": 10,
        "hidden": True,
    }
    after = await api.edit(before["run"], **edit)
    expected = {**edit, "tags": ["keep", "paper"], "colour": "#2f6fde"}
    assert after == {**before, **expected}
    (record,) = records_of(before["dir"])
    assert {**record, "t": 0.0} == {"kind": "edit", "t": 0.0, **expected}
    assert record["t"] > before["last_t"]
    assert [w for w in writers(Path(before["dir"])) if w.startswith("server-")]
    assert await api.runs() == [after]


async def test_an_edit_changes_neither_state_nor_length_of_a_run(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    before = await finished(api, jp_root_dir, script)
    assert (before["reason"], before["exit"]) == ("finish", 0)
    after = await api.edit(before["run"], notes="the morning after")
    same = ("state", "last_t", "exit", "reason", "writers", "start", "step")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


async def test_an_edit_survives_the_index(
    api: Api, index_path: Path, jp_root_dir: Path, script: Scripts
) -> None:
    before = await finished(api, jp_root_dir, script)
    edited = await api.edit(before["run"], name="kept")
    for file in index_path.parent.glob("index.sqlite*"):
        file.unlink()
    assert await api.run_when(lambda info: info["name"] == "kept") == edited


async def test_an_edit_counts_although_the_writers_clock_is_ahead(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    script(
        """
        run = new(sys.argv[1])
        ahead = Writer(run.folder, "w9")
        tomorrow = time.time() + 24 * 3600
        ahead.journal.append({"kind": "edit", "t": tomorrow, "name": "of tomorrow"})
        ahead.journal.append({"kind": "finish", "t": tomorrow, "exit": 0, "reason": "finish"})
        run.finish()
        ahead.journal.close()
        """,
        jp_root_dir,
    ).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    assert info["name"] == "of tomorrow"
    assert (await api.edit(info["run"], name="of today"))["name"] == "of today"


async def test_a_run_is_edited_while_its_kernel_writes_it(
    api: Api,
    listen: Callable[[], Awaitable[Events]],
    jp_root_dir: Path,
    script: Scripts,
) -> None:
    loop = script(
        """
        run = new(sys.argv[1])
        for step in range(2_000):
            run.log(step, loss=float(step))
        say("on")
        wait()
        for step in range(2_000, 4_000):
            run.log(step, loss=float(step))
        run.finish()
        """,
        jp_root_dir,
    )
    loop.hear()
    uid = (await api.run_when(lambda info: info["step"] == 1_999))["run"]
    events = await listen()
    await events.next()
    loop.go_on()
    await asyncio.gather(*(api.edit(uid, tags=[f"tag {n}"]) for n in range(7)))
    assert (await api.edit(uid, tags=["tag 7"]))["tags"] == ["tag 7"]
    await events.until(lambda event: event["info"]["tags"] == ["tag 7"])
    info = await api.run_when(lambda info: info["state"] == "finished")
    assert (info["tags"], info["gaps"], info["bad_lines"]) == (["tag 7"], 0, 0)
    head = await api.json("runs", uid)
    assert head["keys"]["loss"]["n"] == 4_000
    assert len(records_of(info["dir"])) == 8


async def test_the_lines_of_an_edit_are_given_like_all_others(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    await api.edit(info["run"], name="told")
    body = (await api.get("runs", info["run"], "lines")).body
    assert b'"name":"told"' in body


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({}, "name, tags"),
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": 5}, "name"),
        ({"name": "x" * 257}, "256"),
        ({"tags": "one"}, "tags"),
        ({"tags": [""]}, "tag"),
        ({"tags": ["x" * 65]}, "64"),
        ({"notes": []}, "notes"),
        ({"colour": "red"}, "#rrggbb"),
        ({"colour": "#2f6fde;"}, "#rrggbb"),
        ({"colour": "#2f6fde\n"}, "#rrggbb"),
        ({"total_steps": 0}, "total_steps"),
        ({"total_steps": 1.5}, "total_steps"),
        ({"total_steps": True}, "total_steps"),
        ({"hidden": 1}, "hidden"),
        ({"trash": None}, "trash"),
        ({"state": "finished"}, "'state'"),
        ({"name": "good", "notebook": "/etc/passwd", "t": 1}, "'notebook', 't'"),
        ([], "name, tags"),
        (None, "name, tags"),
    ],
)
async def test_an_edit_that_means_nothing_is_refused_by_name(
    api: Api, edit: Json, said: str
) -> None:
    code, message = await refusal(api.send("PATCH", "runs", UID, body=json.dumps(edit)))
    assert code == 400
    assert said in message


@pytest.mark.parametrize("body", ["{", "", "[" * 100_000, '{"name": "' + "x" * (1 << 20) + '"}'])
async def test_a_body_that_cannot_be_read_is_refused(api: Api, body: str) -> None:
    code, message = await refusal(api.send("PATCH", "runs", UID, body=body))
    assert code == 400
    assert "body" in message


async def test_an_unknown_run_is_not_edited(api: Api) -> None:
    assert (await refusal(api.edit(UID, name="x")))[0] == 404
    assert (await refusal(api.delete(UID)))[0] == 404


async def test_a_journal_that_is_a_link_is_not_written_through(
    api: Api, jp_root_dir: Path, data_dir: Path, tmp_path: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    journal, elsewhere = Path(info["dir"]) / "journal", tmp_path / "elsewhere"
    journal.rename(elsewhere)
    journal.symlink_to(elsewhere)
    before = sorted(elsewhere.iterdir())
    await api.edit(info["run"], name="edited")
    assert sorted(elsewhere.iterdir()) == before
    assert [r["name"] for r in records_of(data_dir / "overlays" / info["run"])] == ["edited"]


async def test_the_folder_of_a_run_that_is_away_is_not_made_anew(
    api: Api, jp_root_dir: Path, tmp_path: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    Path(info["dir"]).rename(tmp_path / "away")
    code, message = await refusal(api.edit(info["run"], name="x"))
    assert (code, info["dir"] in message) == (409, True)
    assert not Path(info["dir"]).exists()


async def test_a_server_that_does_not_write_the_index_edits_too(
    api: Api, second_server: IndexService, jp_root_dir: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    # What was changed lately is looked at more often; the edits must not depend on that.
    await settled(Path(info["dir"]).parent)
    for name in ("by the other", "by it again"):
        told = await second_server.ask("edit", uid=info["run"], fields={"name": name})
        assert json.loads(told.body)["info"]["name"] == name
        assert (await api.runs())[0]["name"] == name
    assert (await api.edit(info["run"], name="by the first"))["name"] == "by the first"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    where = tmp_path / "small"
    where.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(where)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root mounts a file system")
    yield where
    subprocess.run(["umount", "-l", str(where)], check=True)


def fill(ballast: Path) -> None:
    """Leave no room on a disk."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)


def test_an_edit_that_a_full_disk_does_not_take_is_refused_and_leaves_nothing(
    small_disk: Path, tmp_path: Path
) -> None:
    run = create_run(small_disk, "p", "r", start=0.0)
    edits = Edits(Overlays(tmp_path / "data"))
    edits.write(run.uid, run.path, {"name": "before"})
    ballast = small_disk / "ballast"
    fill(ballast)
    with pytest.warns(RuntimeWarning), pytest.raises(EditFailed, match="Make room there"):
        edits.write(run.uid, run.path, {"notes": "x" * 20_000})
    assert [record.get("name") for record in records_of(run.path)] == ["before"]
    ballast.unlink()
    edits.write(run.uid, run.path, {"name": "after"})
    assert [record.get("name") for record in records_of(run.path)] == ["before", "after"]
    assert not (tmp_path / "data" / "overlays").exists()
