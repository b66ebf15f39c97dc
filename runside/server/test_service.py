"""The index can be had again from the journals, whatever becomes of it, of its process, or of the Jupyter server."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from runside.server.answer import Refused
from runside.server.conftest import Script, until
from runside.server.service import IndexService
from runside.server.store import SqliteStore

Json = Any
Scripts = Callable[..., Script]

LOOP = """
run = new(sys.argv[1])
for step in range(50):
    run.log(step, loss=float(step), note="x")
"""
GOES_ON = """
say("logged")
wait()
for step in range(50, 100):
    run.log(step, loss=float(step), note="x")
"""


class Server:
    """What a Jupyter server has of the index, without the rest of it."""

    def __init__(self, *roots: Path) -> None:
        self.service = IndexService(logging.getLogger(__name__))
        self.service.tell({"root_dirs": [], "roots": list(map(str, roots)), "idle_kernels": []})
        self.service.start()

    async def told(self, question: str = "runs", **about: Json) -> Json:
        return json.loads((await self.service.ask(question, **about)).body)

    async def runs_when(self, good: Callable[[list[Json]], bool]) -> list[Json]:
        async def look() -> list[Json]:
            runs: list[Json] = (await self.told())["runs"]
            return runs

        return await until(look, good)

    async def everything(self, uid: str) -> Json:
        """All that the index holds of a run."""
        series = await self.service.ask(
            "series", uid=uid, keys=["loss"], points=None, first=None, last=None
        )
        return [
            await self.told("run", uid=uid),
            series.body,
            await self.told("values", uid=uid, key="note"),
        ]


@pytest.fixture
def serve(
    index_path: Path, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> Iterator[Callable[..., Server]]:
    """Start index processes; those that are left at the end are stopped."""
    started: list[Server] = []

    def start(*roots: Path) -> Server:
        started.append(Server(*roots))
        return started[-1]

    yield start
    for server in started:
        jp_asyncio_loop.run_until_complete(server.service.stop())


def finished(runs: list[Json]) -> bool:
    return [run["state"] for run in runs] == ["finished"]


def at_step(step: int) -> Callable[[list[Json]], bool]:
    return lambda runs: [run["step"] for run in runs] == [step]


async def test_a_deleted_index_is_built_again(
    serve: Callable[..., Server], index_path: Path, tmp_path: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", tmp_path).ended()
    server = serve(tmp_path)
    (run,) = await server.runs_when(finished)
    before = await server.everything(run["run"])
    await server.service.stop()
    for path in index_path.parent.glob("index.sqlite*"):
        path.unlink()
    server = serve(tmp_path)
    await server.runs_when(finished)
    assert await server.everything(run["run"]) == before


async def test_an_index_that_is_deleted_under_its_process_is_built_again(
    serve: Callable[..., Server], index_path: Path, tmp_path: Path, script: Scripts
) -> None:
    loop = script(LOOP + GOES_ON + "run.finish()", tmp_path)
    server = serve(tmp_path)
    await server.runs_when(at_step(49))
    for path in index_path.parent.glob("index.sqlite*"):
        path.unlink()
    loop.go_on()
    (run,) = await server.runs_when(finished)
    told, _, values = await server.everything(run["run"])
    assert told["keys"]["loss"]["n"] == len(values["values"]) == 100
    assert index_path.exists()


@pytest.mark.parametrize("page", [0, 1, 4])
async def test_a_damaged_index_is_set_aside_and_built_again(
    serve: Callable[..., Server], index_path: Path, tmp_path: Path, script: Scripts, page: int
) -> None:
    script(LOOP + "run.finish()", tmp_path).ended()
    server = serve(tmp_path)
    (run,) = await server.runs_when(finished)
    before = await server.everything(run["run"])
    await server.service.stop()
    connection = apsw.Connection(str(index_path))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with index_path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(b"\xa5" * 4096)
    server = serve(tmp_path)

    async def everything() -> Json:
        try:
            await server.runs_when(finished)
            return await server.everything(run["run"])
        except Refused as refusal:
            return refusal.message

    assert await until(everything, lambda told: told == before)
    assert index_path.with_name("index.sqlite.set-aside").exists()


async def test_an_index_of_a_newer_version_is_set_aside(
    serve: Callable[..., Server], index_path: Path, tmp_path: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", tmp_path).ended()
    index_path.parent.mkdir()
    connection = apsw.Connection(str(index_path))
    connection.execute("CREATE TABLE of_tomorrow (a); PRAGMA user_version = 999")
    connection.close()
    await serve(tmp_path).runs_when(finished)
    assert b"of_tomorrow" in index_path.with_name("index.sqlite.set-aside").read_bytes()


async def test_a_run_is_listed_while_its_folder_is_there(
    serve: Callable[..., Server], tmp_path: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", tmp_path).ended()
    server = serve(tmp_path)
    (run,) = await server.runs_when(finished)
    folder, away = Path(run["dir"]), tmp_path / "away"
    folder.rename(away)
    assert await server.runs_when(lambda runs: runs == []) == []
    away.rename(folder)
    assert await server.runs_when(lambda runs: runs == [run]) == [run]


async def test_a_run_that_went_on_meanwhile_is_caught_up_with(
    serve: Callable[..., Server], tmp_path: Path, script: Scripts
) -> None:
    loop = script(LOOP + GOES_ON + "say('on'); wait(); run.finish()", tmp_path)
    server = serve(tmp_path)
    (run,) = await server.runs_when(at_step(49))
    await server.service.stop()
    loop.hear()
    loop.go_on()
    loop.hear()
    server = serve(tmp_path)
    (run,) = await server.runs_when(at_step(99))
    assert run["state"] == "running"
    told, _, values = await server.everything(run["run"])
    assert told["keys"]["loss"]["n"] == len(values["values"]) == 100


async def test_a_killed_index_process_is_started_again_and_stores_nothing_twice(
    serve: Callable[..., Server], tmp_path: Path, script: Scripts
) -> None:
    loop = script(LOOP + GOES_ON + "run.finish()", tmp_path)
    server = serve(tmp_path)
    await server.runs_when(at_step(49))
    killed = server.service.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    loop.go_on()

    async def runs() -> list[Json]:
        try:
            told: list[Json] = (await server.told())["runs"]
            return told
        except Refused as refusal:
            assert refusal.status == 503  # noqa: PT017 - it may also not be raised
            return []

    (run,) = await until(runs, finished)
    told, _, values = await server.everything(run["run"])
    assert told["keys"]["loss"]["n"] == len(values["values"]) == 100
    assert server.service.pid != killed


async def test_a_second_server_reads_the_same_index_and_takes_over(
    serve: Callable[..., Server], tmp_path: Path, script: Scripts
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    loop = script(LOOP + GOES_ON + "run.finish()", tmp_path / "one")
    one = serve(tmp_path / "one")
    await one.runs_when(at_step(49))
    # It has a root that the first, which writes the index, was not told of.
    script("run = new(sys.argv[1], id='theirs'); run.finish()", tmp_path / "other").ended()
    other = serve(tmp_path / "other")
    for server in (one, other):
        runs = await server.runs_when(lambda runs: len(runs) == 2)
        assert {run["id"]: run["state"] for run in runs} == {"r": "running", "theirs": "finished"}
    await one.service.stop()
    loop.go_on()
    runs = await other.runs_when(lambda runs: all(run["state"] == "finished" for run in runs))
    (run,) = (run for run in runs if run["id"] == "r")
    told, _, values = await other.everything(run["run"])
    assert told["keys"]["loss"]["n"] == len(values["values"]) == 100


async def test_a_second_server_says_what_the_first_has_stored(
    serve: Callable[..., Server], tmp_path: Path, script: Scripts
) -> None:
    one = serve(tmp_path)
    await one.told()
    other = serve(tmp_path)
    await other.told()
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    other.service.listen(lambda uid, event: heard.put_nowait(event))
    script(LOOP + "run.finish()", tmp_path).ended()

    async def event() -> Json:
        return json.loads(await asyncio.wait_for(heard.get(), 20))

    await until(event, lambda event: event["info"]["state"] == "finished")


JUPYTER_SERVER = """
import asyncio, logging
from runside.server.service import IndexService

