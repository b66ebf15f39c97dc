"""``import runside as wandb`` has the names that programs written for W&B use, whoever imports what."""

from __future__ import annotations

import os
import sys
from types import ModuleType

import pytest

import runside
import runside as wandb
from runside.dropin.names import MODULES
from runside.sdk import active

INTERNAL = {"wandb_lib", "wandb_sdk"}


@pytest.mark.parametrize("name", sorted({*MODULES["wandb"], "errors", "plot"} - INTERNAL))
def test_a_name_of_the_package_is_there(name: str) -> None:
    assert hasattr(wandb, name)


def test_modules_are_there_by_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(wandb.util, ModuleType)
    assert len(wandb.util.generate_id()) == 8
    assert wandb.data_types.Image is wandb.Image
    monkeypatch.delenv("WANDB_PROJECT", raising=False)
    wandb.env.set_project("digits")
    assert os.environ.pop(wandb.env.PROJECT) == "digits"


def test_lines_for_the_user_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    wandb.termwarn("mind the gap")
    assert capsys.readouterr().err == "runside: WARNING mind the gap\n"


@pytest.mark.parametrize("name", ["sweep", "agent", "controller"])
def test_what_there_is_no_such_thing_of_says_so_when_it_is_called(name: str) -> None:
    with pytest.raises(runside.UsageError, match="is not here: "):
        getattr(wandb, name)({})


def test_a_part_that_is_not_there_yet_names_the_alternative() -> None:
    with pytest.raises(AttributeError, match=r"runside\.xgboost is not here yet: call run\.log"):
        _ = wandb.xgboost


@pytest.mark.parametrize("name", ["lgo", "wandb_sdk", "__wrapped__", "_repr_html_"])
def test_what_nobody_has_is_an_attribute_error_of_runside(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'runside' has no attribute '{name}'"):
        getattr(wandb, name)


def test_messages_go_on_to_name_runside() -> None:
    assert wandb.util.generate_id()
    assert "wandb" not in sys.modules
    assert active.as_called("runside.log()") == "runside.log()"
