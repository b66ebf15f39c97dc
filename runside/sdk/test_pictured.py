"""What the kernel's own picture is made of: what `define_metric` said holds in it."""

from __future__ import annotations

import runside
from runside.picture import to_svg
from runside.sdk.pictured import pictured


def test_a_hidden_metric_is_not_drawn() -> None:
    run = runside.init()
    run.define_metric("epoch*", hidden=True)
    run.define_metric("loss", step_metric="epochs_done")
    for step in range(3):
        run.log({"epochs_done": step, "loss": 3 - step})
    run.finish()
    seen = pictured(run)
    assert list(seen.series) == ["loss"]
    assert seen.over_others == {"loss"}
    assert "<title>epochs_done</title>" not in to_svg(seen)
    assert seen.summary["epochs_done"] == 2


def test_goals_and_what_is_asked_for_the_best_are_told() -> None:
    run = runside.init()
    run.define_metric("a", summary="best", goal="maximize")
    run.define_metric("b", goal="minimize")
    for value in (1, 3, 2):
        run.log({"a": value, "b": value, "c": value})
    run.finish()
    seen = pictured(run)
    assert seen.goals == {"a": "maximize", "b": "minimize"}
    assert seen.best == {"a"}
    assert "best, at 1; last 2" in to_svg(seen)
