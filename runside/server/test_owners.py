"""On a shared machine every run says whose it is, and nobody writes into the runs of others."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from runside.journal import loads, read_lines, writers
from runside.server.answer import Refused
from runside.server.conftest import Script, until
from runside.server.service import IndexService

Json = Any
Scripts = Callable[..., Script]

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can run processes of two accounts"
)

OTHER = "nobody"

INDEX_PROCESS = """
import os, pwd, runpy, sys
import runside.server.indexer.__main__ as index  # while what it is made of can still be read

account = pwd.getpwnam("nobody")
os.setgroups([])
os.setgid(account.pw_gid)
os.setuid(account.pw_uid)
index.main()
sys.stderr.flush()
os._exit(0)
"""


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that both accounts reach, and the data directory and index of the other one."""
    folder = Path(tempfile.mkdtemp(prefix="runside-shared-"))
    folder.chmod(0o755)
    for name in ("data", "index"):
        (folder / name).mkdir()
        shutil.chown(folder / name, OTHER)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("RUNSIDE_INDEX", str(folder / "index" / "index.sqlite"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def theirs(
    shared: Path, monkeypatch: pytest.MonkeyPatch, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> Iterator[IndexService]:
    """The index of a Jupyter server that runs under the other account, with the shared folder as its root."""
    (shared / "index.py").write_text(INDEX_PROCESS)
    python = shared / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{shared}/index.py"\n')
    python.chmod(0o755)
    service = IndexService(logging.getLogger(__name__))
    service.tell({"root_dirs": [str(shared)], "roots": [str(shared)], "idle_kernels": []})

    async def start() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "executable", str(python))
            service.start()
            await service.ask("about")

    jp_asyncio_loop.run_until_complete(start())
    yield service
    jp_asyncio_loop.run_until_complete(service.stop())


def make_run(root: Path, name: str, owner: str) -> Path:
    """The folder of a run that has ended, with all in it owned by one account."""
    code = f"run = new(sys.argv[1], id={name!r}); run.log(0, loss=1.0); run.finish(); say(run.folder.path)"
    made = Script(code, root)
    folder = Path(made.hear())
    made.ended()
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, owner)
    return folder


async def told(service: IndexService, question: str = "runs", **about: Json) -> Json:
    return json.loads((await service.ask(question, **about)).body)


async def runs_when(service: IndexService, n: int) -> dict[str, Json]:
    """The infos of so many runs, by id."""

    async def look() -> list[Json]:
        found: list[Json] = (await told(service))["runs"]
        return found

    return {run["id"]: run for run in await until(look, lambda runs: len(runs) == n)}


async def edited(service: IndexService, uid: str, **fields: Json) -> Json:
    return (await told(service, "edit", uid=uid, fields=fields))["info"]


async def refused(service: IndexService, question: str, **about: Json) -> Refused:
    with pytest.raises(Refused) as refusal:
        await service.ask(question, **about)
    return refusal.value


async def test_a_run_says_whose_it_is(theirs: IndexService, shared: Path) -> None:
    make_run(shared, "root's", "root")
    make_run(shared, "nobody's", OTHER)
    runs = await runs_when(theirs, 2)
    assert {name: (run["owner"], run["mine"]) for name, run in runs.items()} == {
        "root's": ("root", False),
        "nobody's": (OTHER, True),
    }


async def test_an_account_without_a_name_is_its_number(theirs: IndexService, shared: Path) -> None:
    folder = make_run(shared, "a", OTHER)
    number = max(account.pw_uid for account in pwd.getpwall() if account.pw_uid < 2**30) + 1
    os.chown(folder, number, -1)
    assert (await runs_when(theirs, 1))["a"]["owner"] == str(number)


async def test_of_somebody_elses_run_only_what_is_the_viewers_is_edited(
    theirs: IndexService, shared: Path
) -> None:
    folder = make_run(shared, "a", "root")
    before = sorted(folder.rglob("*"))
    uid = (await runs_when(theirs, 1))["a"]["run"]
    for fields in ({"name": "x"}, {"trash": True}, {"hidden": True, "notes": "x"}):
        refusal = await refused(theirs, "edit", uid=uid, fields=fields)
        assert (refusal.status, "belongs to root" in refusal.message) == (403, True)
    info = await edited(theirs, uid, hidden=True, colour="#123456")
    assert (info["hidden"], info["colour"], info["name"]) == (True, "#123456", "a")
    assert sorted(folder.rglob("*")) == before
    refusal = await refused(theirs, "delete", uid=uid)
    assert (refusal.status, "belongs to root" in refusal.message) == (403, True)


async def test_what_is_kept_beside_a_run_is_part_of_it(
    theirs: IndexService, shared: Path, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> None:
    make_run(shared, "a", "root")
    uid = (await runs_when(theirs, 1))["a"]["run"]
    info = await edited(theirs, uid, hidden=True)
    overlay = shared / "data" / "runside" / "overlays" / uid
    (writer,) = writers(overlay)
    (line,) = read_lines(overlay, writer, 1, 9, uid=uid)
    assert loads(line.payload)["hidden"] is True
    assert line.raw in (await theirs.ask("lines", uid=uid, after={}, limit=1 << 20)).body
    # And it is found again when the index is not there any more.
    for file in (shared / "index").glob("index.sqlite*"):
        file.unlink()

    async def look() -> list[Json]:
        found: list[Json] = (await told(theirs))["runs"]
        return found

    assert await until(look, lambda runs: runs == [info])


async def test_a_run_of_mine_that_cannot_be_written_is_edited_beside_it(
    theirs: IndexService, shared: Path
) -> None:
    folder = make_run(shared, "a", OTHER)
    (folder / "journal").chmod(0o555)
    uid = (await runs_when(theirs, 1))["a"]["run"]
    assert (await edited(theirs, uid, name="beside"))["name"] == "beside"
    assert (shared / "data" / "runside" / "overlays" / uid).is_dir()
    (folder / "journal").chmod(0o755)
    assert (await edited(theirs, uid, name="within"))["name"] == "within"
    assert any(writer.startswith("server-") for writer in writers(folder))


async def problems(service: IndexService) -> list[str]:
    found: list[str] = (await told(service))["problems"]
    return found


@pytest.mark.parametrize("closed", [".", "journal"])
async def test_a_run_that_may_not_be_read_says_whose_it_is(
    theirs: IndexService, shared: Path, closed: str
) -> None:
    project = make_run(shared, "open", "root").parent
    made = make_run(shared / "elsewhere", "closed", "root")
    (made / closed).chmod(0o700)
    folder = made.rename(project / "closed")
    (said,) = await until(lambda: problems(theirs), bool)
    assert said == f"{(folder / closed).resolve()} belongs to root and may not be read by nobody"
    await runs_when(theirs, 1)
    (folder / closed).chmod(0o755)
    await runs_when(theirs, 2)
    assert await problems(theirs) == []


async def test_a_project_that_may_not_be_read_hides_no_other(
    theirs: IndexService, shared: Path
) -> None:
    closed = make_run(shared, "closed", "root").parent
    closed.rename(closed.with_name("a closed project"))
    closed.with_name("a closed project").chmod(0o700)
    make_run(shared, "open", "root")

    def names_it(said: list[str]) -> bool:
        return ["a closed project belongs to root" in text for text in said] == [True]

    await until(lambda: problems(theirs), names_it)
    assert "open" in await runs_when(theirs, 1)


def test_the_accounts_are_two() -> None:
    """Else all of the above would say nothing."""
    drop = textwrap.dedent(INDEX_PROCESS).replace("index.main()", "print(os.geteuid(), flush=True)")
    said = subprocess.run([sys.executable, "-c", drop], stdout=subprocess.PIPE, check=True)
    assert int(said.stdout) == pwd.getpwnam(OTHER).pw_uid
