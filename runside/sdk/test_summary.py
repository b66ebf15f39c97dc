"""The summary: what it shows, and what setting it does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import runside
from runside.sdk.conftest import Kept
from runside.sdk.run import Run

Read = Callable[[Run], Kept]


@pytest.fixture
def run() -> Run:
    return runside.init()


def test_it_shows_the_last_value_of_the_highest_step(run: Run) -> None:
    run.log({"loss": 3, "net": {"norm": 1}})
    assert run.summary["loss"] == 3
    run.log({"loss": 2}, step=7)
    run.log({"loss": 9}, step=4)
    assert run.summary.loss == 2
    assert run.summary["net"]["norm"] == run.summary.net.norm == 1


def test_it_reads_like_a_mapping(run: Run) -> None:
    run.log({"loss": 3, "acc": None})
    run.summary["best"] = 1
    assert dict(run.summary) == {"loss": 3, "best": 1}
    assert list(run.summary.keys()) == ["loss", "best"]
    assert run.summary.get("missing", 5) == 5
    assert "loss" in run.summary
    assert "acc" not in run.summary
    assert len(run.summary) == 2
    with pytest.raises(KeyError):
        run.summary["missing"]
    with pytest.raises(AttributeError, match="missing"):
        _ = run.summary.missing


def test_what_is_set_stays_until_the_name_is_logged_again(run: Run) -> None:
    run.log({"loss": 3})
    run.summary["loss"] = 1
    assert run.summary["loss"] == 1
    run.log({"loss": 2})
    assert run.summary["loss"] == 2


def test_what_is_set_is_on_disk_at_once(run: Run, kept: Read) -> None:
    run.summary["best.one"] = np.float32(0.5)
    run.summary.update({"a": {"b": 1}}, note=None)
    run.summary["a"]["c"] = 2
    run.summary.a.d = 3
    run.summary.update()
    expected = {"best.one": 0.5, "a": {"b": 1, "c": 2, "d": 3}, "note": None}
    assert dict(run.summary) == kept(run).fold.summary() == expected


def test_deleting_takes_a_name_out(run: Run, kept: Read) -> None:
    run.log({"loss": 3, "net": {"a": 1, "b": 2}})
    del run.summary["loss"]
    del run.summary["net"]["a"]
    assert dict(run.summary) == kept(run).fold.summary() == {"net": {"b": 2}}
    with pytest.raises(KeyError):
        del run.summary["loss"]


def test_images_may_stand_in_it(run: Run, kept: Read) -> None:
    run.summary["confusions"] = runside.Image(np.zeros((4, 4)), caption="none")
    descriptor = run.summary["confusions"]
    assert descriptor["_type"] == "image-file"
    assert (kept(run).folder / descriptor["path"]).is_file()


def test_it_can_be_read_after_the_run(run: Run) -> None:
    run.log({"loss": 3})
    run.finish()
    assert run.summary["loss"] == 3


def test_a_run_that_keeps_nothing_still_has_what_was_logged_last() -> None:
    run = runside.init(mode="disabled", reinit=True)
    run.log({"loss": 3})
    run.summary["best"] = 1
    assert dict(run.summary) == {"loss": 3, "best": 1}
