"""Whatever several writers write, and however it arrives: repeated, out of order, in parts, with losses."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runside.fold import FoldState, History, nest, plain_summary, split_path
from runside.fold.metric_rules import STATISTICS
from runside.fold.paths import is_leaf

Json = Any
Entry = tuple[str, int, dict[str, Json]]

UID = "0123456789abcdef0123456789abcdef"
LOGGING = ("w1", "w2")
PATHS = ("loss", "lr", "n", "n.x", "n.x.y", "a\\.b")
NAMES = (*PATHS, "l*", "n*", "n.*", "*")

numbers = st.one_of(
    st.integers(-3, 3),
    # Far from each other, but not so far that a sum of them is nothing but rounding.
    st.floats(-1e3, 1e3).map(lambda number: round(number, 6)),
    st.sampled_from([0.0, -0.0, 1.0, 2**53 + 1, float(2**53 + 2), 10**400]),
)
values: st.SearchStrategy[Json] = st.one_of(
    numbers,
    numbers,
    st.sampled_from([float("nan"), float("inf"), float("-inf"), True, None, "text", [1], {}]),
    st.just({"_type": "image-file", "path": "blobs/0.png"}),
)
trees = st.dictionaries(st.sampled_from(PATHS), values, max_size=3).map(
    lambda flat: nest({path: flat[path] for path in flat if not has_relative(path, flat)})
)
changes = st.one_of(
    st.dictionaries(
        st.sampled_from(PATHS), st.one_of(values, st.just({"x": 1, "z": {"y": 2}})), max_size=2
    ).map(lambda change: {"set": change}),
    st.lists(st.sampled_from(PATHS), min_size=1, max_size=2).map(lambda gone: {"delete": gone}),
)
definitions = st.fixed_dictionaries(
    {"name": st.sampled_from(NAMES)},
    optional={
        "summary": st.lists(
            st.sampled_from([*sorted(STATISTICS), "copy", "none", " Min", "median"]), max_size=3
        ).map(",".join),
        "goal": st.sampled_from(["minimize", "maximize", None]),
        "overwrite": st.booleans(),
        "step_metric": st.sampled_from(PATHS),
        "hidden": st.booleans(),
    },
)


def has_relative(path: str, others: Any) -> bool:
    return any(f"{path}.".startswith(f"{other}.") and path != other for other in others)


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """What three writers wrote whose clocks tie: two that log, one that edits."""
    entries: list[Entry] = []
    for writer in (*LOGGING, "api-1"):
        t, step, seq = 100.0, 0, 0
        if writer in LOGGING:
            seq = 1
            entries.append((writer, 1, {"kind": "run", "t": t, "start": t, "name": writer}))
        for kind in draw(st.lists(st.sampled_from(KINDS[writer]), max_size=8)):
            t += draw(st.sampled_from([0.0, 0.0, 1.0]))
            record: dict[str, Json] = {"kind": kind, "t": t}
            if kind == "log":
                step += draw(st.sampled_from([0, 0, 1, 1, 2, -1]))
                record |= {"step": step, "commit": draw(st.booleans()), "data": draw(trees)}
                record |= draw(st.sampled_from([{}, {}, {"sync": True}]))
            elif kind == "metric":
                record |= draw(definitions)
            elif kind == "edit":
                record |= {"name": f"{writer} {t}", "summary": draw(changes)}
            else:
                record |= draw(changes)
            seq += 1
            entries.append((writer, seq, record))
        if writer in LOGGING and draw(st.booleans()):
            entries.append((writer, seq + 1, {"kind": "finish", "t": t, "exit": 0}))
    return entries


KINDS = {
    "w1": ("log", "log", "log", "log", "summary", "config", "metric"),
    "w2": ("log", "log", "log", "summary", "metric"),
    "api-1": ("summary", "edit", "metric"),
}


def told(entries: Sequence[Entry], fold: FoldState | None = None) -> Json:
    """What a run holds after these records. Of the same numbers sums are the same to 1e-12 only."""
    fold, history = fold or FoldState(UID), History()
    for entry in entries:
        fold.add(*entry)
        history.add(*entry)
    state = fold.to_json()
    for registers in state["keys"].values():
        registers.pop("rest", None)
    return rounded([state, fold.summary(), fold.config(), history.rows(), fold.step, fold.gaps])


def rounded(value: Json) -> Json:
    """In a form in which NaN is itself, -0 is not 0, and 1 is 1.0 only where it is a mean or a sum."""
    if isinstance(value, dict):
        return {
            key: approximately(part) if key in ("sum", "mean") else rounded(part)
            for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [rounded(part) for part in value]
    return repr(value) if isinstance(value, float) else value


def approximately(number: Json) -> Json:
    if type(number) not in (float, int):
        return rounded(number)
    return pytest.approx(number, rel=1e-12, abs=1e-9, nan_ok=True)


@given(journals(), st.randoms(use_true_random=False))
def test_neither_order_nor_repeats_make_a_difference(
    entries: list[Entry], chance: random.Random
) -> None:
    arrived = [*entries, *chance.sample(entries, len(entries) // 2)]
    chance.shuffle(arrived)
    assert told(arrived) == told(entries)


@given(journals(), st.randoms(use_true_random=False))
def test_neither_order_nor_repeats_make_a_difference_to_what_is_left_after_a_loss(
    entries: list[Entry], chance: random.Random
) -> None:
    writer = chance.choice(LOGGING)
    last = sum(who == writer for who, _, _ in entries)
    first = chance.randint(1, last)
    to = chance.randint(first, last)
    gap = {"kind": "gap", "t": 200.0, "writer": writer, "from": first, "to": to, "count": 1}
    kept = [e for e in entries if e[0] != writer or not first <= e[1] <= to]
    kept.append(("server-1", 1, {**gap, "reason": "disk full"}))
    arrived = [*kept, *chance.sample(kept, len(kept) // 2)]
    chance.shuffle(arrived)
    assert told(arrived) == told(kept)


@given(journals(), st.data())
def test_a_state_that_was_stored_at_any_point_goes_on_as_if_it_had_not_been(
    entries: list[Entry], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(entries)))
    base = FoldState(UID)
    for entry in entries[:cut]:
        base.add(*entry)
    stored = json.loads(json.dumps(base.to_json()))
    assert told(entries, FoldState.from_json(stored)) == told(entries)


@given(journals(), st.data())
def test_what_is_seen_of_a_journal_that_grows_is_what_was_called_until_then(
    entries: list[Entry], data: st.DataObject
) -> None:
    """Later records never change what earlier ones were, nor do they hold them up."""
    seen = data.draw(st.integers(0, len(entries)))
    fold = FoldState(UID)
    for entry in entries[:seen]:
        assert fold.add(*entry)
    before = told(entries[:seen])
    assert told((), fold)[:3] == before[:3]
    assert told(entries, fold)[:3] == told(entries)[:3]


@given(journals())
def test_the_value_that_stands_for_one_key_is_of_the_whole_summary(entries: list[Entry]) -> None:
    fold = FoldState(UID)
    for entry in entries:
        fold.add(*entry)
    stored = json.loads(json.dumps(fold.to_json()))
    summary = fold.summary()
    for path in (*stored["keys"], "never logged"):
        one, whole = plain_summary(stored, path), at(summary, path)
        operations = fold.metrics.of(path).ops & STATISTICS
        if isinstance(whole, dict) and whole and operations.issuperset(whole):
            assert rounded(one) in [rounded(value) for value in whole.values()], path
        elif isinstance(whole, dict) and whole and not is_leaf(whole):
            assert one is None, path
        else:
            assert rounded(one) == rounded(whole), path


def at(tree: Json, path: str) -> Json:
    for key in split_path(path):
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree
