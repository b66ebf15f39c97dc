"""What ``init`` makes of its arguments and the environment."""

from __future__ import annotations

from typing import Any

import pytest

import runside
from runside.sdk.names import new_id, new_name
from runside.sdk.settings import Settings, read_settings


def settings(**given: Any) -> Settings:
    """The settings of these arguments, the others being left out."""
    names = [
        "project",
        "name",
        "notes",
        "tags",
        "group",
        "job_type",
        "id",
        "dir",
        "mode",
        "reinit",
        "entity",
        "total_steps",
    ]
    return read_settings(**{**dict.fromkeys(names), **given})


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
    with pytest.warns(UserWarning, match=r"resume=, save_code=") as warned:
        runside.init(resume="allow", save_code=True, sync_tensorboard=False, anonymous=None)
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
