"""The console in a notebook: the cell's output has it, and a run only where it is asked for."""

from __future__ import annotations

from pathlib import Path

from runside.live.conftest import Message, Page, records_on_disk

TALK = "import sys; print('to the cell'); sys.stderr.write('ends\\n'); "


def streamed(messages: list[Message]) -> dict[str, str]:
    """What a cell shows of each stream."""
    shown: dict[str, str] = {}
    for message in messages:
        if message["header"]["msg_type"] == "stream":
            name = message["content"]["name"]
            shown[name] = shown.get(name, "") + message["content"]["text"]
    return shown


def test_nothing_of_a_notebook_is_captured_unless_asked_for(page: Page, tmp_path: Path) -> None:
    page.run("import runside; run = runside.init(project='p', id='r')")
    assert streamed(page.run(TALK))["stdout"] == "to the cell\n"
    page.run("assert sys.stdout.echo is None; run.finish()")
    (records,) = records_on_disk(tmp_path / "runside-runs/p/r").values()
    assert [record["kind"] for record in records] == ["run", "finish"]


def test_where_it_is_asked_for_the_cell_shows_what_it_did_and_the_run_has_it_too(
    page: Page, tmp_path: Path
) -> None:
    page.run(
        "import runside; run = runside.init(project='p', id='r', settings={'console': 'wrap'})\n"
        "print('at once')"
    )
    assert streamed(page.run(TALK)) == {"stdout": "to the cell\n", "stderr": "ends\n"}
    page.run("run.finish(); assert sys.stdout.echo is None")
    (records,) = records_on_disk(tmp_path / "runside-runs/p/r").values()
    kept = {"stdout": "", "stderr": ""}
    for record in records:
        if record["kind"] == "console":
            kept[record["stream"]] += record["text"]
    assert kept == {"stdout": "at once\nto the cell\n", "stderr": "ends\n"}
