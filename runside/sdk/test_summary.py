"""The summary: what it shows, and what setting it does."""

from __future__ import annotations

import copy
import pickle
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

import runside
from runside.journal import JournalWriter
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


def test_several_images_are_one_batch_in_it(run: Run) -> None:
    run.summary["examples"] = [runside.Image(np.zeros((4, 4))), runside.Image(np.ones((2, 2)))]
    assert run.summary["examples"]["_type"] == "images/separated"
    assert run.summary["examples"]["count"] == 2


def test_up_to_32_numbers_are_a_list_and_a_larger_array_is_kept_whole(run: Run, kept: Read) -> None:
    small, large = np.arange(32.0), np.arange(33.0).reshape(3, 11)
    run.summary.update({"small": small, "large": large, "net": {"weights": large}})
    assert run.summary["small"] == small.tolist()
    described = run.summary["large"]
    assert described["_type"] == "numpy.ndarray"
    assert (described["shape"], described["mean"], described["95%"]) == ([3, 11], 16.0, 30.4)
    assert np.array_equal(np.load(kept(run).folder / described["path"]), large)
    assert run.summary["net"]["weights"] == described


def test_what_another_process_logs_is_seen_when_it_is_asked_for(run: Run, kept: Read) -> None:
    run.summary["a"] = 1
    assert dict(run.summary) == {"a": 1}
    other = JournalWriter(kept(run).folder, str(run.uid), "w9")
    other.append({"kind": "summary", "t": time.time(), "set": {"b": 2}})
    other.close()
    assert dict(run.summary) == {"a": 1, "b": 2}


def test_histograms_and_whatever_history_keeps_may_stand_in_it(run: Run) -> None:
    run.summary["weights"] = runside.Histogram([1, 2], num_bins=1)
    run.summary["when"] = date(2026, 1, 2)
    assert run.summary["weights"] == {"_type": "histogram", "values": [2], "bins": [1.0, 2.0]}
    assert run.summary["when"] == "2026-01-02"


def test_what_it_is_asked_for_can_be_changed_without_changing_it(run: Run, kept: Read) -> None:
    run.log({"sizes": [1, 2], "picture": runside.Image(np.zeros((4, 4)))})
    run.summary["sizes"].append(3)
    run.summary["picture"]["caption"] = "mine"
    assert run.summary["sizes"] == [1, 2]
    assert "caption" not in run.summary["picture"]
    assert dict(run.summary) == kept(run).fold.summary()


def test_setting_deep_inside_keeps_what_is_beside_it(run: Run, kept: Read) -> None:
    run.log({"a": {"b": {"c": 1, "d": 2}}})
    run.summary["a"]["b"]["c"] = 3
    run.summary.a.b.update(e=4)
    run.summary.a.b |= {"f": None}
    run.summary["a"].setdefault("g", {})["h"] = 5
    assert run.summary["a"].pop("b")["e"] == 4
    assert kept(run).fold.summary() == dict(run.summary) == {"a": {"g": {"h": 5}}}


def test_updating_with_nothing_writes_nothing(run: Run, kept: Read) -> None:
    before = len(kept(run).records)
    run.summary.update()
    run.summary.update({})
    assert len(kept(run).records) == before


def test_what_cannot_be_kept_is_named_and_leaves_it_as_it_was(run: Run) -> None:
    run.summary["a"] = {"b": 1}
    with pytest.raises(TypeError, match=r"runside\.summary cannot keep 'c': it is object"):
        run.summary.update({"d": 1, "c": object()})
    with pytest.raises(runside.LogError):
        run.summary["a"]["b"] = object()
    assert dict(run.summary) == {"a": {"b": 1}}


def test_after_the_run_it_cannot_be_set(run: Run) -> None:
    run.finish()
    with pytest.raises(runside.UsageError, match="summary"):
        run.summary["a"] = 1


def test_it_can_be_read_after_the_run(run: Run) -> None:
    run.log({"loss": 3})
    run.finish()
    assert run.summary["loss"] == 3


def test_a_run_that_keeps_nothing_still_has_what_was_logged_last() -> None:
    run = runside.init(mode="disabled", reinit=True)
    run.log({"loss": 3})
    run.summary["best"] = 1
    assert dict(run.summary) == {"loss": 3, "best": 1}


def test_setting_inside_a_nested_value_works_in_a_run_that_keeps_nothing_too() -> None:
    logged = {"net": {"norm": 1}}
    run = runside.init(mode="disabled", reinit=True)
    run.log(logged)
    run.summary["a.b"] = {"c": 1}
    run.summary["a.b"]["d"] = 2
    run.summary["net"]["norm"] = 3
    del run.summary["a.b"]["c"]
    assert dict(run.summary) == {"net": {"norm": 3}, "a.b": {"d": 2}}
    assert logged == {"net": {"norm": 1}}


def test_a_copy_is_a_dict_of_what_it_held_then() -> None:
    with runside.init() as run:
        run.log({"loss": 0.5, "net": {"norm": 2}})
        copied = copy.deepcopy(run.summary)
        copied["net"]["norm"] = 3
        assert pickle.loads(pickle.dumps(run.summary)) == {"loss": 0.5, "net": {"norm": 2}}
    assert copied == {"loss": 0.5, "net": {"norm": 3}}


@pytest.mark.parametrize("values", [3, [("a", 1)], "a"])
def test_what_has_no_names_is_refused(values: Any) -> None:
    run = runside.init()
    with pytest.raises(runside.Error, match=r"runside\.summary takes a dict of names and values"):
        run.summary.update(values)
    assert dict(run.summary) == {}
