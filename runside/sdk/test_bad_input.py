"""What no call can keep, and what only looks like it: each has its row here.

A row either names what was wrong and what to do, or is kept exactly. What was logged before is whole in either case.
"""

from __future__ import annotations

import argparse
import math
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import runside
from runside.sdk.conftest import Kept
from runside.sdk.payloads import MOST_BYTES, MOST_VALUES
from runside.sdk.run import Run

Read = Callable[[Run], Kept]


@pytest.fixture
def run(kept: Read) -> Iterator[Run]:
    """A run with a row, which is still there, with every line good, when the test is over."""
    run = runside.init(project="digits", id="a1", config={"lr": 0.1})
    run.log({"before": 1.5})
    yield run
    if not run.finished:
        run.log({"after": 2.5})
    rows = kept(run).rows  # fails where a line is bad
    assert {"_step": 0, "before": 1.5} in rows
    assert run.finished or rows[-1].items() >= {"after": 2.5}.items()


def in_itself(kind: type) -> Any:
    value: Any = kind()
    if kind is dict:
        value["again"] = value
    else:
        value.append(value)
    return value


def deep(levels: int, wrap: Callable[[Any], Any]) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = wrap(value)
    return value


class Unreadable:
    """An array that cannot be read."""

    def __array__(self, *_: object, **__: object) -> Any:
        raise OSError("the file behind it is gone")


