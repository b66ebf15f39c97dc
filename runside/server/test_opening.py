"""What happens when a page opens a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from runside.server.conftest import Api, Script, until

Scripts = Callable[..., Script]


async def test_a_run_that_has_just_begun_is_there_when_it_is_asked_for(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    await api.runs()
    loop = script("run = new(sys.argv[1]); say(run.folder.uid); wait()", jp_root_dir)
    assert (await api.json("runs", loop.hear()))["info"]["state"] == "running"


async def test_a_live_run_that_a_page_opens_is_marked_as_seen(
    api: Api, jp_root_dir: Path, tmp_path: Path, script: Scripts
) -> None:
    script("new(sys.argv[1], id='ended').finish()", jp_root_dir).ended()
    script("for n in 'ab': new(sys.argv[1], id=n)\nsay('on'); wait()", jp_root_dir).hear()
    await until(
        api.runs, lambda runs: sorted(r["state"] for r in runs) == ["finished"] + ["running"] * 2
    )
    runs = {run["id"]: run for run in await api.runs()}
    (Path(runs["b"]["dir"]) / "seen").symlink_to(tmp_path / "elsewhere")
    marks = {name: Path(run["dir"]) / "seen" for name, run in runs.items()}
    assert not any(mark.exists() for mark in marks.values())
    for run in runs.values():
        await api.json("runs", run["run"])
    assert {name: mark.exists() for name, mark in marks.items()} == {
        "ended": False,
        "a": True,
        "b": False,
    }
    # At most once a minute.
    marks["a"].unlink()
    await api.json("runs", runs["a"]["run"])
    assert not marks["a"].exists()
