"""What becomes of runs that are active when ``init`` is called again. What differs in a notebook is tested in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import runside
from runside.sdk import active
from runside.sdk.conftest import Kept

Read = Callable[..., Kept]


@pytest.mark.parametrize("reinit", [None, "default", "return_previous", False])
def test_in_a_script_the_run_that_is_active_is_given_back(
    reinit: str | bool | None, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runside.init(project="p", config={"lr": 1})
    assert runside.init(project="q", config={"lr": 2}, reinit=reinit) is run
    assert run.config.lr == 1
    assert "is active and goes on" in capsys.readouterr().err


@pytest.mark.parametrize("reinit", ["finish_previous", True])
def test_all_that_are_active_are_finished(reinit: str | bool, kept: Read) -> None:
    one = runside.init()
    two = runside.init(reinit="create_new")
    three = runside.init(reinit=reinit)
    assert (one.finished, two.finished, three.finished) == (True, True, False)
    assert runside.run is three
    assert kept(two).records[-1].items() >= {"exit": 0, "reason": "superseded"}.items()


def test_create_new_leaves_the_current_run_as_it_is() -> None:
    one = runside.init()
    two = runside.init(reinit="create_new")
    assert runside.run is one
    one.finish()
    assert runside.run is None
    assert active.runs == [two]


def test_create_new_makes_no_current_run_even_where_there_is_none() -> None:
    run = runside.init(reinit="create_new")
    assert runside.run is None
    with pytest.raises(runside.Error, match=r"You must call runside\.init\(\)"):
        runside.log({"a": 1})
    assert runside.init(reinit="return_previous") is run


def test_settings_may_say_it(kept: Read) -> None:
    one = runside.init()
    two = runside.init(settings=runside.Settings(reinit="finish_previous"))
    assert one.finished
    assert not two.finished


def test_teardown_finishes_all() -> None:
    runs = [runside.init(), runside.init(reinit="create_new")]
    runside.teardown()
    assert all(run.finished for run in runs)
    assert runside.run is None
