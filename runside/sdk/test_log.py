"""What a call to ``log`` keeps, where, and what it refuses."""

from __future__ import annotations

import copy
import json
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runside
from runside.fold import History
from runside.sdk.conftest import Kept
from runside.sdk.run import Run
from runside.sdk.values import MOST_DEPTH

Read = Callable[[Run], Kept]

DEEPEST_IN_THE_INDEX = 100


@pytest.fixture
def run() -> Run:
    return runside.init(project="digits", id="a1")


def test_a_row_is_on_disk_when_log_returns(run: Run, kept: Read) -> None:
    run.log({"loss": 0.5})
    assert kept(run).rows == [{"_step": 0, "loss": 0.5}]


def test_an_open_row_is_on_disk_too(run: Run, kept: Read) -> None:
    run.log({"loss": 0.5}, commit=False)
    assert kept(run).rows == [{"_step": 0, "loss": 0.5}]
    assert run.step == 0


def test_step_is_what_the_next_log_without_a_step_uses(run: Run) -> None:
    steps = [run.step]
    for arguments in (
        {},
        {"commit": False},
        {},
        {"step": 7},
        {"step": 7, "commit": True},
        {"step": 3},
    ):
        run.log({"a": 1}, **arguments)
        steps.append(run.step)
    assert steps == [0, 1, 1, 2, 7, 8, 8]


def test_an_earlier_step_is_written_and_leaves_the_open_row_open(run: Run, kept: Read) -> None:
    run.log({"a": 1}, step=5)
    run.log({"late": 1}, step=2)
    run.log({"b": 2})
    assert kept(run).rows == [{"_step": 2, "late": 1}, {"_step": 5, "a": 1, "b": 2}]


