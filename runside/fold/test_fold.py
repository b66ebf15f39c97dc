"""The fold: what each kind of record does to it, what waits, and what is lost."""

from __future__ import annotations

import time
from typing import Any

import pytest

from runside.fold import (
    FoldState,
    History,
    join_path,
    leaves,
    nest,
    run_state,
    split_path,
)

UID = "0123456789abcdef0123456789abcdef"


def log(t: float, step: int, data: dict[str, Any], commit: bool = True) -> dict[str, Any]:
    return {"kind": "log", "t": t, "step": step, "commit": commit, "data": data}


def folded(*records: dict[str, Any], writer: str = "w1") -> FoldState:
    fold = FoldState(UID)
    for seq, record in enumerate(records, start=1):
        fold.add(writer, seq, record)
    return fold


@pytest.mark.parametrize(
    "keys", [["a"], ["a", "b"], ["a.b"], ["a\\", "b"], ["a\\.b", "."], [""], ["", "x"]]
)
def test_a_path_names_its_keys_whatever_is_in_them(keys: list[str]) -> None:
    assert split_path(join_path(keys)) == keys
    tree: Any = 1
    for key in reversed(keys):
        tree = {key: tree}
    assert list(leaves(tree)) == [(join_path(keys), 1)]
    assert nest({join_path(keys): 1}) == tree


def test_a_media_descriptor_is_a_leaf() -> None:
    picture = {"_type": "image-file", "sha256": "0" * 64}
    assert list(leaves({"a": {"b": picture}})) == [("a.b", picture)]


def test_a_record_that_comes_early_waits_for_the_ones_before_it() -> None:
    fold = FoldState(UID)
    fold.add("w1", 1, {"kind": "run", "t": 1.0, "start": 1.0})
    assert fold.add("w1", 4, log(4.0, 1, {"a": 4})) == []
    assert fold.waiting == {"w1": [(2, 3)]}
    assert fold.summary() == {}
    fold.add("w1", 3, log(3.0, 0, {"a": 3}))
    assert [seq for _, seq, _ in fold.add("w1", 2, log(2.0, 0, {"a": 2}, commit=False))] == [
        2,
        3,
        4,
    ]
    assert fold.waiting == {}
    assert fold.summary() == {"a": 4}


def test_a_gap_covers_what_is_lost_until_it_comes_after_all() -> None:
    fold = FoldState(UID)
    fold.add("w1", 1, {"kind": "run", "t": 1.0, "start": 1.0})
    fold.add("w1", 4, log(4.0, 2, {"b": 1}))
    gap = {
        "kind": "gap",
        "t": 5.0,
        "writer": "w1",
        "from": 2,
        "to": 3,
        "reason": "disk full",
        "count": 2,
    }
    assert [(w, seq) for w, seq, _ in fold.add("server-1", 1, gap)] == [("server-1", 1), ("w1", 4)]
    assert fold.cursors["w1"] == 4
    assert fold.gaps == {"w1": [(2, 3)]}
    assert fold.summary() == {"b": 1}
    fold.add("w1", 2, log(2.0, 0, {"a": 7}))
    assert fold.gaps == {"w1": [(3, 3)]}
    assert fold.summary() == {"a": 7, "b": 1}


def test_a_gap_takes_no_longer_for_being_long() -> None:
    fold = folded(log(1.0, 0, {"a": 1}))
    fold.add("w1", 10**6, log(3.0, 1, {"a": 3}))
    began = time.process_time()
    assert [(w, seq) for w, seq, _ in fold.lose("w1", 2, 10**7)] == [("w1", 10**6)]
    assert time.process_time() - began < 0.5  # seqs one by one take 10 s
    assert fold.cursors == {"w1": 10**7}
    assert fold.gaps == {"w1": [(2, 10**6 - 1), (10**6 + 1, 10**7)]}
    fold.add("w1", 2, log(2.0, 0, {"b": 2}))
    assert fold.summary() == {"a": 3, "b": 2}


