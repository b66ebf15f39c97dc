from __future__ import annotations

import datetime
import io
import json
import math
from pathlib import PurePosixPath

import numpy as np
import pytest

from runside.dropin import terminal
from runside.dropin.utilities import (
    generate_id,
    get_module,
    json_dump_safer,
    json_dumps_safer,
    make_artifact_name_safe,
)


def test_ids_are_lower_case_letters_and_digits_and_do_not_repeat() -> None:
    ids = {generate_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(one) == 8 and one.isalnum() and one == one.lower() for one in ids)
    assert len(generate_id(16)) == 16


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"a": np.float32(0.5), "b": np.arange(2)}, {"a": 0.5, "b": [0, 1]}),
        ({1: {None: {3}}}, {"1": {"None": [3]}}),
        ({np.int64(2): (b"caf\xc3\xa9",)}, {"2": ["café"]}),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (PurePosixPath("a/b"), "a/b"),
    ],
)
def test_json_takes_what_json_itself_does_not(value: object, kept: object) -> None:
    assert json.loads(json_dumps_safer(value)) == kept


def test_json_keeps_what_is_not_finite_and_takes_the_options_of_json() -> None:
    assert math.isnan(json.loads(json_dumps_safer(math.nan)))
    assert json_dumps_safer({"b": 1, "a": 2}, sort_keys=True, indent=None) == '{"a": 2, "b": 1}'
    file = io.StringIO()
    json_dump_safer([np.int8(1)], file)
    assert file.getvalue() == "[1]"


def test_names_of_artifacts_are_made_safe() -> None:
    assert make_artifact_name_safe("model/a b:é") == "model_a_b__"
    long = make_artifact_name_safe("x" * 100 + "y" * 100)
    assert len(long) == 128
    assert (long[0], long[-1]) == ("x", "y")


def test_a_module_that_is_not_there_is_none_or_an_error_with_the_message() -> None:
    assert get_module("json") is json
    assert get_module("no_such_module_here") is None
    with pytest.raises(ImportError, match="install it"):
        get_module("no_such_module_here", required="install it")


def test_a_line_for_the_terminal_is_told_and_once_where_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_told", set())
    terminal.termlog("hello")
    terminal.termwarn("mind", repeat=False)
    terminal.termwarn("mind", repeat=False)
    terminal.termerror("broken")
    assert capsys.readouterr().err.split("\n") == [
        "runside: hello",
        "runside: WARNING mind",
        "runside: ERROR broken",
        "",
    ]
    monkeypatch.setenv("WANDB_SILENT", "true")
    terminal.termlog("hello")
    assert capsys.readouterr().err == ""
