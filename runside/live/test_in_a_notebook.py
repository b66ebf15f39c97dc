"""How runs behave in the cells of a notebook."""

from __future__ import annotations

from pathlib import Path

from jupyter_client.manager import KernelManager

from runside.live.conftest import BEGIN, Page, records_on_disk


def test_init_shows_a_panel_that_names_the_run_the_kernel_and_the_comm(page: Page) -> None:
    page.run(BEGIN)
    kernel = page.manager.kernel_id
    bundle = page.bundle()
    assert bundle == {
        "protocol": 1,
        "run": bundle["run"],
        "name": "calm-river-14",
        "project": "digits",
        "kernel": kernel,
        "comm": f"runside-{kernel}",
    }
    (shown,) = page.of_type("display_data")
    assert shown["content"]["data"]["text/plain"].startswith(
        "runside: run calm-river-14 (project digits), files in runside-runs"
    )


def test_the_run_record_says_where_the_run_runs(page: Page, tmp_path: Path) -> None:
    page.run(BEGIN)
    page.run("folder = run.folder; print(folder)")
    ((record, *_),) = records_on_disk(next(tmp_path.glob("runside-runs/digits/*"))).values()
    assert record["kernel"] == page.manager.kernel_id
    assert record["notebook"] == str(tmp_path / "training.ipynb")
    assert record["cell"] == "cell-1"
    assert record["program"] is None


def test_a_second_init_supersedes_the_first(page: Page, tmp_path: Path) -> None:
    page.run("import runside; runside.init(project='digits', id='one')")
    page.run("run = runside.init(project='digits', id='two')")
    (records,) = records_on_disk(tmp_path / "runside-runs/digits/one").values()
    assert records[-1]["kind"] == "finish"
    assert records[-1]["reason"] == "superseded"


def test_the_exception_of_a_cell_that_logged_is_kept_and_the_run_stays_open(
    page: Page, tmp_path: Path
) -> None:
    page.run("import runside; run = runside.init(project='digits', id='one')")
    page.run("1 / 0")
    page.run("run.log({'loss': 1}); raise ValueError('bad batch')")
    page.run("run.log({'loss': 2})")
    (records,) = records_on_disk(tmp_path / "runside-runs/digits/one").values()
    assert [record["kind"] for record in records] == ["run", "log", "exception", "log"]
    assert records[2]["type"] == "ValueError"
    assert records[2]["value"] == "bad batch"
    assert records[2]["traceback"][-1] == "ValueError: bad batch"
    assert records[2]["cell"] == "cell-1"


def test_nothing_of_ours_is_hooked_into_the_session_after_the_last_run(page: Page) -> None:
    hooks = "print(*[f for f in get_ipython().events.callbacks['post_run_cell'] if 'runside' in f.__module__])"
    page.run("import sys; before = sys.excepthook, sys.stdout, sys.stderr")
    page.run(
        "import runside; run = runside.init(); assert before == (sys.excepthook, sys.stdout, sys.stderr)"
    )
    page.run("run.finish()")
    page.run(hooks)
    assert [m["content"]["text"].strip() for m in page.of_type("stream")] == [""]


def test_a_run_is_a_panel_as_a_cells_last_line_but_not_twice_in_the_cell_of_init(
    page: Page,
) -> None:
    page.run("import runside; runside.init(project='digits')")
    page.run("runside.run")
    first, second = [m["content"]["data"] for m in page.of_type("execute_result")]
    assert set(first) == {"text/plain"}
    assert second["application/vnd.runside.run+json"] == page.bundle()


def test_a_widget_tells_the_page_the_run_the_kernel_and_the_comm(page: Page) -> None:
    page.run("import runside; run = runside.init(project='digits')")
    page.run("run.widget(keys=['train/*'], height=300)")
    opened = [m["content"] for m in page.of_type("comm_open")]
    (state,) = [
        content["data"]["state"]
        for content in opened
        if content["data"]["state"]["_model_name"] == "RunModel"
    ]
    bundle = page.bundle()
    assert {key: state[key] for key in ("run", "kernel", "comm")} == {
        key: bundle[key] for key in ("run", "kernel", "comm")
    }
    assert (state["keys"], state["height"]) == (["train/*"], 300)


def test_offline_says_so_and_sends_nothing(page: Page) -> None:
    page.run("import runside; run = runside.init(mode='offline'); run.log({'loss': 1})")
    page.run("run.finish()")
    assert page.bundle()["comm"] is None
    assert page.of_type("comm_msg") == []


def test_a_kernel_that_is_shut_down_leaves_a_run_that_ended(
    page: Page, kernel_manager: KernelManager, tmp_path: Path
) -> None:
    page.run("import runside; run = runside.init(project='digits', id='one')")
    kernel_manager.shutdown_kernel()
    (records,) = records_on_disk(tmp_path / "runside-runs/digits/one").values()
    assert records[-1]["kind"] == "finish"
    assert records[-1]["reason"] == "ended"
