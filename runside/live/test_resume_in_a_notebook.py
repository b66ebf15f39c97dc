"""Runs that a notebook goes on with, and the forms of ``reinit``, in a real kernel."""

from __future__ import annotations

from pathlib import Path

from jupyter_client.manager import KernelManager

from runside.live.conftest import Page, records_on_disk, seqs

BEGIN = "import runside; run = runside.init(project='digits', id='one', config={'lr': 0.1})"
RESUME = "run = runside.init(project='digits', id='one', resume='allow')"


def test_a_run_that_is_resumed_in_its_kernel_is_the_same_panel_and_goes_on(
    page: Page, tmp_path: Path
) -> None:
    page.run(f"{BEGIN}\nfor i in range(3): run.log({{'loss': i}})", "cell-1")
    first = page.bundle()
    page.run(f"{RESUME}\nrun.log({{'loss': 3}})\nrun.finish()", "cell-2")
    second = page.bundle()
    assert second == first
    journals = records_on_disk(tmp_path / "runside-runs/digits/one")
    old, new = sorted(journals.values(), key=lambda records: records[0]["t"])
    assert [record["kind"] for record in old] == ["run", "config", *["log"] * 3, "finish"]
    assert [record["kind"] for record in new] == ["run", "edit", "log", "finish"]
    assert new[1]["cell"] == "cell-2"
    assert new[2]["step"] == 3
    (writer,) = [w for w, records in journals.items() if records is new]
    # The page is sent each line of the second writer, as of the first.
    page.wait_for(
        lambda: (
            seqs(
                [
                    message
                    for message in page.data_messages(second["comm"])
                    if message["content"]["data"].get("writer") == writer
                ],
                second["run"],
            )
            == [1, 2, 3, 4]
        ),
        "lines of the resumed run",
    )


def test_a_run_of_a_kernel_that_was_killed_is_resumed_by_the_next(
    page: Page, kernel_manager: KernelManager, tmp_path: Path
) -> None:
    page.run(f"{BEGIN}\nrun.log({{'loss': 1}})")
    uid = page.bundle()["run"]
    page.close()
    kernel_manager.restart_kernel(now=True)
    again = Page(kernel_manager)
    try:
        again.run(
            "import runside; run = runside.init(project='digits', resume='auto')\nrun.log({'loss': 2})"
        )
        assert again.bundle()["run"] == uid
        told = again.ask_kernel("run.resumed, run.step, run.config.lr, run.summary['loss']")
        assert told == "True 2 0.1 2"
    finally:
        again.close()


def test_what_a_page_asks_for_holds_both_writers_of_a_resumed_run(page: Page) -> None:
    page.run(f"{BEGIN}\nrun.log({{'loss': 1}})")
    page.run(f"{RESUME}\nrun.log({{'loss': 2}})")
    bundle = page.bundle()
    answer = page.answer(page.ask({"ask": "journal", "run": bundle["run"]}), bundle["comm"])
    told = {message["content"]["data"].get("writer") for message in answer}
    assert len(told - {None}) == 2


def test_reinit_decides_what_becomes_of_the_runs_that_are_active(page: Page) -> None:
    page.run("import runside; one = runside.init(id='one')")
    page.run("two = runside.init(id='two', reinit='create_new')")
    assert page.ask_kernel("one.finished, two.finished, runside.run is one") == "False False True"
    page.run("three = runside.init(id='three', reinit='return_previous')")
    assert page.ask_kernel("three is two") == "True"
    page.run("four = runside.init(id='four')")
    told = page.ask_kernel("one.finished, two.finished, runside.run is four")
    assert told == "True True True"


def test_display_shows_the_panel_where_there_is_a_notebook(page: Page) -> None:
    page.run("import runside; run = runside.init()", "cell-1")
    uid = page.bundle()["run"]
    shown = page.run("print(run.display(height=300))", "cell-2")
    bundles = [m["content"]["data"] for m in shown if m["msg_type"] == "display_data"]
    assert [b["application/vnd.runside.run+json"]["run"] for b in bundles] == [uid]
    assert [m["content"]["text"] for m in shown if m["msg_type"] == "stream"] == ["True\n"]


def test_an_interrupted_cell_leaves_the_run_open(page: Page, kernel_manager: KernelManager) -> None:
    page.run("import runside, time; run = runside.init()")
    cell = page.start("run.log({'a': 1}); print('logged', flush=True); time.sleep(600)")
    page.wait_for(lambda: "logged" in page.stderr(), "line of the cell")
    kernel_manager.interrupt_kernel()
    page.wait_until_idle(cell)
    page.run("run.log({'a': 2})")
    assert page.ask_kernel("run.finished, run.step") == "False 2"
