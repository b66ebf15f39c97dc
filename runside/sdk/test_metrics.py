"""``define_metric``: what it takes and refuses, and the step metrics that rows lack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import runside
from runside.journal import platform
from runside.sdk.conftest import Kept
from runside.sdk.metrics import Metric
from runside.sdk.run import Run

Read = Callable[[Run], Kept]


@pytest.fixture
def run() -> Run:
    return runside.init(project="digits", id="a1")


def test_the_record_holds_what_was_given(run: Run, kept: Read) -> None:
    run.define_metric("epoch")
    run.define_metric(
        "val/*",
        step_metric="epoch",
        step_sync=False,
        hidden=True,
        summary="min, best",
        goal="minimize",
        overwrite=True,
    )
    records = kept(run).of_kind("metric")
    for record in records:
        del record["kind"], record["t"]
    assert records == [
        {"name": "epoch"},
        {
            "name": "val/*",
            "step_metric": "epoch",
            "step_sync": False,
            "hidden": True,
            "summary": "min,best",
            "goal": "minimize",
            "overwrite": True,
        },
    ]


def test_the_definition_is_returned_and_may_be_a_step_metric(run: Run, kept: Read) -> None:
    epoch = run.define_metric("epoch")
    metric = run.define_metric("loss", step_metric=epoch, summary="min,max", goal="max")
    assert metric == Metric(
        name="loss",
        step_metric="epoch",
        step_sync=True,
        hidden=None,
        summary=("min", "max"),
        goal="maximize",
    )
    assert kept(run).of_kind("metric")[-1]["step_metric"] == "epoch"


@pytest.mark.parametrize("how", [{"goal": "minimize"}, {"objective": "min"}, {"goal": "MIN"}])
def test_a_goal_has_an_old_name_and_short_forms(run: Run, how: dict[str, str]) -> None:
    assert run.define_metric("loss", summary="best", **how).goal == "minimize"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"name": ""}, "name is a text that is not empty, not ''"),
        ({"name": 3}, "name is a text that is not empty, not 3"),
        ({"name": "a*b"}, r"name 'a\*b' has a \* that is not at its end"),
        ({"name": "**"}, r"name '\*\*' has a \*"),
        ({"name": "a", "summary": "median"}, "summary 'median' is none of min, max"),
        ({"name": "a", "summary": "min,"}, "summary '' is none of"),
        ({"name": "a", "summary": ["min"]}, "summary is a text"),
        ({"name": "a", "summary": "best"}, "needs goal='minimize' or goal='maximize'"),
        ({"name": "a", "goal": "up"}, "goal is 'minimize' or 'maximize', not 'up'"),
        ({"name": "a", "goal": "minority"}, "goal is 'minimize' or 'maximize'"),
        ({"name": "a", "step_metric": 5}, "step_metric is the name of a metric"),
        ({"name": "a", "step_metric": ""}, "step_metric is the name of a metric"),
        ({"name": "a", "step_sync": "yes"}, "step_sync is True or False, not 'yes'"),
        ({"name": "a", "hidden": 1}, "hidden is True or False, not 1"),
        ({"name": "a", "overwrite": "no"}, "overwrite is True or False, not 'no'"),
    ],
)
def test_what_means_nothing_is_named_and_defines_nothing(
    run: Run, kept: Read, given: dict[str, Any], problem: str
) -> None:
    with pytest.raises(runside.Error, match=problem):
        run.define_metric(**given)
    assert kept(run).of_kind("metric") == []


def test_arguments_of_other_versions_are_named_in_a_warning(run: Run) -> None:
    with pytest.warns(UserWarning, match=r"define_metric\(\) does not know colour="):
        run.define_metric("a", colour="red")


def test_it_wants_a_run_that_is_not_finished(run: Run) -> None:
    runside.define_metric("loss", summary="min")
    run.finish()
    with pytest.raises(runside.UsageError, match="finished"):
        run.define_metric("loss")
    with pytest.raises(
        runside.Error, match=r"call runside\.init\(\) before runside\.define_metric"
    ):
        runside.define_metric("loss")


def test_a_row_that_its_own_record_closes_holds_its_step_metric_in_that(
    run: Run, kept: Read
) -> None:
    run.define_metric("val", step_metric="epoch")
    run.log({"val": 1.0})
    run.log({"epoch": 5})
    run.log({"val": 2.0})
    run.log({"loss": 3.0})
    logs = kept(run).of_kind("log")
    assert [log["data"] for log in logs] == [
        {"val": 1.0},
        {"epoch": 5},
        {"val": 2.0, "epoch": 5},
        {"loss": 3.0},
    ]


def test_an_open_row_gets_it_in_the_write_that_closes_it(
    kept: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[bytes] = []
    real = platform.appender

    def appender(path: Path) -> platform.Append:
        append = real(path)
        return lambda fd, data: writes.append(data) or append(fd, data)  # type: ignore[func-returns-value]

    monkeypatch.setattr(platform, "appender", appender)
    run = runside.init()
    run.define_metric("val", step_metric="epoch")
    run.log({"epoch": 5}, step=1)
    run.log({"val": 2.0}, step=2)
    run.log({"loss": 3.0}, step=3)
    assert writes[-1].count(b"\n") == 2
    *_, synced, last = kept(run).of_kind("log")
    del synced["t"], last["t"]
    assert synced == {
        "kind": "log",
        "step": 2,
        "commit": True,
        "sync": True,
        "data": {"epoch": 5},
    }
    assert last == {"kind": "log", "step": 3, "commit": False, "data": {"loss": 3.0}}
    run.log({"val": 1.0}, step=4)
    run.finish()
    assert writes[-1].count(b"\n") == 2
    assert [record["kind"] for record in kept(run).records][-2:] == ["log", "finish"]
    assert kept(run).rows == [
        {"_step": 1, "epoch": 5},
        {"_step": 2, "val": 2.0, "epoch": 5},
        {"_step": 3, "loss": 3.0},
        {"_step": 4, "val": 1.0, "epoch": 5},
    ]


def test_a_row_that_was_logged_to_in_parts_lacks_only_what_none_of_them_had(
    run: Run, kept: Read
) -> None:
    run.define_metric("val", step_metric="epoch")
    run.log({"epoch": 1})
    run.log({"val": 1.0}, commit=False)
    run.log({"epoch": 2})
    run.log({"val": 3.0}, commit=False)
    run.log({"val": 4.0})
    assert kept(run).rows[1:] == [
        {"_step": 1, "val": 1.0, "epoch": 2},
        {"_step": 2, "val": 4.0, "epoch": 2},
    ]
    registers = kept(run).fold.keys()["val"].statistics
    assert registers.n == 2


def test_earlier_rows_get_none_and_change_what_is_last_only_where_they_are_the_latest(
    run: Run, kept: Read
) -> None:
    run.define_metric("val", step_metric="epoch")
    run.log({"a": 0}, step=5, commit=True)
    run.log({"epoch": 1}, step=2)
    run.log({"val": 1.0}, step=1)
    run.log({"val": 2.0})
    run.log({"epoch": 3}, commit=True)
    run.log({"epoch": 2}, step=3)
    run.log({"val": 3.0})
    assert [row for row in kept(run).rows if "val" in row] == [
        {"_step": 1, "val": 1.0},
        {"_step": 6, "val": 2.0, "epoch": 1},
        {"_step": 8, "val": 3.0, "epoch": 3},
    ]


def test_a_none_is_not_the_last_value(run: Run, kept: Read) -> None:
    run.define_metric("val", step_metric="epoch")
    run.log({"epoch": 1})
    run.log({"epoch": None})
    run.log({"val": 2.0})
    assert kept(run).rows[-1] == {"_step": 2, "val": 2.0, "epoch": 1}


def test_a_late_definition_knows_what_was_logged_before_it(run: Run, kept: Read) -> None:
    run.log({"train/epoch": 1, "$cost": 7})
    for number in range(500):
        run.log({"loss": number})
    run.log({"val": 2.0}, step=600)
    run.define_metric("val", step_metric="train/epoch")
    run.define_metric("price", step_metric="$cost")
    run.log({"price": 2.0})
    run.log({"val": 3.0, "price": 1.0}, step=601)
    run.finish()
    assert kept(run).rows[-2:] == [
        {"_step": 600, "val": 2.0, "price": 2.0, "train/epoch": 1, "$cost": 7},
        {"_step": 601, "val": 3.0, "price": 1.0, "train/epoch": 1, "$cost": 7},
    ]


def test_a_late_definition_knows_the_highest_row_where_others_were_logged_after_it(
    run: Run, kept: Read
) -> None:
    run.log({"epoch": 8})
    run.log({"val": 1.0}, commit=False)
    run.log({"epoch": 5}, step=-1)
    run.define_metric("val", step_metric="epoch")
    run.finish()
    assert kept(run).rows[-1] == {"_step": 1, "val": 1.0, "epoch": 8}


def test_a_value_for_the_row_that_the_last_one_is_of_takes_its_place(run: Run, kept: Read) -> None:
    run.define_metric("*", step_metric="epoch")
    run.log({"epoch": 1})
    run.log({"val": 1.0})
    run.log({"epoch": 2}, step=1)
    run.log({"val": 2.0})
    assert kept(run).rows[1:] == [
        {"_step": 1, "val": 1.0, "epoch": 2},
        {"_step": 2, "val": 2.0, "epoch": 2},
    ]


def test_names_are_paths_of_nested_values(run: Run, kept: Read) -> None:
    run.define_metric("a.loss", step_metric="a.n.epoch")
    run.define_metric(r"b\.loss", step_metric=r"b\.epoch")
    run.log({"a": {"n": {"epoch": 1}}, "b.epoch": 2})
    data = {"a": {"loss": 1.0, "n": {"x": 1}}, "b.loss": 2.0}
    run.log(data)
    assert kept(run).rows[-1] == {
        "_step": 1,
        "a": {"loss": 1.0, "n": {"epoch": 1, "x": 1}},
        "b.loss": 2.0,
        "b.epoch": 2,
    }
    assert data == {"a": {"loss": 1.0, "n": {"x": 1}}, "b.loss": 2.0}


def test_it_never_takes_the_place_of_what_was_logged(run: Run, kept: Read) -> None:
    run.define_metric("val", step_metric="a.epoch")
    run.log({"a": {"epoch": 1}})
    run.log({"val": 1.0, "a": "text"})
    assert kept(run).rows[-1] == {"_step": 1, "val": 1.0, "a": "text"}


def test_what_a_step_metric_needs_is_added_with_it(run: Run, kept: Read) -> None:
    run.define_metric("val", step_metric="epoch")
    run.define_metric("epoch", step_metric="batch")
    run.log({"epoch": 1, "batch": 10})
    run.log({"val": 1.0})
    assert kept(run).rows[-1] == {"_step": 1, "val": 1.0, "epoch": 1, "batch": 10}


def test_a_step_metric_of_all_adds_nothing_to_an_empty_row(run: Run, kept: Read) -> None:
    run.define_metric("*", step_metric="epoch", step_sync=True)
    run.log({"epoch": 1})
    run.log({})
    run.log({"a": float("nan")})
    assert kept(run).rows[1] == {"_step": 1}
    assert kept(run).rows[2]["epoch"] == 1


def test_a_definition_that_no_longer_has_a_step_metric_adds_none(run: Run, kept: Read) -> None:
    run.define_metric("*", step_metric="epoch")
    run.define_metric("val", summary="min")
    run.log({"epoch": 1})
    run.log({"val": 2.0})
    run.log({"loss": 2.0})
    assert kept(run).rows[1:] == [
        {"_step": 1, "val": 2.0},
        {"_step": 2, "loss": 2.0, "epoch": 1},
    ]


def test_a_resumed_run_goes_on_with_its_metrics_and_their_last_values(kept: Read) -> None:
    run = runside.init(project="digits", id="a2")
    run.define_metric("val", step_metric="epoch")
    run.log({"epoch": 4})
    run.log({"epoch": 5})
    for number in range(100):
        run.log({"loss": number})
    run.finish()
    run = runside.init(project="digits", id="a2", resume="must")
    run.log({"val": 1.0})
    run.define_metric("test", step_metric="epoch")
    run.log({"test": 2.0})
    assert kept(run).rows[-2:] == [
        {"_step": 102, "val": 1.0, "epoch": 5},
        {"_step": 103, "test": 2.0, "epoch": 5},
    ]


def test_a_rank_that_joins_has_the_metrics_of_the_run_and_only_its_own_values(kept: Read) -> None:
    first = runside.init(project="digits", id="a2")
    first.define_metric("val", step_metric="epoch")
    first.log({"epoch": 5})
    second = runside.init(project="digits", id="a2", reinit="create_new", resume="allow")
    second.log({"val": 1.0}, step=7)
    second.log({"epoch": 2}, step=8, commit=True)
    second.log({"val": 3.0}, step=9, commit=True)
    assert kept(first).rows[1:] == [
        {"_step": 7, "val": 1.0},
        {"_step": 8, "epoch": 2},
        {"_step": 9, "val": 3.0, "epoch": 2},
    ]
