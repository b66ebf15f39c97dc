"""Config and summary behave as the dicts that they show, and what is on disk is what they show."""

from __future__ import annotations

import copy
from collections.abc import MutableMapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import runside
from runside.fold import FoldState
from runside.journal import JournalReader, loads, writers
from runside.sdk.run import Run

KEYS = st.sampled_from(["a", "b", "a.b", "$c", "\\"])
LEAVES = st.one_of(st.none(), st.integers(-3, 3), st.text(max_size=2), st.lists(st.integers(0, 9)))
VALUES = st.recursive(LEAVES, lambda inner: st.dictionaries(KEYS, inner, max_size=3), max_leaves=6)
OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["set", "update", "delete"]), st.lists(KEYS, max_size=2), KEYS, VALUES
    ),
    max_size=12,
)


def apply(operations: Any, place: Any) -> None:
    """Do the same to whatever behaves as a dict; what is not there is passed over."""
    for what, outer, key, value in operations:
        inner: Any = place
        for part in outer:
            inner = (
                inner.get(part) if isinstance(inner, (dict, MutableMapping, type(place))) else None
            )
        if inner is None or not hasattr(inner, "keys"):
            continue
        if what == "set":
            inner[key] = copy.deepcopy(value)
        elif what == "update":
            inner.update({key: copy.deepcopy(value), "also": 1})
        elif key in inner:
            del inner[key]


def on_disk(run: Run) -> FoldState:
    state = FoldState("0" * 32)
    folder = run._folder
    assert folder is not None
    for writer in writers(folder):
        for line in JournalReader(folder, writer).read():
            if line.seq:
                state.add(writer, line.seq, loads(line.payload))
    return state


FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(operations=OPERATIONS)
def test_config_is_the_dict_that_it_shows(operations: Any) -> None:
    plain: dict[str, Any] = {}
    apply(operations, plain)
    with runside.init(allow_val_change=True, reinit="create_new") as run:
        apply(operations, run.config)
        assert run.config.as_dict() == plain
        assert on_disk(run).config() == plain


@FEW
@given(operations=OPERATIONS)
def test_summary_is_the_dict_that_it_shows(operations: Any) -> None:
    plain: dict[str, Any] = {}
    apply(operations, plain)
    with runside.init(reinit="create_new") as run:
        apply(operations, run.summary)
        assert dict(run.summary) == plain


@FEW
@given(config=st.dictionaries(KEYS, VALUES, max_size=4))
def test_a_config_given_to_init_is_on_disk_as_it_is(config: dict[str, Any]) -> None:
    with runside.init(config=config, reinit="create_new") as run:
        assert on_disk(run).config() == run.config.as_dict() == config
