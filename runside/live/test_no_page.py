"""The one line where no page answers, in a real kernel."""

from __future__ import annotations

from runside.live.conftest import Message, Page

BEGIN = "import runside; run = runside.init(project='p', id='r')"
AFTER_THE_WAIT = """
import threading
for thread in threading.enumerate():
    if thread.name == 'runside-no-page':
        thread.join()
"""
WAITS = "[thread.name for thread in __import__('threading').enumerate()].count('runside-no-page')"


def lines(page: Page) -> list[Message]:
    """What was said of a panel that is missing."""
    return [m for m in page.of_type("stream") if "no panel" in m["content"]["text"]]


def test_the_line_stands_once_below_the_cell_of_init_though_another_runs(page: Page) -> None:
    shown_in = page.start(f"{BEGIN}; other = runside.init(project='p', reinit='create_new')")
    page.run(AFTER_THE_WAIT)
    page.wait_for(lambda: lines(page), "line")
    (line,) = lines(page)
    assert line["parent_header"]["msg_id"] == shown_in
    assert line["content"]["name"] == "stderr"
    text = line["content"]["text"]
    assert text.startswith("runside: run ")
    assert "files in runside-runs" in text
    assert "install runside in the environment that runs Jupyter" in text
    assert "reload the page" in text
    assert "restart Jupyter" in text
    assert text.count("\n") == 1
    page.run("run = runside.init(project='p')")
    assert page.ask_kernel(WAITS) == "0"


def test_a_page_that_asked_is_enough_for_all_runs_of_the_kernel(page: Page) -> None:
    page.run(BEGIN)
    page.answer(page.ask({"ask": "hello"}), page.bundle()["comm"])
    page.run(AFTER_THE_WAIT)
    page.run("run = runside.init(project='p')")
    assert page.ask_kernel(WAITS) == "0"
    assert lines(page) == []


def test_a_page_that_opened_the_run_at_the_server_is_enough(page: Page) -> None:
    page.run(f"{BEGIN}; import pathlib; pathlib.Path(run.folder, 'seen').touch()")
    page.run(AFTER_THE_WAIT)
    page.run("run = runside.init(project='p')")
    assert page.ask_kernel(WAITS) == "0"
    assert lines(page) == []


def test_finish_ends_the_wait(page: Page) -> None:
    page.run(BEGIN)
    assert page.ask_kernel(WAITS) == "1"
    page.run("run.finish()")
    page.run(AFTER_THE_WAIT)
    assert lines(page) == []


def test_nobody_waits_where_no_page_is_meant_to_answer(page: Page) -> None:
    page.run("import runside; run = runside.init(project='p', mode='offline')")
    page.run("run = runside.init(project='p', mode='disabled')")
    page.run("import os; del os.environ['JPY_SESSION_NAME']")
    page.run("run = runside.init(project='p')", None)
    assert page.ask_kernel(WAITS) == "0"
    assert lines(page) == []


def test_in_vs_code_the_line_says_when_the_picture_comes(page: Page) -> None:
    page.run("__vsc_ipynb_file__ = '/tmp/a.ipynb'")
    page.run(BEGIN)
    page.run(AFTER_THE_WAIT)
    page.wait_for(lambda: lines(page), "line")
    (line,) = lines(page)
    assert "VS Code has no panel for it" in line["content"]["text"]
    assert "finish()" in line["content"]["text"]
    assert "install" not in line["content"]["text"]
