"""Config: where it may come from, how it changes, and what of it is on disk."""

from __future__ import annotations

import argparse
import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import runside
from runside.sdk.config import Config
from runside.sdk.conftest import Kept
from runside.sdk.run import Run

Read = Callable[[Run], Kept]


class Flags:
    """As absl's ``FLAGS``."""

    def flag_values_dict(self) -> dict[str, object]:
        return {"lr": 0.1}


@pytest.mark.parametrize(
    "source",
    [{"lr": 0.1}, argparse.Namespace(lr=0.1), SimpleNamespace(lr=0.1), Flags()],
    ids=["dict", "argparse", "object", "absl"],
)
def test_config_comes_from_whatever_has_names_and_values(source: object, kept: Read) -> None:
    run = runside.init(config=source)
    assert run.config.as_dict() == {"lr": 0.1}
    assert kept(run).fold.config() == {"lr": 0.1}


def test_config_comes_from_a_yaml_file_also_of_wandb(here: Path) -> None:
    (here / "config.yaml").write_text(
        "wandb_version: 1\nlr: 0.1\nnet:\n  depth: 3\nseed:\n  desc: why\n  value: 7\n"
    )
    run = runside.init(config="config.yaml")
    assert run.config.as_dict() == {"lr": 0.1, "net": {"depth": 3}, "seed": 7}


def test_a_config_file_that_cannot_be_read_is_named(here: Path) -> None:
    (here / "list.yaml").write_text("- 1\n")
    for file, expected in {"missing.yaml": "cannot be read", "list.yaml": "no names"}.items():
        with pytest.raises(runside.UsageError, match=f"{file}.*{expected}"):
            runside.init(config=file)


def test_a_config_of_another_run_can_be_handed_on() -> None:
    first = runside.init(config={"net": {"depth": 3}})
    second = runside.init(config=first.config, reinit="create_new")
    assert second.config.as_dict() == {"net": {"depth": 3}}


def test_config_is_set_by_item_attribute_and_update_and_kept_at_once(kept: Read) -> None:
    run = runside.init(config={"lr": 0.1})
    run.config["a"] = 1
    run.config.b = {"c": (1, 2)}
    run.config.update({"d.e": np.float32(2)}, f=None)
    run.config.setdefaults({"a": 9, "g": 3})
    expected = {"lr": 0.1, "a": 1, "b": {"c": [1, 2]}, "d.e": 2.0, "f": None, "g": 3}
    assert run.config.as_dict() == expected
    assert kept(run).fold.config() == expected


def test_a_name_can_be_taken_out_again(kept: Read) -> None:
    run = runside.init(config={"lr": 0.1, "a": 1, "b": 2})
    del run.config["a"]
    del run.config.b
    assert run.config.as_dict() == kept(run).fold.config() == {"lr": 0.1}
    with pytest.raises(AttributeError, match="the config has no 'b'"):
        del run.config.b


def test_config_is_read_like_a_mapping() -> None:
    run = runside.init(config={"lr": 0.1, "net": {"depth": 3}})
    assert run.config["lr"] == run.config.lr == run.config.get("lr") == 0.1
    assert run.config.get("missing", 5) == 5
    assert "lr" in run.config
    assert "missing" not in run.config
    assert list(run.config.keys()) == ["lr", "net"]
    assert dict(**run.config) == dict(run.config.items()) == {"lr": 0.1, "net": {"depth": 3}}
    assert run.config.net.depth == 3
    with pytest.raises(AttributeError, match="missing"):
        _ = run.config.missing


def test_a_changed_value_raises_in_a_script_and_sets_nothing(kept: Read) -> None:
    run = runside.init(config={"lr": 0.1})
    with pytest.raises(runside.ConfigError, match=r"'lr' is 0\.1 and would become 0\.2"):
        run.config.update({"new": 1, "lr": 0.2})
    assert run.config.as_dict() == kept(run).fold.config() == {"lr": 0.1}
    run.config.update({"lr": 0.1, "nan": float("nan")})
    run.config.update({"nan": float("nan")})
    run.config.update({"lr": 0.2}, allow_val_change=True)
    assert kept(run).fold.config()["lr"] == 0.2


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ((1, 2), [1, 2]),
        (1, 1.0),
        (0.5, np.float32(0.5)),
        ([1, {"a": float("nan")}], (np.int64(1), {"a": np.float64("nan")})),
        (Path("a/b"), "a/b"),
        (np.arange(40), list(range(40))),
        ({"a": {1: "x"}}, {"a": {"1": "x"}}),
    ],
)
def test_setting_an_equal_value_again_is_no_change(first: object, again: object) -> None:
    run = runside.init(config={"key": first})
    run.config.update({"key": again})
    run.config["key"] = first
    with pytest.raises(runside.ConfigError, match=r"'key' is .* and would become 'another'"):
        run.config.key = "another"


def test_an_equal_value_of_another_type_is_kept_as_it_was_set_last(kept: Read) -> None:
    run = runside.init(config={"n": 1})
    run.config.n = 1.0
    assert type(run.config.n) is type(kept(run).fold.config()["n"]) is float


def test_an_equal_value_writes_nothing(kept: Read) -> None:
    run = runside.init(config={"n": 1, "sizes": (1, 2)})
    before = len(kept(run).records)
    run.config.update({"n": 1, "sizes": [1, 2]})
    assert len(kept(run).records) == before