REFUSED: dict[str, tuple[Any, str]] = {
    "no mapping: a list": ([("a", 1)], r"takes a dict of names and values, not list"),
    "no mapping: a number": (3, r"takes a dict of names and values, not int"),
    "no mapping: None": (None, r"takes a dict of names and values, not NoneType"),
    "no mapping: a text": ("loss", r"takes a dict of names and values, not str"),
    "a key that is an int": ({"a": 1, 7: 2}, r"the name 7 is int, not a text"),
    "a key that is None": ({None: 2}, r"the name None is NoneType, not a text"),
    "a key that is a tuple": ({("a", "b"): 2}, r"the name \('a', 'b'\) is tuple, not a text"),
    "a key that is empty": ({"": 2}, r"a name must not be empty"),
    "an object": ({"a": object()}, r"cannot keep 'a': it is object\. Kept are numbers, text"),
    "a lock deep inside": (
        {"a": {"b": [1, {"c": threading.Lock()}]}},
        r"cannot keep 'a\.b\[1\]\.c': it is _thread\.lock",
    ),
    "a function": ({"f": len}, r"cannot keep 'f': it is builtin_function_or_method"),
    "a class": ({"f": dict}, r"cannot keep 'f': it is type"),
    "an array that cannot be read": (
        {"x": Unreadable()},
        r"cannot keep 'x': it is .*Unreadable and cannot be read: the file behind it is gone",
    ),
    "a dict in itself": ({"a": in_itself(dict)}, r"nested more than 64 deep, or in itself"),
    "a list in itself": ({"a": in_itself(list)}, r"nested more than 64 deep, or in itself"),
    "data in itself": (in_itself(dict), r"'again.*nested more than 64 deep, or in itself"),
    "dicts 1,000 deep": ({"a": deep(1000, lambda x: {"a": x})}, r"'a\.a\.a'.* nested more than 64"),
    "lists 1,000 deep": ({"a": deep(1000, lambda x: [x])}, r"'a\[0\]\[0\]'.* nested more than 64"),
    "dicts 100,000 deep": ({"a": deep(100_000, lambda x: {"a": x})}, r"nested more than 64"),
    "an int of 5,000 digits": ({"a": 10**5000}, r"cannot keep 'a': it is an int of 16610 bits"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_kept_is_named_and_logs_nothing(run: Run, kept: Read, case: str) -> None:
    data, message = REFUSED[case]
    with pytest.raises(runside.LogError, match=message) as caught:
        run.log(data)
    assert "Nothing of this call was kept" in str(caught.value)
    assert str(caught.value).startswith("runside.log()")
    assert run.step == 1
    assert len(kept(run).rows) == 1


def test_a_text_of_100_mib_belongs_into_a_file(run: Run) -> None:
    # As the last value of its key it would be written and sent with the state of the run again and again.
    text = "x" * (100 << 20)
    for data in ({"a": 1, "report": text}, {"a": {"b": [text]}}):
        with pytest.raises(runside.LogError, match=r"at most 16 MiB at once.*100\.0 MiB") as caught:
            run.log(data)
        assert "run.save()" in str(caught.value)
    for change in (run.config, run.summary):
        with pytest.raises(runside.LogError, match=r"at most 16 MiB at once.*in 'report'"):
            change["report"] = text
        assert "report" not in change


def test_a_text_that_just_fits_is_kept(run: Run, kept: Read) -> None:
    text = "x" * (MOST_BYTES - 1000)
    run.log({"report": text})
    assert kept(run).rows[1]["report"] == text


def test_a_million_keys_at_once_belong_into_a_table(run: Run) -> None:
    million = {f"key {number}": number for number in range(1_000_000)}
    for data in (million, {"tree": million}):
        with pytest.raises(
            runside.LogError, match=r"100,000 values at once, and these are 1,000,000"
        ) as caught:
            run.log(data)
        assert "runside.Table" in str(caught.value)


def test_a_hundred_thousand_keys_at_once_are_kept(run: Run, kept: Read) -> None:
    data = {f"key {number}": number for number in range(MOST_VALUES)}
    run.log(data)
    assert kept(run).rows[1] == {"_step": 1, **data}


KEPT: dict[str, dict[str, Any]] = {
    "a key of 10,000 characters": {"k" * 10_000: 1},
    "a dict 60 deep": {"a": deep(60, lambda x: {"a": x})},
    "lone surrogates": {"\ud800": "\udfff", "a": {"\udc00": ["\ud83d"]}},
    "NUL": {"a\0b": "c\0d"},
    "control characters, newlines, quotes": {'\n\r\t"\\\x7f\u2028': "\n\x01\u2029"},
    "ints beyond 2^53, 2^64 and 2^1000": {
        "a": 2**53 + 1,
        "b": -(2**63) - 1,
        "c": 2**64,
        "d": 2**1000,
    },
    "infinities": {"a": math.inf, "b": -math.inf, "c": [math.inf, 1]},
    "denormals and the greatest": {"a": 5e-324, "b": 2.2e-308, "c": 1.7976931348623157e308},
    "keys like Python's and ours": {"__proto__": 1, "constructor": 2, "$number": 3, "%s": 4},
    "keys that differ in case": {"Loss": 1, "loss": 2},
    "names with dots, slashes, stars": {"a.b": 1, "a/b/": 2, "/": 3, "*": 4, "..": 5},
    "an empty list, an empty text": {"a": [], "b": ""},
    "bools": {"a": True, "b": [False, None]},
}


@pytest.mark.parametrize("case", KEPT)
def test_what_is_odd_is_kept_exactly(run: Run, kept: Read, case: str) -> None:
    run.log(KEPT[case])
    assert kept(run).rows[1] == {"_step": 1, **KEPT[case]}


def test_every_bit_of_a_float_is_kept(run: Run, kept: Read) -> None:
    for value in (-0.0, 0.0, 5e-324, -5e-324, 0.1 + 0.2, math.nextafter(1, 2)):
        run.log({"x": value, "y": [value]})
        row = kept(run).rows[-1]
        for read in (row["x"], row["y"][0]):
            assert struct.pack("d", read) == struct.pack("d", value)


def test_nan_is_kept_as_such(run: Run, kept: Read) -> None:
    run.log({"x": math.nan, "y": [math.nan, {"z": math.nan}]})
    row = kept(run).rows[1]
    assert math.isnan(row["x"])
    assert math.isnan(row["y"][0])
    assert math.isnan(row["y"][1]["z"])


def test_nested_keys_that_are_no_texts_become_such(run: Run, kept: Read) -> None:
    run.log({"a": {1: 1, None: 2, (1, 2): 3, 0.5: 4}})
    assert kept(run).rows[1]["a"] == {"1": 1, "None": 2, "(1, 2)": 3, "0.5": 4}


@pytest.mark.parametrize("step", [True, False, 1.0, math.nan, "1", b"1", [1], 2**53 + 1, -(2**60)])
def test_a_step_that_is_none_is_named(run: Run, kept: Read, step: Any) -> None:
    with pytest.raises(runside.LogError, match=r"runside\.log\(\): step .*(integer|beyond)"):
        run.log({"a": 1}, step=step)
    assert len(kept(run).rows) == 1


def test_a_negative_step_is_kept_with_a_warning_that_names_it(run: Run, kept: Read) -> None:
    with pytest.warns(UserWarning, match=r"log\(step=-3\): a negative step is kept as that row"):
        run.log({"a": 1}, step=-3)
    assert {"_step": -3, "a": 1} in kept(run).rows


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "a*b"}, r"\* that is not at its end"),
        ({"name": ""}, "name is a text that is not empty"),
        ({"name": "a", "summary": "average"}, "'average' is none of min, max, mean"),
        ({"name": "a", "summary": "best"}, "needs goal="),
    ],
)
def test_a_definition_that_means_nothing_is_named(
    run: Run, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(runside.Error, match=message):
        run.define_metric(**given)


def test_a_config_value_that_changes_is_named_with_what_to_do(run: Run, kept: Read) -> None:
    with pytest.raises(runside.ConfigError, match="lr") as caught:
        run.config.update({"lr": 0.2})
    assert "allow_val_change" in str(caught.value)
    assert run.config["lr"] == 0.1
    run.config.update(argparse.Namespace(lr=0.3), allow_val_change=True)
    assert kept(run).fold.config() == {"lr": 0.3}


def test_before_init_and_after_finish_say_what_to_do(run: Run) -> None:
    run.finish()
    with pytest.raises(
        runside.UsageError, match=r"is finished.*runside\.init\(\) begins a new run"
    ):
        run.log({"a": 1})
    with pytest.raises(runside.Error, match=r"You must call runside\.init\(\) before runside\.log"):
        runside.log({"a": 1})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"resume": "sometimes"}, "resume"),
        *(({"id": f"a{character}b"}, "id") for character in ":;,#?/'"),
        *(({"project": f"a{character}b"}, "project") for character in "/\\#?%:"),
        ({"id": ""}, "id"),
        ({"id": 5}, "id"),
        ({"tags": ["x" * 65]}, "tag"),
        ({"mode": "sometimes"}, "mode"),
        ({"total_steps": -1}, "total_steps"),
    ],
)
def test_an_init_that_means_nothing_names_its_argument_and_leaves_the_run_that_is_there(
    run: Run, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(runside.UsageError, match=message):
        runside.init(**{"project": "other", "reinit": "finish_previous", **given})
    assert not run.finished


def test_a_folder_that_cannot_be_written_is_named_and_training_goes_on(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "file").write_text("in the way")
    run = runside.init(dir=here / "file" / "below")
    run.log({"a": 1})
    run.finish()
    said = capsys.readouterr().err
    assert str(here / "file") in said
    assert "RUNSIDE_DIR" in said
    assert "training goes on" in said