def test_a_negative_step_is_kept_with_one_warning(run: Run, kept: Read) -> None:
    with pytest.warns(UserWarning, match="negative step"):
        run.log({"a": 1}, step=-1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run.log({"a": 2}, step=-2)
    assert kept(run).rows == [{"_step": -2, "a": 2}, {"_step": -1, "a": 1}]


def test_warnings_point_at_the_users_line(script: Callable[..., Any]) -> None:
    ended = script(
        "import runside\nrun = runside.init(monitor_gym=True)\nrun.log({'a': 1}, step=-1)\n"
    )
    assert "train.py:2: UserWarning: runside: init() accepts monitor_gym=" in ended.stderr
    assert "train.py:3: UserWarning: runside: log(step=-1)" in ended.stderr


def test_a_disk_that_fails_is_told_at_the_users_line(script: Callable[..., Any]) -> None:
    ended = script(
        "import resource, runside\nrun = runside.init()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))\nrun.log({'a': 1})\n"
    )
    assert ended.returncode == 0
    assert (
        "train.py:4: RuntimeWarning: Runside cannot write the journal of a run in" in ended.stderr
    )


def test_a_step_beyond_what_every_language_counts_exactly_is_refused(run: Run) -> None:
    with pytest.raises(runside.LogError, match="beyond"):
        run.log({"a": 1}, step=2**53 + 1)


def test_integers_of_numpy_are_steps(run: Run, kept: Read) -> None:
    run.log({"a": 1}, step=np.int64(3))
    assert kept(run).rows == [{"_step": 3, "a": 1}]


@pytest.mark.parametrize("step", [1.0, "1", True, np.float32(2), None.__class__])
def test_a_step_that_is_no_integer_is_refused(run: Run, kept: Read, step: Any) -> None:
    with pytest.raises(runside.LogError, match="step is an integer"):
        run.log({"a": 1}, step=step)
    assert kept(run).rows == []


@pytest.mark.parametrize("data", [None, 3, [("a", 1)], "loss"])
def test_data_that_is_no_mapping_is_refused(run: Run, data: Any) -> None:
    with pytest.raises(TypeError, match="takes a dict"):
        run.log(data)


@pytest.mark.parametrize(("key", "expected"), [(1, "the name 1 is int"), ("", "must not be empty")])
def test_names_are_texts_that_are_not_empty(run: Run, kept: Read, key: Any, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        run.log({"good": 1, key: 2})
    assert kept(run).rows == []


def test_what_cannot_be_kept_is_named_by_path_and_type_and_logs_nothing(
    run: Run, kept: Read
) -> None:
    with pytest.raises(TypeError, match=r"'a\.b\[1\]\.c': it is object") as raised:
        run.log({"good": 1, "a": {"b": [0, {"c": object()}]}}, step=4)
    assert isinstance(raised.value, ValueError)
    assert isinstance(raised.value, runside.Error)
    assert kept(run).rows == []
    assert run.step == 0
    run.log({"a": 1})
    assert kept(run).rows == [{"_step": 0, "a": 1}]


def test_an_integer_too_long_to_write_is_refused_and_takes_no_step(run: Run, kept: Read) -> None:
    for data in ({"a": 10**5000}, {"a": 10**5000, "b": [1]}):
        with pytest.raises(runside.LogError, match=r"cannot keep 'a': it is an int of 16610 bits"):
            run.log(data)
    for change in (run.config, run.summary):
        with pytest.raises(runside.LogError, match=r"cannot keep 'a': it is an int of 16610 bits"):
            change["a"] = 10**5000
    run.log({"a": 10**400})
    assert kept(run).rows == [{"_step": 0, "a": 10**400}]


def test_what_is_kept_is_never_nested_deeper_than_the_index_takes(run: Run, kept: Read) -> None:
    def nested(depth: int) -> Any:
        return {"a": nested(depth - 1)} if depth else [1]

    run.log({"x": nested(MOST_DEPTH - 1)})
    with pytest.raises(runside.LogError, match="nested more than 64 deep"):
        run.log({"x": nested(MOST_DEPTH)})
    (record,) = kept(run).of_kind("log")
    assert json.dumps(record).count("{") + json.dumps(record).count("[") <= DEEPEST_IN_THE_INDEX


def test_the_callers_dict_is_never_changed(run: Run) -> None:
    data = {"a": np.float32(1), "b": {"c": (1, 2), 3: [np.arange(3)]}}
    before = copy.deepcopy(data)
    run.log(data)
    assert repr(data) == repr(before)


def test_an_empty_call_makes_a_row(run: Run, kept: Read) -> None:
    run.log({})
    run.log({"a": {}})
    run.log({"a": 1})
    assert [row["_step"] for row in kept(run).rows] == [0, 1, 2]


def test_a_step_that_is_ahead_is_merged_into_and_closed_by_the_next_call(
    run: Run, kept: Read
) -> None:
    run.log({"a": 1}, step=10)
    run.log({"b": 2})
    run.log({"c": 3})
    assert kept(run).rows == [{"_step": 10, "a": 1, "b": 2}, {"_step": 11, "c": 3}]


def test_calls_of_older_code_are_taken(run: Run, kept: Read) -> None:
    run.log({"a": 1}, 3, True, sync=True)
    runside.log({"b": 1}, commit=np.bool_(False), sync=False)  # type: ignore[arg-type]
    assert run.step == 4
    assert kept(run).rows == [{"_step": 3, "a": 1}, {"_step": 4, "b": 1}]


def test_a_row_has_its_own_step_and_the_users_timestamp(run: Run, kept: Read) -> None:
    run.log({"_timestamp": 5.0, "_step": 100, "a": 1})
    run.log({"a": 2})
    history = History()
    for writer, records in kept(run).by_writer.items():
        for seq, record in records:
            history.add(writer, seq, record)
    first, second = history.rows()
    assert (first["_step"], first["_timestamp"]) == (0, 5.0)
    assert second["_step"] == 1
    assert second["_timestamp"] > 1e9
    assert 0 <= first["_runtime"] <= second["_runtime"] < 1e6


def test_time_never_goes_back_within_a_writer(here: Path, kept: Read) -> None:
    from runside.sdk import start
    from runside.sdk.test_settings import settings

    times = iter([100.0, 101.0, 105.0, 103.0, 104.0, 106.0, 107.0])
    run = start.begin(settings(dir=here), may_change=True, clock=lambda: next(times))
    for _ in range(4):
        run.log({"a": 1})
    run.finish()
    assert [record["t"] for record in kept(run).records] == [101, 105, 105, 105, 106, 107]


def test_threads_that_log_at_once_lose_and_mix_nothing(run: Run, kept: Read) -> None:
    def log(name: str) -> None:
        for number in range(300):
            run.log({name: number})

    threads = [threading.Thread(target=log, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = kept(run).rows
    assert [row["_step"] for row in rows] == list(range(1200))
    for name in "abcd":
        assert [row[name] for row in rows if name in row] == list(range(300))


def test_module_level_log_logs_to_the_run_of_the_last_init(run: Run, kept: Read) -> None:
    runside.log({"a": 1}, step=3, commit=True)
    assert kept(run).rows == [{"_step": 3, "a": 1}]


def test_before_init_each_use_says_what_to_call_first() -> None:
    first = "You must call runside.init() before runside."
    uses: dict[str, Callable[[], object]] = {
        "log()": lambda: runside.log({"a": 1}),
        "config['lr']": lambda: runside.config["lr"],
        "config.lr": lambda: runside.config.lr,
        "config.update": lambda: runside.config.update({"lr": 1}),
        "summary['best']": lambda: runside.summary["best"],
        "summary.best": lambda: runside.summary.best,
    }
    for use, call in uses.items():
        with pytest.raises(runside.Error) as raised:
            call()
        assert str(raised.value) == first + use


def test_config_that_was_imported_before_init_is_that_of_the_run() -> None:
    from runside import config, summary

    run = runside.init(config={"lr": 0.1})
    assert config["lr"] == config.lr == 0.1
    config.depth = 3
    summary["best"] = 1
    assert run.config.depth == 3
    assert run.summary["best"] == 1