def test_several_sources_are_set_as_one_or_not_at_all() -> None:
    run = runside.init(config={"lr": 0.1})
    with pytest.raises(runside.ConfigError):
        run.config.update({"a": 1}, {"lr": 0.2})
    assert run.config.as_dict() == {"lr": 0.1}
    run.config.update({"lr": 0.3, "a": 1}, argparse.Namespace(lr=0.1), b=2)
    assert run.config.as_dict() == {"lr": 0.1, "a": 1, "b": 2}


def test_changes_may_be_allowed_by_position_and_come_from_another_config() -> None:
    first = runside.init(config={"lr": 0.1})
    second = runside.init(config={"lr": 0.2, "net": {"depth": 1}}, reinit="create_new")
    first.config.update(second.config, True)
    assert first.config.as_dict() == {"lr": 0.2, "net": {"depth": 1}}
    with pytest.raises(runside.ConfigError):
        first.config.update({"lr": 0.3}, False)


def test_config_is_kept_whenever_it_is_set(kept: Read) -> None:
    run = runside.init()
    for step in range(100):
        run.log({"loss": step})
    run.config["late"] = 1
    run.log({"loss": 0})
    run.config.later = 2
    run.finish()
    assert kept(run).fold.config() == {"late": 1, "later": 2}
    with pytest.raises(runside.UsageError, match="config"):
        run.config["too_late"] = 3


def test_arrays_are_kept_whole_and_objects_as_their_text(kept: Read) -> None:
    weights = np.arange(100.0).reshape(4, 25)
    run = runside.init(config={"weights": weights, "act": np.tanh, "kind": Run, "none": None})
    expected = {"weights": weights.tolist(), "act": "tanh", "kind": "Run", "none": None}
    assert run.config.as_dict() == kept(run).fold.config() == expected


def test_media_are_refused(kept: Read) -> None:
    run = runside.init()
    for medium in (
        runside.Image(np.zeros((2, 2))),
        runside.Histogram([1]),
        [runside.Histogram([1])],
    ):
        with pytest.raises(
            TypeError, match=r"runside\.config cannot keep 'm': .* are logged, not conf"
        ):
            run.config["m"] = medium
    assert kept(run).fold.config() == {}


def test_a_list_that_was_read_can_be_changed_without_changing_the_config() -> None:
    run = runside.init(config={"sizes": [1, 2]})
    run.config.sizes.append(3)
    run.config["sizes"].append(3)
    dict(run.config)["sizes"].append(3)
    assert run.config.as_dict() == {"sizes": [1, 2]}


def test_init_may_allow_changes() -> None:
    run = runside.init(config={"lr": 0.1}, allow_val_change=True)
    run.config.lr = 0.2
    assert run.config.lr == 0.2


def test_setting_inside_a_nested_value_is_kept(kept: Read) -> None:
    run = runside.init(config={"net": {"depth": 3, "old": 1}})
    run.config["net"]["width"] = 8
    run.config.net.sizes = {"a": 1}
    run.config.net.sizes["b"] = 2
    del run.config["net"]["old"]
    expected = {"net": {"depth": 3, "width": 8, "sizes": {"a": 1, "b": 2}}}
    assert run.config.as_dict() == expected
    assert kept(run).fold.config() == expected
    with pytest.raises(runside.ConfigError, match=r"net\.depth"):
        run.config["net"]["depth"] = 4


def test_a_tree_that_is_set_takes_the_place_of_the_old_one(kept: Read) -> None:
    run = runside.init(config={"net": {"depth": 3}}, allow_val_change=True)
    run.config.net = {"width": 4}
    assert run.config.as_dict() == kept(run).fold.config() == {"net": {"width": 4}}


def test_nested_values_are_dicts_to_all_who_ask() -> None:
    run = runside.init(config={"net": {"depth": 3}})
    net = run.config.net
    assert isinstance(net, dict)
    assert json.dumps(net) == '{"depth": 3}'
    copied = copy.deepcopy(net)
    copied["depth"] = 4
    assert run.config.net.depth == 3


@pytest.mark.parametrize("dump", ["dump", "safe_dump"])
def test_a_config_is_written_as_yaml_that_init_reads(here: Path, dump: str) -> None:
    yaml = pytest.importorskip("yaml")
    run = runside.init(config={"lr": 0.1, "net": {"depth": 3, "inner": {"a": [1]}}})
    (here / "config.yaml").write_text(getattr(yaml, dump)(dict(run.config)))
    run.finish()
    assert runside.init(config="config.yaml").config == run.config


def test_as_dict_is_a_copy() -> None:
    run = runside.init(config={"net": {"depth": 3}})
    run.config.as_dict()["net"]["depth"] = 4
    assert run.config.net.depth == 3


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda config: pickle.loads(pickle.dumps(config))]
)
def test_a_copy_is_read_alike_and_belongs_to_no_run(copied: Any, kept: Read) -> None:
    """Trainers that hold it are copied; workers of multiprocessing are given it."""
    run = runside.init(config={"lr": 0.1, "net": {"depth": 2}})
    other = copied(run.config)
    assert isinstance(other, Config)
    assert other == run.config
    other.lr = 0.2
    other.net.depth = 3
    assert (other.lr, other["net"]) == (0.2, {"depth": 3})
    assert run.config.as_dict() == kept(run).fold.config() == {"lr": 0.1, "net": {"depth": 2}}


@pytest.mark.parametrize("source", [3, [1], Run])
def test_what_has_no_names_is_no_config(source: Any) -> None:
    with pytest.raises(runside.UsageError, match="config is a dict"):
        runside.init(config=source)
