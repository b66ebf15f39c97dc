"""What ``init`` makes of its arguments and the environment."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

import runside
from runside.sdk.names import new_id, new_name
from runside.sdk.settings import RunSettings, read_settings


def settings(**given: Any) -> RunSettings:
    """The settings of these arguments, the others being left out."""
    return read_settings(**given)


def test_without_anything_there_are_defaults() -> None:
    found = settings()
    assert found.project == "uncategorized"
    assert found.mode == "online"
    assert found.tags == ()
    assert len(found.id) == 8


def test_the_environment_fills_what_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "WANDB_PROJECT": "theirs",
        "RUNSIDE_PROJECT": "ours",
        "WANDB_ENTITY": "team",
        "WANDB_NAME": "calm",
        "WANDB_MODE": "dryrun",
        "WANDB_RUN_ID": "r1",
        "WANDB_RUN_GROUP": "g",
        "WANDB_JOB_TYPE": "train",
        "WANDB_TAGS": "a, b,a",
        "RUNSIDE_NOTES": "n",
    }.items():
        monkeypatch.setenv(name, value)
    found = settings()
    assert found.project == "ours"
    assert found.entity == "team"
    assert found.name == "calm"
    assert found.mode == "offline"
    assert (found.id, found.named) == ("r1", True)
    assert found.group == "g"
    assert found.job_type == "train"
    assert found.tags == ("a", "b")
    assert found.notes == "n"
    assert settings(project="mine", tags=["c"]).project == "mine"
    assert settings(tags=["c"]).tags == ("c",)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"project": "a/b"}, "project 'a/b' holds /"),
        ({"project": "p" * 129}, "at most 128 characters"),
        ({"project": " "}, "project must not be empty"),
        ({"project": 3}, "project must be a text, not int"),
        ({"id": "a:b"}, "id 'a:b' holds :"),
        ({"id": ""}, "id must not be empty"),
        ({"tags": ["x" * 65]}, "a tag is a text of 1 to 64"),
        ({"tags": [""]}, "a tag is a text"),
        ({"tags": [1]}, "a tag is a text"),
        ({"tags": [["a"]]}, "a tag is a text"),
        ({"mode": "on"}, "mode 'on' is none of online, offline, disabled"),
        ({"reinit": "often"}, "reinit 'often'"),
        ({"total_steps": 0}, "total_steps is at least 1"),
        ({"total_steps": 1.5}, "total_steps is the number of steps"),
        ({"total_steps": True}, "total_steps is the number of steps"),
        ({"name": 5}, "name must be a text, not int"),
        ({"notes": 5}, "notes must be a text, not int"),
        ({"group": 5}, "group must be a text, not int"),
        ({"tags": 5}, "tags are a list of texts, not 5"),
        ({"dir": 5}, "dir is the path of a folder, not 5"),
    ],
)
def test_what_means_nothing_is_refused_by_name(given: dict[str, Any], named: str) -> None:
    with pytest.raises(runside.UsageError, match=named):
        settings(**given)


def test_one_text_is_one_tag() -> None:
    assert settings(tags="baseline").tags == ("baseline",)


def test_arguments_that_are_not_heeded_are_named_in_one_warning() -> None:
    with pytest.warns(UserWarning, match=r"monitor_gym=, save_code= and") as warned:
        runside.init(monitor_gym=True, save_code=True, sync_tensorboard=False, anonymous=None)
    assert len(warned) == 1


def test_names_are_two_words_and_a_number_and_hardly_repeat() -> None:
    import random

    random.seed(0)
    first = {new_name() for _ in range(50)} | {new_id() for _ in range(50)}
    random.seed(0)
    second = {new_name() for _ in range(50)} | {new_id() for _ in range(50)}
    assert all(len(name.split("-")) == 3 for name in first if "-" in name)
    assert len(first & second) < 5


def test_making_names_leaves_the_users_random_numbers_alone() -> None:
    import random

    random.seed(0)
    expected = random.random()
    random.seed(0)
    new_name()
    new_id()
    assert random.random() == expected


def test_an_argument_counts_before_settings_and_these_before_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WANDB_PROJECT", "variable")
    monkeypatch.setenv("WANDB_MODE", "disabled")
    given = runside.Settings(project="settings", run_name="named", mode="offline")
    assert settings(settings=given, project="argument").project == "argument"
    assert settings(settings=given).project == "settings"
    assert settings(settings=given).name == "named"
    assert settings(settings=given).mode == "offline"
    assert settings().project == "variable"
    assert settings(settings={"run_group": "g"}).group == "g"


def test_an_empty_text_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_NAME", "named")
    monkeypatch.setenv("WANDB_PROJECT", "")
    assert settings(name="").name == "named"
    assert settings(name="", settings={"run_name": "set"}).name == "set"
    assert settings().project == "uncategorized"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("WANDB_MODE", "on", "WANDB_MODE: mode 'on' is none of"),
        ("RUNSIDE_PROJECT", "a/b", "RUNSIDE_PROJECT: project 'a/b' holds /"),
        ("WANDB_RUN_ID", "a:b", "WANDB_RUN_ID: id 'a:b' holds :"),
        ("WANDB_RESUME", "often", "WANDB_RESUME: resume 'often' is none of allow, must"),
        ("WANDB_TAGS", "x" * 65, "WANDB_TAGS: a tag is a text of 1 to 64"),
        ("WANDB_CONSOLE", "loud", "WANDB_CONSOLE: console 'loud' is none of"),
        ("WANDB_SILENT", "perhaps", "WANDB_SILENT: silent is True or False, not 'perhaps'"),
        ("WANDB_SAVE_CODE", "2", "WANDB_SAVE_CODE: save_code is True or False"),
        ("WANDB_DISABLED", "maybe", "WANDB_DISABLED: disabled is True or False"),
    ],
)
def test_a_variable_that_means_nothing_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(runside.UsageError) as refused:
        settings()
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("value", "meant"),
    [("true", "auto"), ("True", "auto"), ("false", None), ("must", "must"), ("", None)],
)
def test_resume_may_stand_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, value: str, meant: str | None
) -> None:
    monkeypatch.setenv("WANDB_RESUME", value)
    assert settings().resume == meant


def test_the_old_way_to_disable_is_heeded_where_no_mode_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WANDB_DISABLED", "true")
    assert settings().mode == "disabled"
    assert settings(mode="offline").mode == "offline"
    monkeypatch.setenv("WANDB_DISABLED", "false")
    assert settings().mode == "online"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"projct": "p"}, "Settings has no field 'projct'; did you mean 'project'?"),
        ({"quite_other": 1}, "Settings has no field 'quite_other'"),
        ({"silent": "perhaps"}, "Settings(silent=) is True or False, not 'perhaps'"),
        ({"mode": "on"}, "Settings(mode=) 'on' is none of online"),
        ({"init_timeout": "soon"}, "Settings(init_timeout=) is a number, not 'soon'"),
        ({"x_log_level": 1.5}, "Settings(x_log_level=) is an integer, not 1.5"),
        ({"run_tags": 5}, "Settings(run_tags=) is a list of texts, not 5"),
        ({"project": 5}, "Settings(project=) must be a text, not int"),
        ({"root_dir": 5}, "Settings(root_dir=) is a path, not 5"),
        ({"capture_loggers": [1]}, "Settings(capture_loggers=) is a dict, not [1]"),
        ({"x_stats_gpu_device_ids": 5}, "Settings(x_stats_gpu_device_ids=) is a list of integers"),
        ({"stop_fn": 5}, "Settings(stop_fn=) is a function, not 5"),
        ({"resume": "often"}, "Settings(resume=) 'often' is none of allow"),
    ],
)
def test_a_field_that_is_none_or_holds_what_it_cannot_is_refused_by_name(
    fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(runside.UsageError) as refused:
        runside.Settings(**fields)
    assert str(refused.value).startswith(said)
    with pytest.raises(runside.UsageError):
        settings(settings=fields)


def test_a_value_that_fits_its_field_may_still_mean_nothing_to_a_run() -> None:
    with pytest.raises(runside.UsageError, match=r"Settings\(run_id=\): id 'a:b' holds :"):
        settings(settings=runside.Settings(run_id="a:b"))
    with pytest.raises(runside.UsageError, match=r"settings is a runside\.Settings or a dict"):
        settings(settings=5)


def test_fields_of_every_version_are_taken_and_read() -> None:
    told = runside.Settings(
        start_method="thread",
        _disable_stats=True,
        x_disable_meta="true",
        init_timeout=300,
        root_dir=Path("place"),
        run_tags=["a"],
        base_url=None,
    )
    assert told.x_disable_stats is True
    assert told._disable_stats is True
    assert told.x_disable_meta is True
    assert told.init_timeout == 300.0
    assert (told.root_dir, told.run_tags, told.base_url) == ("place", ("a",), None)
    told.silent = 1
    assert told.silent is True
    with pytest.raises(runside.UsageError, match="no field 'other'"):
        told.other = 1
    with pytest.raises(AttributeError, match="no field 'other'"):
        _ = told.other


def test_fields_that_tune_what_is_not_here_are_silent_and_those_that_are_missed_are_named() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        quiet = runside.Settings(base_url="https://example.org", x_disable_stats=True)
        runside.init(settings=quiet).finish()
    with pytest.warns(UserWarning, match=r"Settings\(sync_tensorboard=\) and") as warned:
        runside.init(settings={"sync_tensorboard": True})
    assert len(warned) == 1


def test_settings_are_told_as_a_dict() -> None:
    told = runside.Settings(mode="offline", _disable_stats=True)
    assert told.model_dump(exclude_none=True) == {"mode": "offline", "x_disable_stats": True}
    assert told.model_dump()["project"] is None
    assert (told.files_dir, told.sync_dir, told.run_url) == (None, None, None)


def test_the_settings_of_a_run_say_where_its_files_are(here: Path) -> None:
    with runside.init(project="p", id="r") as run:
        assert run.sync_dir == run.settings.sync_dir == str(run.folder)
        assert run.settings.files_dir == run.dir
        assert run.starting_step == 0
        assert (run.settings._offline, run.settings._noop) == (False, False)
    again = runside.init(project="p", id="s", settings=run.settings, mode="offline")
    assert again.settings._offline
    assert again.sync_dir != run.sync_dir
    again.finish()
    disabled = runside.init(mode="disabled")
    assert disabled.settings._noop
    assert disabled.sync_dir is None
