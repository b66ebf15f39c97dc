"""A run is found under the notebook that it belongs to, also after that was renamed or moved; and under no other."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from runside.server.conftest import Api, Script, until
from runside.server.kernels import Notebooks
from runside.server.test_edits import records_of

Json = Any
Scripts = Callable[..., Script]
Fetch = Callable[..., Awaitable[Any]]


def session(path: str, kernel: str = "k1", name: str = "s1") -> Json:
    return {"id": name, "path": path, "kernel": {"id": kernel}, "type": "notebook"}


def test_a_notebook_is_where_its_session_says(tmp_path: Path) -> None:
    notebooks = Notebooks()
    (tmp_path / "a.ipynb").touch()
    assert notebooks.follow([session("a.ipynb")], tmp_path) == {"k1": str(tmp_path / "a.ipynb")}
    moved = session("below/b.ipynb")
    assert notebooks.follow([moved], tmp_path) == {"k1": str(tmp_path / "below/b.ipynb")}


def test_a_path_that_is_no_file_says_nothing_before_it_changes(tmp_path: Path) -> None:
    """It may be that of a console, or of a notebook that is kept elsewhere."""
    notebooks = Notebooks()
    assert notebooks.follow([session("drive:a.ipynb")], tmp_path) == {}
    assert notebooks.follow([session("drive:b.ipynb")], tmp_path) == {
        "k1": str(tmp_path / "drive:b.ipynb")
    }


def test_of_two_notebooks_on_one_kernel_none_is_told(tmp_path: Path) -> None:
    notebooks = Notebooks()
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.ipynb").touch()
    both = [session("a.ipynb"), session("b.ipynb", name="s2")]
    assert notebooks.follow(both, tmp_path) == {}
    # Not even when the first has left: its runs are still its own.
    assert notebooks.follow(both[1:], tmp_path) == {}
    assert notebooks.follow([session("c.ipynb", name="s2")], tmp_path) == {}


def test_a_kernel_that_a_notebook_was_given_later_is_its_kernel(tmp_path: Path) -> None:
    notebooks = Notebooks()
    (tmp_path / "a.ipynb").touch()
    path = str(tmp_path / "a.ipynb")
    assert notebooks.follow([session("a.ipynb", "k1")], tmp_path) == {"k1": path}
    assert notebooks.follow([session("a.ipynb", "k2")], tmp_path) == {"k2": path}
    assert notebooks.follow([{**session("a.ipynb"), "kernel": None}], tmp_path) == {}


async def asked(fetch: Fetch, method: str, *path: str, **body: Json) -> Json:
    answer = await fetch(
        "api", "sessions", *path, method=method, body=json.dumps(body), request_timeout=60
    )
    return json.loads(answer.body)


async def test_a_live_run_follows_its_notebook(
    api: Api, jp_fetch: Fetch, jp_root_dir: Path, script: Scripts
) -> None:
    (jp_root_dir / "a.ipynb").write_text("{}")
    started = await asked(
        jp_fetch,
        "POST",
        path="a.ipynb",
        name="a.ipynb",
        type="notebook",
        kernel={"name": "python3"},
    )
    kernel, notebook = started["kernel"]["id"], jp_root_dir / "a.ipynb"
    ended = (
        "run = new(sys.argv[1], id='ended', kernel=sys.argv[2], notebook=sys.argv[3]); run.finish()"
    )
    script(ended, jp_root_dir, kernel, notebook).ended()
    await api.run_when(lambda info: info["state"] == "finished")
    live = (
        "new(sys.argv[1], id='live', kernel=sys.argv[2], notebook=sys.argv[3]); say('on'); wait()"
    )
    script(live, jp_root_dir, kernel, notebook).hear()
    for name in ("below/b.ipynb", "a.ipynb", "c.ipynb"):
        (jp_root_dir / name).parent.mkdir(exist_ok=True)
        notebook = notebook.rename(jp_root_dir / name)
        await asked(jp_fetch, "PATCH", started["id"], path=name, name=Path(name).name)
        (info,) = await until_some(api, notebook=name, state="running")
        assert (info["id"], info["notebook"]) == ("live", name)
    told = [record["notebook"] for record in records_of(info["dir"])]
    assert told == [str(jp_root_dir / name) for name in ("below/b.ipynb", "a.ipynb", "c.ipynb")]
    assert [run["id"] for run in await api.runs(notebook="a.ipynb")] == ["ended"]


async def until_some(api: Api, **params: str) -> list[Json]:
    """The runs that answer to these, as soon as there are any."""
    return await until(lambda: api.runs(**params), bool)