async def main():
    service = IndexService(logging.getLogger())
    service.tell({})
    service.start()
    await service.ask("runs")
    say("asked")
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_the_process_ends_when_the_jupyter_server_is_killed(
    index_path: Path, script: Scripts
) -> None:
    killed = script(JUPYTER_SERVER)
    killed.hear()
    store = SqliteStore(index_path)
    assert store.try_writer() is None
    killed.kill()

    async def free() -> Any:
        return store.try_writer()

    writer = await until(free, lambda writer: writer is not None)
    writer.close()


async def test_the_process_ends_with_the_jupyter_server(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve(tmp_path)
    await server.told()
    pid = server.service.pid
    assert pid is not None
    await server.service.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_an_index_that_cannot_be_written_is_a_problem_that_is_shown(
    serve: Callable[..., Server],
    tmp_path: Path,
    script: Scripts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script(LOOP + "run.finish()", tmp_path).ended()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RUNSIDE_INDEX", str(tmp_path / "file" / "index.sqlite"))
    told = await serve(tmp_path).told()
    assert told["runs"] == []
    assert "RUNSIDE_INDEX" in " ".join(told["problems"]) or "file" in " ".join(told["problems"])


async def test_a_root_that_cannot_be_read_is_a_problem_that_is_shown(
    serve: Callable[..., Server], tmp_path: Path, script: Scripts
) -> None:
    script(LOOP + "run.finish()", tmp_path).ended()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "runside-runs").write_text("no folder")
    server = serve(tmp_path, tmp_path / "bad", tmp_path / "missing")
    await server.runs_when(finished)
    problems = (await server.told())["problems"]
    assert len(problems) == 1
    assert str(tmp_path / "bad" / "runside-runs") in problems[0]


async def test_what_is_asked_of_nobody_is_refused(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve(tmp_path)
    with pytest.raises(Refused) as refused:
        await server.told("run", uid="0" * 32)
    assert refused.value.status == 404
