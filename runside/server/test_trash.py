"""What is in the trash can come back; what is deleted is gone, and nothing beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from runside.server.conftest import Api, Events, Script, until
from runside.server.service import IndexService
from runside.server.test_edits import FINISHED, LIVE, finished, refusal

Json = Any
Scripts = Callable[..., Script]


async def test_a_run_goes_to_the_trash_and_comes_back(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    before = await finished(api, jp_root_dir, script)
    assert (await api.edit(before["run"], trash=True))["trash"] is True
    assert await api.edit(before["run"], trash=False) == before


async def test_a_run_that_is_deleted_is_gone_with_all_its_files(
    api: Api,
    listen: Callable[[], Awaitable[Events]],
    jp_root_dir: Path,
    script: Scripts,
) -> None:
    info = await finished(api, jp_root_dir, script)
    script("new(sys.argv[1], id='other').finish()", jp_root_dir).ended()
    await until(api.runs, lambda runs: len(runs) == 2)
    await api.edit(info["run"], trash=True)
    events = await listen()
    await api.delete(info["run"])
    assert not Path(info["dir"]).exists()
    assert [run["id"] for run in await api.runs()] == ["other"]
    assert (await refusal(api.get("runs", info["run"])))[0] == 404
    assert (await refusal(api.get("runs", info["run"], "lines")))[0] == 404
    assert await events.until(lambda e: e["type"] == "gone") == {
        "type": "gone",
        "run": info["run"],
    }
    assert (await refusal(api.delete(info["run"])))[0] == 404


async def test_a_run_whose_folder_is_put_back_is_there_again(
    api: Api, jp_root_dir: Path, tmp_path: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    trashed = await api.edit(info["run"], trash=True)
    script(
        "import shutil; shutil.copytree(sys.argv[1], sys.argv[2])", info["dir"], tmp_path / "backup"
    ).ended()
    await api.delete(info["run"])
    (tmp_path / "backup").rename(info["dir"])
    assert await api.run_when(lambda run: run["step"] == 7) == trashed


async def test_only_what_is_in_the_trash_is_deleted(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    code, message = await refusal(api.delete(info["run"]))
    assert (code, "not in the trash" in message) == (409, True)
    assert Path(info["dir"]).is_dir()


async def test_a_run_that_is_written_is_not_deleted(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    loop = script(LIVE, jp_root_dir)
    info = await api.run_when(lambda info: info["step"] == 0)
    await api.edit(info["run"], trash=True)
    code, message = await refusal(api.delete(info["run"]))
    assert (code, "it is running" in message) == (409, True)
    loop.kill()
    await api.run_when(lambda info: info["state"] == "killed")
    await api.delete(info["run"])
    assert not Path(info["dir"]).exists()


async def test_nothing_is_removed_through_a_link(
    api: Api, jp_root_dir: Path, tmp_path: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    precious = tmp_path / "precious"
    (precious / "below").mkdir(parents=True)
    (precious / "below" / "file").write_text("x")
    folder = Path(info["dir"])
    (folder / "files").mkdir()
    (folder / "files" / "to a folder").symlink_to(precious)
    (folder / "blobs" / "to a file").symlink_to(precious / "below" / "file")
    await api.edit(info["run"], trash=True)
    await api.delete(info["run"])
    assert not folder.exists()
    assert (precious / "below" / "file").read_text() == "x"


async def test_a_link_in_the_place_of_the_folder_is_not_followed(
    api: Api, jp_root_dir: Path, tmp_path: Path, script: Scripts
) -> None:
    info = await finished(api, jp_root_dir, script)
    await api.edit(info["run"], trash=True)
    folder, away = Path(info["dir"]), tmp_path / "away"
    folder.rename(away)
    folder.symlink_to(away)
    assert (await refusal(api.delete(info["run"])))[0] == 409
    assert (away / "run.json").exists()


@pytest.mark.parametrize("left", [["journal", "run.json"], ["run.json"], []])
async def test_a_deletion_that_was_cut_off_can_be_made_again(
    api: Api, jp_root_dir: Path, script: Scripts, left: list[str]
) -> None:
    """It removes blobs and files first, then the journals, at last what names the run."""
    info = await finished(api, jp_root_dir, script)
    await api.edit(info["run"], trash=True)
    folder = Path(info["dir"])
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.relative_to(folder).parts[0] not in left:
            path.rmdir() if path.is_dir() else path.unlink()
    assert [run["trash"] for run in await api.runs()] == [True]
    await api.delete(info["run"])
    assert not folder.exists()
    assert await api.runs() == []


async def test_runs_are_deleted_while_others_are_written(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    loop = script(
        """
        run = new(sys.argv[1], id="live")
        say("on")
        for step in range(1_000):
            run.log(step, loss=float(step))
            time.sleep(0.001)
        run.finish()
        """,
        jp_root_dir,
    )
    loop.hear()
    script("for n in range(10): new(sys.argv[1], id=f'{n}').finish()", jp_root_dir).ended()
    runs = await until(api.runs, lambda runs: len(runs) == 11)
    ended = [run["run"] for run in runs if run["id"] != "live"]
    await asyncio.gather(*(api.edit(uid, trash=True) for uid in ended))
    await asyncio.gather(*(api.delete(uid) for uid in ended))
    info = await api.run_when(lambda info: info["state"] == "finished")
    assert (await api.json("runs", info["run"]))["keys"]["loss"]["n"] == 1_000


async def test_the_writer_of_the_index_hears_of_what_another_server_deletes(
    api: Api,
    listen: Callable[[], Awaitable[Events]],
    second_server: IndexService,
    jp_root_dir: Path,
    script: Scripts,
) -> None:
    script(FINISHED, jp_root_dir).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    await api.edit(info["run"], trash=True)
    events = await listen()
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    second_server.listen(lambda uid, event: heard.put_nowait(event))
    await second_server.ask("delete", uid=info["run"])
    await until(heard.get, lambda event: b'"gone"' in event)
    await events.until(lambda event: event == {"type": "gone", "run": info["run"]})
    assert await api.runs() == []
