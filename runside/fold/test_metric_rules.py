"""What `define_metric` says of each path."""

from __future__ import annotations

import itertools

import pytest

from runside.fold.metric_rules import NO_RULE, MetricRule, MetricRules
from runside.fold.stamps import Stamp


def rules(*given: dict[str, object]) -> MetricRules:
    """The rules of these definitions, one second after another."""
    made = MetricRules()
    for at, definition in enumerate(given, start=1):
        made.define(stamp(at), definition)
    return made


def stamp(at: float) -> Stamp:
    return (at, "w1", int(at))


def test_a_path_that_nobody_defined_has_no_rule() -> None:
    assert not rules()
    assert rules().of("a") is NO_RULE
    assert rules({"name": "a"}).of("b") is NO_RULE


def test_a_path_goes_by_its_own_name_then_by_the_longest_prefix() -> None:
    made = rules(
        {"name": "train/*", "goal": "minimize"},
        {"name": "train/x/loss", "hidden": True},
        {"name": "train/x/*", "summary": "min"},
        {"name": "*", "summary": "max"},
    )
    assert made.of("train/x/loss") == MetricRule("train/x/loss", hidden=True)
    assert made.of("train/x/acc") == MetricRule("train/x/*", ops=frozenset({"min"}))
    assert made.of("train/y.z") == MetricRule("train/*", goal="minimize")
    assert made.of("train") == made.of("") == MetricRule("*", ops=frozenset({"max"}))


def test_the_star_of_a_glob_stands_for_nothing_too() -> None:
    assert rules({"name": "a*"}).of("a").name == "a*"


def test_a_key_that_is_called_like_a_glob_has_no_definition_by_its_own_name() -> None:
    made = rules({"name": "a*", "summary": "min"})
    assert made.of("a*").name == "a*"
    assert not made.is_named_after("a*", stamp(0))


def test_a_star_within_a_name_is_a_letter() -> None:
    assert rules({"name": "a*b"}).of("a*b").name == "a*b"
    assert rules({"name": "a*b"}).of("acb") is NO_RULE


def test_operations_add_up_and_what_is_given_later_replaces_the_rest() -> None:
    made = rules(
        {"name": "a", "summary": "min, Max", "goal": "minimize", "step_metric": "epoch"},
        {"name": "a", "summary": "last,median", "goal": "maximize", "hidden": True},
        {"name": "a", "summary": None, "goal": None, "hidden": None, "step_metric": None},
    )
    assert made.of("a") == MetricRule(
        "a", frozenset({"min", "max", "last"}), "maximize", True, "epoch", True
    )


def test_overwrite_forgets_all_before_it() -> None:
    made = rules(
        {"name": "a", "summary": "min", "step_metric": "epoch", "step_sync": False, "hidden": True},
        {"name": "a", "summary": "max", "step_metric": "batch", "overwrite": True},
        {"name": "a", "summary": "mean", "overwrite": False},
    )
    assert made.of("a") == MetricRule(
        "a", frozenset({"max", "mean"}), step_metric="batch", step_sync=True
    )


@pytest.mark.parametrize(
    ("given", "synced"),
    [
        ({"step_metric": "epoch"}, True),
        ({"step_metric": "epoch", "step_sync": True}, True),
        ({"step_metric": "epoch", "step_sync": False}, False),
        ({"step_metric": "epoch", "step_sync": None}, True),
        ({"step_sync": True}, False),
    ],
)
def test_step_sync_goes_with_a_step_metric(given: dict[str, object], synced: bool) -> None:
    assert rules({"name": "a", **given}).of("a").step_sync is synced


def test_a_metric_is_not_its_own_step_metric() -> None:
    made = rules({"name": "train/*", "step_metric": "train/step"})
    assert made.of("train/step") == MetricRule("train/*")
    assert made.of("train/loss").step_metric == "train/step"


def test_the_order_in_which_definitions_come_makes_no_difference() -> None:
    definitions: list[tuple[Stamp, dict[str, object]]] = [
        (stamp(1), {"name": "a", "summary": "min", "goal": "minimize"}),
        (stamp(2), {"name": "a", "summary": "max", "overwrite": True}),
        (stamp(3), {"name": "a", "summary": "min", "goal": "minimize"}),
        (stamp(4), {"name": "a", "summary": "min", "goal": "minimize"}),
        (stamp(5), {"name": "a", "goal": "maximize"}),
    ]
    told = []
    for order in itertools.permutations(definitions):
        made = MetricRules()
        for at, given in order:
            made.define(at, given)
        told.append((made.of("a"), made.to_json()))
    assert told[0][0] == MetricRule("a", frozenset({"min", "max"}), "maximize")
    assert all(other == told[0] for other in told)


def test_to_define_again_in_each_epoch_does_not_make_a_run_grow() -> None:
    given: dict[str, object] = {"name": "a", "summary": "min"}
    made = rules(*[given] * 1_000)
    assert [d["stamp"][0] for d in made.to_json()["a"]] == [1, 1_000]
    assert made.is_named_after("a", stamp(999))
    assert made.of("a", before=stamp(2)).ops == {"min"}


def test_a_rule_of_before_is_made_of_what_was_defined_until_then() -> None:
    made = rules(
        {"name": "a*", "summary": "min"},
        {"name": "ab*", "summary": "max"},
        {"name": "abc", "summary": "last"},
        {"name": "ab*", "summary": "mean"},
    )
    told = [made.of("abc", before=stamp(at)) for at in (1, 2, 3, 4)]
    assert [rule.name for rule in told] == ["", "a*", "ab*", "abc"]
    assert made.of("abd", before=stamp(4)).ops == {"max"}
    assert made.of("abd").ops == {"max", "mean"}


def test_what_has_no_meaning_says_nothing() -> None:
    made = rules(
        {"name": "a", "summary": ["min"], "goal": "most", "hidden": 1, "step_metric": 3},
        {"name": "a", "step_sync": "no", "overwrite": "yes"},
    )
    assert made.of("a") == MetricRule("a")


def test_rules_that_were_stored_are_the_same() -> None:
    made = rules({"name": "a*", "summary": "min"}, {"name": "ab", "step_metric": "e"})
    again = MetricRules.from_json(made.to_json())
    assert again.to_json() == made.to_json()
    assert [again.of(path) for path in ("ax", "ab")] == [made.of(path) for path in ("ax", "ab")]
