"""What a run that is read says of itself, by the names that W&B gives it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import runside
from runside.api import Api, Run
from runside.api.conftest import WriteRun
from runside.journal import create_run


@pytest.fixture
def run(write_run: WriteRun, tmp_path: Path) -> Run:
    write_run("r", [{"n": 3, "d": {"x": 1.5}}, {"n": 4}])
    return Api(tmp_path).run("p/r")


def test_the_summary_has_its_values_as_attributes_and_as_a_plain_dict(run: Run) -> None:
    assert run.summary.n == 4
    assert run.summary.d == {"x": 1.5}
    assert run.summary._json_dict == {"n": 4, "d": {"x": 1.5}}
    assert not hasattr(run.summary, "nothing")


def test_it_says_when_it_began_and_when_its_last_record_was_written(run: Run) -> None:
    assert run.created_at == "1970-01-01T00:00:01.000000Z"
    assert run.heartbeat_at == "2001-09-09T01:46:40.000000Z"


@pytest.mark.parametrize(("age", "state"), [(0.0, "running"), (60.0, "not heard from")])
def test_of_what_nothing_can_be_read_is_not_heard_from_once_something_should_be(
    tmp_path: Path, age: float, state: str
) -> None:
    create_run(tmp_path, "p", "empty", start=time.time() - age)
    empty = Api(tmp_path).run("p/empty")
    assert (empty.state, empty.heartbeat_at) == (state, None)


def test_the_default_entity_is_what_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RUNSIDE_ENTITY", "WANDB_ENTITY"):
        monkeypatch.delenv(name, raising=False)
    assert Api(tmp_path).default_entity is None
    monkeypatch.setenv("WANDB_ENTITY", "lab")
    assert Api(tmp_path).default_entity == "lab"


def test_a_run_has_the_artifacts_that_it_logged_first(tmp_path: Path) -> None:
    for run_id, texts in {"one": ["a", "b"], "two": ["a", "c"]}.items():
        with runside.init(project="p", id=run_id, dir=tmp_path) as writing:
            for text in texts:
                artifact = runside.Artifact("data", type="dataset")
                with artifact.new_file("data.txt") as file:
                    file.write(text)
                writing.log_artifact(artifact)
    api = Api(tmp_path)
    logged = {name: [a.name for a in api.run(name).logged_artifacts()] for name in ("one", "two")}
    assert logged == {"one": ["data:v0", "data:v1"], "two": ["data:v2"]}


def test_whether_there_is_an_artifact_is_asked_without_an_error(tmp_path: Path) -> None:
    with runside.init(project="p", dir=tmp_path) as writing:
        writing.log_artifact(runside.Artifact("numbers", type="dataset"))
    api = Api(tmp_path)
    assert api.artifact_exists("p/numbers:v0", type="dataset")
    assert not api.artifact_exists("p/numbers:v1")
    assert not api.artifact_exists("p/numbers", type="model")