def test_a_writer_tells_of_its_own_loss_after_it() -> None:
    fold = folded(log(1.0, 0, {"a": 1}))
    fold.add("w1", 3, log(3.0, 1, {"a": 3}))
    gap = {"kind": "gap", "t": 4.0, "writer": "w1", "from": 2, "to": 2, "count": 1}
    assert [seq for _, seq, _ in fold.add("w1", 4, {**gap, "reason": "disk full"})] == [3, 4]
    assert fold.cursors == {"w1": 4}
    assert fold.gaps == {"w1": [(2, 2)]}
    fold.add("w1", 2, log(2.0, 0, {"b": 2}))
    assert fold.gaps == {}


def test_a_reader_can_give_up_what_it_cannot_read() -> None:
    fold = folded(log(1.0, 0, {"a": 1}))
    fold.add("w1", 3, log(3.0, 1, {"a": 3}))
    assert [seq for _, seq, _ in fold.lose("w1", 2, 2)] == [3]
    assert fold.gaps == {"w1": [(2, 2)]}
    assert fold.summary() == {"a": 3}


def test_a_visit_counts_once_with_its_last_value_and_an_open_one_with_its_present_value() -> None:
    fold = folded(
        log(1.0, 0, {"a": 5}, commit=False),
        log(2.0, 0, {"a": 1}),
        log(3.0, 1, {"a": 9}, commit=False),
    )
    assert fold.keys()["a"].to_json() | {"highest": 0, "first": 0} == {
        "n": 2, "min": 1, "max": 9, "sum": 10.0, "highest": 0, "first": 0,
    }  # fmt: skip


def test_a_record_to_an_earlier_step_is_a_visit_of_its_own_and_leaves_the_summary() -> None:
    fold = folded(log(1.0, 0, {"a": 1}), log(2.0, 5, {"a": 2}), log(3.0, 0, {"a": 100, "b": 3}))
    assert fold.summary() == {"a": 2, "b": 3}
    assert fold.keys()["a"].statistics.n == 3
    assert fold.step == 5


def test_what_the_user_set_stays_until_the_next_log_of_that_key() -> None:
    fold = folded(
        log(1.0, 0, {"a": 1, "b": 1}),
        {"kind": "summary", "t": 2.0, "set": {"a": 10}, "delete": ["b"]},
    )
    assert fold.summary() == {"a": 10}
    fold.add("w1", 3, log(3.0, 1, {"a": 2, "b": 2}))
    assert fold.summary() == {"a": 2, "b": 2}


def test_a_logged_none_is_never_in_the_summary_but_a_set_one_is() -> None:
    fold = folded(log(1.0, 0, {"a": None}), {"kind": "summary", "t": 2.0, "set": {"b": None}})
    assert fold.summary() == {"b": None}


def test_rows_carry_time_and_keep_the_users_own() -> None:
    history = History()
    history.add("w1", 1, {"kind": "run", "t": 10.0, "start": 10.0})
    history.add("w1", 2, log(12.5, 0, {"a": 1}))
    history.add("w1", 3, log(13.0, 1, {"a": 1, "_timestamp": 5}))
    history.add("w1", 4, {**log(14.0, 0, {"epoch": 3}), "sync": True})
    history.add("w1", 5, log(15.0, 2, {"_timestamp": "noon"}))
    history.add("w1", 6, log(16.0, 3, {"_runtime": 7}))
    first, second, third, fourth = history.rows()
    assert first == {"a": 1, "epoch": 3, "_step": 0, "_timestamp": 12.5, "_runtime": 2.5}
    assert second == {"a": 1, "_step": 1, "_timestamp": 5, "_runtime": 3.0}
    assert third == {"_step": 2, "_timestamp": "noon", "_runtime": 5.0}
    assert fourth == {"_step": 3, "_timestamp": 16.0, "_runtime": 7}


def test_config_of_another_writer_and_edits_count_by_time() -> None:
    fold = folded({"kind": "run", "t": 1.0, "start": 1.0, "name": "first", "project": "p"})
    fold.add(
        "w1", 2, {"kind": "config", "t": 2.0, "set": {"lr": 0.1, "net": {"depth": 3, "width": 4}}}
    )
    fold.add(
        "api-1",
        1,
        {"kind": "edit", "t": 3.0, "name": "renamed", "config": {"set": {"net.depth": 5}}},
    )
    assert fold.config() == {"lr": 0.1, "net": {"depth": 5, "width": 4}}
    assert fold.run is not None
    assert fold.run["name"] == "renamed"


