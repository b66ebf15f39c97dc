"""What stands for each key: operations, what was set over them, and relatives; and the one value of a key."""

from __future__ import annotations

import math
from typing import Any

import pytest

from runside.fold import FoldState, part_of, plain_summary
from runside.fold.metric_rules import MetricRule
from runside.fold.plain import headline

Json = Any
Record = dict[str, Json]
UID = "0123456789abcdef0123456789abcdef"


def define(name: str, summary: str | None = None, **given: Json) -> Record:
    return {"kind": "metric", "name": name, "summary": summary, **given}


def log(*, step: int, commit: bool = True, **data: Json) -> Record:
    return {"kind": "log", "step": step, "commit": commit, "data": data}


def put(**values: Json) -> Record:
    return {"kind": "summary", "set": values}


def drop(*paths: str) -> Record:
    return {"kind": "summary", "delete": list(paths)}


def folded(*records: Record) -> FoldState:
    """These records of one writer, one second after another."""
    fold = FoldState(UID)
    for seq, record in enumerate(records, start=1):
        fold.add("w1", seq, {"t": float(seq), **record})
    return fold


def test_a_deletion_suspends_operations_as_a_set_does() -> None:
    asked = (define("a", "max"), log(step=0, a=3))
    assert folded(*asked).summary() == {"a": {"max": 3}}
    assert folded(*asked, drop("a")).summary() == {}
    assert folded(*asked, drop("a"), log(step=1, a=2)).summary() == {"a": 2}
    back = folded(*asked, drop("a"), log(step=1, a=2), define("a"))
    assert back.summary() == {"a": {"max": 3}}


def test_what_somebody_edits_afterwards_stands_over_operations() -> None:
    fold = folded(define("a", "min"), log(step=0, a=3))
    fold.add("api-1", 1, {"kind": "edit", "t": 9.0, "summary": {"set": {"a": 0.5}}})
    assert fold.summary() == {"a": 0.5}


def test_the_definitions_of_all_writers_are_of_one_run() -> None:
    fold = folded(log(step=0, a=3), log(step=1, a=1))
    fold.add("w2", 1, {"kind": "metric", "t": 0.5, "name": "a", "summary": "min"})
    fold.add("api-1", 1, {"kind": "summary", "t": 9.0, "set": {"a": 7}})
    assert fold.summary() == {"a": 7}
    fold.add("w2", 2, {"kind": "metric", "t": 9.5, "name": "a"})
    assert fold.summary() == {"a": {"min": 1}}


def test_under_none_a_deletion_is_what_was_set() -> None:
    asked = (define("a", "none"), log(step=0, a=3), put(a=9))
    assert folded(*asked).summary() == {"a": 9}
    assert folded(*asked, drop("a"), log(step=1, a=4)).summary() == {}


def test_of_several_writers_that_which_left_its_row_earlier_is_first() -> None:
    fold = folded(define("a", "first,last"), log(step=0, commit=False, a=1), log(step=0, a=2))
    fold.add("w2", 1, {"t": 2.5, **log(step=0, a=7)})
    assert fold.summary() == {"a": {"first": 7, "last": 2}}


def test_the_open_rows_of_all_writers_count() -> None:
    fold = folded(define("a", "mean,max,first"), log(step=0, commit=False, a=4))
    fold.add("w2", 1, {"t": 1.5, **log(step=5, commit=False, a=6)})
    assert fold.summary() == {"a": {"mean": 5, "max": 6, "first": 6}}
    assert fold.summary() == {"a": {"mean": 5, "max": 6, "first": 6}}, "asking changes nothing"
    fold.add("w1", 3, {"t": 3.0, **log(step=0, commit=False, a=None)})
    assert fold.summary() == {"a": {"mean": 6, "max": 6, "first": 6}}


def test_operations_of_a_number_give_way_to_a_tree_that_is_set_in_its_place() -> None:
    asked = (define("n", "min"), log(step=0, n=3))
    assert folded(*asked, put(**{"n.best": 1})).summary() == {"n": {"best": 1}}
    assert folded(*asked, put(**{"n.best": 1}), log(step=1, n=5)).summary() == {"n": {"min": 3}}


def test_of_relatives_that_one_record_sets_the_inner_one_counts() -> None:
    both: Record = {"n": 5, "n.x": 1, "m.y": 2, "m": {}}
    fold = folded({"kind": "summary", "set": both}, {"kind": "config", "set": both})
    assert fold.summary() == fold.config() == {"n": {"x": 1}, "m": {"y": 2}}
    assert both["m"] == {}


def test_media_have_a_first_and_a_last_and_no_least() -> None:
    one, two = ({"_type": "image-file", "path": f"blobs/{n}.png"} for n in (1, 2))
    fold = folded(define("a", "first,last,min"), log(step=0, a=one), log(step=1, a=two))
    assert fold.summary() == {"a": {"first": one, "last": two}}


def test_a_state_of_a_version_that_kept_no_stamps_of_open_rows_is_read() -> None:
    fold = folded(define("a", "first,max"), log(step=0, a=1), log(step=1, commit=False, a=3))
    stored = fold.to_json()
    del stored["writers"]["w1"]["visit"]["stamps"]
    again = FoldState.from_json(stored)
    assert again.summary() == {"a": {"first": 1, "max": 3}}
    again.add("w1", 4, {"t": 4.0, **log(step=1, a=2)})
    assert again.summary() == {"a": {"first": 1, "max": 2}}


@pytest.mark.parametrize(
    ("ops", "goal", "op"),
    [
        ("min", None, "min"),
        ("first,mean", None, "mean"),
        ("min,max", None, "min"),
        ("min,max", "maximize", "max"),
        ("min,max,last", None, "last"),
        ("min,last", "minimize", "min"),
        ("max,last", "minimize", "last"),
        ("best,last,min", "maximize", "best"),
    ],
)
def test_of_several_operations_one_is_what_people_look_for(
    ops: str, goal: str | None, op: str
) -> None:
    asked = ops.split(",")
    rule = MetricRule("a", frozenset(asked), goal)
    assert headline(rule, {each: each for each in asked}) == op


def test_one_plain_value_stands_for_a_key() -> None:
    fold = folded(
        define("a*", "best,last", goal="minimize"),
        define("b", "none"),
        define("c", "mean"),
        log(step=0, ab=2, b=1, c=math.nan, n={"x": 3}),
        log(step=1, commit=False, ab=1, c=4),
        log(step=1, commit=False, ac=5),
        put(ac=8),
    )
    stored = fold.to_json()
    told = {path: plain_summary(stored, path) for path in ("ab", "ac", "b", "c", "n", "n.x", "?")}
    assert told == {"ab": 1, "ac": 8, "b": None, "c": 4, "n": None, "n.x": 3, "?": None}


def test_the_part_of_a_state_that_one_key_depends_on_is_small() -> None:
    fold = folded(define("a", "min"), log(step=0, commit=False, a=1, b=2, n={"x": 3}))
    part = part_of(fold.to_json(), "n")
    assert part["keys"] == {}
    part = part_of(fold.to_json(), "a")
    assert list(part["keys"]) == ["a"]
    assert part["writers"]["w1"]["visit"]["values"] == {"a": 1}
    assert plain_summary(part, "a") == 1
