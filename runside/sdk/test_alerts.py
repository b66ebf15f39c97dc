"""Alerts are kept, not more often than they are to be heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

import runside
from runside.sdk.alerts import AlertLevel, Alerts
from runside.sdk.conftest import Kept
from runside.sdk.run import Run


def test_an_alert_is_a_record(
    kept: Callable[[Run], Kept], capsys: pytest.CaptureFixture[str]
) -> None:
    run = runside.init()
    told = capsys.readouterr().err
    assert "runside: run" in told
    run.alert(
        "loss", "it is NaN", level=runside.AlertLevel.ERROR, wait_duration=timedelta(minutes=5)
    )
    runside.alert(title="slow", level="warn")
    one, two = kept(run).of_kind("alert")
    assert (
        one.items() >= {"title": "loss", "text": "it is NaN", "level": "ERROR", "wait": 300}.items()
    )
    assert two.items() >= {"title": "slow", "text": "", "level": "WARN", "wait": 60}.items()
    assert capsys.readouterr().err == ""


def test_one_title_is_heard_once_in_its_time_and_then_says_how_often_it_was_not() -> None:
    now = [0.0]
    alerts = Alerts(lambda: now[0])

    def heard(title: str, wait: float = 10) -> object:
        record = alerts.record(title, "", None, wait)
        return None if record is None else record.get("left_out", 0)

    assert [heard("a"), heard("b"), heard("a"), heard("a")] == [0, 0, None, None]
    now[0] = 9.9
    assert heard("a") is None
    now[0] = 10
    assert [heard("a"), heard("b"), heard("b")] == [3, 0, None]
    assert [heard("c", 0), heard("c", 0)] == [0, 0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("t", "x", "LOUD"), "level 'LOUD' is none of INFO, WARN, ERROR"),
        (("t", "x", 3), "level 3 is none of"),
        ((3,), "title is a text, not 3"),
        (("t", None), "text is a text, not None"),
        (("t", "x", None, -1), "wait_duration is a number of seconds"),
        (("t", "x", None, float("nan")), "wait_duration is a number of seconds"),
        (("t", "x", None, "soon"), "wait_duration is a number of seconds"),
        (("t", "x", None, True), "wait_duration is a number of seconds"),
    ],
)
def test_a_bad_argument_is_named_and_nothing_is_kept(
    kept: Callable[[Run], Kept], arguments: tuple[str, ...], message: str
) -> None:
    run = runside.init()
    with pytest.raises(ValueError, match=message):
        run.alert(*arguments)
    assert kept(run).of_kind("alert") == []


def test_an_alert_needs_a_run_that_is_not_finished() -> None:
    with pytest.raises(runside.Error, match=r"before runside.alert\(\)"):
        runside.alert("t")
    run = runside.init()
    run.finish()
    with pytest.raises(runside.UsageError, match=r"alert\(\)"):
        run.alert("t")


def test_levels_are_texts() -> None:
    assert [level.value for level in AlertLevel] == ["INFO", "WARN", "ERROR"]
    assert AlertLevel("WARN") is AlertLevel.WARN