def test_a_set_tree_takes_the_place_of_what_was_below_its_path() -> None:
    fold = folded(
        {"kind": "config", "t": 1.0, "set": {"net": {"depth": 3, "width": 4}, "tags": {}}},
        {"kind": "config", "t": 2.0, "set": {"net": {"kind": "mlp"}}},
    )
    assert fold.config() == {"net": {"kind": "mlp"}, "tags": {}}
    fold.add("w1", 3, {"kind": "config", "t": 3.0, "delete": ["net"]})
    assert fold.config() == {"tags": {}}


RUN = {"kind": "run", "t": 1.0, "start": 1.0}
FINISH = {"kind": "finish", "t": 2.0, "exit": 0, "reason": "finish"}
CRASH = {"kind": "finish", "t": 2.0, "exit": 1, "reason": "exception"}


def test_the_state_is_the_first_rule_that_holds() -> None:
    both = folded(RUN)
    both.add("w2", 1, RUN)
    assert run_state(both, {"w1": "dead", "w2": "alive"}) == "running"
    assert run_state(both, {"w1": "dead", "w2": "alive"}, idle=True) == "idle"
    assert run_state(both, {"w1": "dead", "w2": "silent"}) == "killed"
    assert run_state(both, {"w1": "silent", "w2": "silent"}) == "not heard from"
    both.add("w1", 2, FINISH)
    assert run_state(both, {"w2": "dead"}) == "killed"
    both.add("w2", 2, CRASH)
    assert run_state(both, {}) == "crashed"
    both.add("w3", 1, RUN)
    assert run_state(both, {"w3": "alive"}) == "running"


def test_how_writers_ended_that_another_one_has_resumed_is_the_past() -> None:
    fold = folded(RUN)
    fold.add("w2", 1, {**RUN, "resumes": ["w1"]})
    assert run_state(fold, {"w1": "dead"}) == "running"
    fold.add("w2", 2, CRASH)
    assert run_state(fold, {"w1": "dead"}) == "crashed"
    fold.add("w3", 1, {**RUN, "resumes": ["w2"]})
    fold.add("w3", 2, FINISH)
    assert run_state(fold, {"w1": "dead"}) == "finished"
    again = FoldState.from_json(fold.to_json())
    assert run_state(again, {"w1": "dead"}) == "finished"


def test_a_run_is_where_it_goes_on() -> None:
    fold = folded({**RUN, "kernel": "k1", "cell": "c1"})
    fold.add("w2", 1, {**RUN, "t": 3.0, "kernel": "k2"})
    fold.add("w2", 2, {"kind": "edit", "t": 3.0, "kernel": "k2", "cell": None})
    assert fold.run is not None
    assert (fold.run["kernel"], fold.run["cell"]) == ("k2", None)


def test_an_edit_does_not_bring_a_finished_run_back() -> None:
    fold = folded(RUN, FINISH)
    fold.add("api-1", 1, {**RUN, "t": 9.0})
    assert run_state(fold, {}) == "finished"


def test_an_edit_makes_a_run_no_longer() -> None:
    fold = folded(RUN, {**FINISH, "t": 20.0})
    fold.add("server-1", 1, {"kind": "edit", "t": 90_000.0, "notes": "the day after"})
    assert fold.last == 20.0


def test_what_somebody_edits_takes_the_place_of_what_the_run_began_with() -> None:
    fold = folded({**RUN, "notebook": "a.ipynb", "colour": "#000000"})
    fold.add("server-1", 1, {"kind": "edit", "t": 5.0, "notebook": "b.ipynb", "hidden": True})
    fold.add("server-2", 1, {"kind": "edit", "t": 4.0, "notebook": "c.ipynb", "trash": True})
    run = fold.run
    assert run is not None
    told = {name: run.get(name) for name in ("notebook", "hidden", "trash", "colour")}
    assert told == {
        "notebook": "b.ipynb",
        "hidden": True,
        "trash": True,
        "colour": "#000000",
    }
