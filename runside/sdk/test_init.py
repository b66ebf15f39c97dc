"""The arguments of ``init``, what is called before it, and what other programs ask of the run that it gives."""

from __future__ import annotations

import json
import pickle
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import runside
from runside.sdk import active
from runside.sdk.conftest import Kept

Read = Callable[..., Kept]
Script = Callable[..., "subprocess.CompletedProcess[str]"]

BEFORE: dict[str, Callable[[], Any]] = {
    "runside.log()": lambda: runside.log({"a": 1}),
    "runside.define_metric()": lambda: runside.define_metric("a"),
    "runside.watch()": lambda: runside.watch(None),
    "runside.unwatch()": lambda: runside.unwatch(),
    "runside.save()": lambda: runside.save("*.txt"),
    "runside.alert()": lambda: runside.alert("title"),
    "runside.log_artifact()": lambda: runside.log_artifact("file"),
    "runside.use_artifact()": lambda: runside.use_artifact("name"),
    "runside.log_model()": lambda: runside.log_model("file"),
    "runside.restore()": lambda: runside.restore("file"),
    "runside.config.update": lambda: runside.config.update({"a": 1}),
    "runside.config.lr": lambda: runside.config.lr,
    "runside.config['lr']": lambda: runside.config["lr"],
    "runside.config.depth": lambda: setattr(runside.config, "depth", 1),
    "runside.config['depth']": lambda: runside.config.__setitem__("depth", 1),
    "runside.summary.loss": lambda: runside.summary.loss,
    "runside.summary['loss']": lambda: runside.summary["loss"],
    "runside.summary.update": lambda: runside.summary.update({"loss": 1}),
    "runside.summary['best']": lambda: runside.summary.__setitem__("best", 1),
    "runside.summary.best": lambda: delattr(runside.summary, "best"),
    "runside.summary": lambda: len(runside.summary),
    "runside.config": lambda: "lr" in runside.config,
}


@pytest.mark.parametrize("call", BEFORE)
def test_before_init_each_call_says_that_init_comes_first(call: str) -> None:
    with pytest.raises(runside.Error) as refused:
        BEFORE[call]()
    assert str(refused.value) == f"You must call runside.init() before {call}"


def test_the_message_names_the_package_as_the_program_does() -> None:
    active.speak_as("wandb")
    try:
        with pytest.raises(runside.Error) as refused:
            runside.log({"a": 1})
    finally:
        active.speak_as("runside")
    assert str(refused.value) == "You must call wandb.init() before wandb.log()"


def test_before_init_there_is_no_run_and_nothing_to_finish() -> None:
    assert runside.run is None
    runside.finish()
    runside.teardown()


def test_each_argument_arrives(kept: Read, here: Path) -> None:
    run = runside.init(
        project="digits",
        name="calm",
        config={"lr": 0.1},
        notes="why",
        tags=("a", "b", "a"),
        group="g",
        job_type="train",
        id="r1",
        resume="allow",
        dir=here / "place",
        mode="offline",
        reinit="create_new",
        settings={"console": "off", "silent": True},
        entity="team",
        save_code=False,
        allow_val_change=True,
        total_steps=10,
        sync_tensorboard=False,
    )
    record = kept(run).records[0]
    expected = {
        "project": "digits",
        "name": "calm",
        "notes": "why",
        "tags": ["a", "b"],
        "group": "g",
        "job_type": "train",
        "id": "r1",
        "mode": "offline",
        "entity": "team",
        "total_steps": 10,
    }
    assert record.items() >= expected.items()
    assert run.folder == here / "place/runside-runs/digits/r1"
    run.config.lr = 0.2
    assert (run.group, run.job_type, run.entity, run.offline) == ("g", "train", "team", True)


def test_positions_are_project_name_config() -> None:
    run = runside.init("digits", "calm", {"lr": 0.1})
    assert (run.project, run.name, run.config.lr) == ("digits", "calm", 0.1)


def test_names_of_the_config_may_be_chosen_or_left_out(here: Path) -> None:
    given = {"a": 1, "b": 2, "c": 3}
    assert dict(runside.init(config=given, config_exclude_keys=["b"]).config) == {"a": 1, "c": 3}
    runside.finish()
    assert dict(runside.init(config=given, config_include_keys=["b"]).config) == {"b": 2}
    runside.finish()
    with pytest.raises(runside.UsageError, match="one of them, not both"):
        runside.init(config=given, config_include_keys=["b"], config_exclude_keys=["a"])
    with pytest.raises(runside.UsageError, match="config_exclude_keys is a list of texts, not 3"):
        runside.init(config=given, config_exclude_keys=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("argument", ["resume_from", "fork_from"])
def test_a_run_that_would_begin_in_the_middle_of_another_is_refused(
    here: Path, argument: str
) -> None:
    for given in ({argument: "r1?_step=3"}, {"settings": {argument: "r1?_step=3"}}):
        with pytest.raises(runside.UsageError, match=f"{argument}='r1"):
            runside.init(**given)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("mode", ["online", "offline", "dryrun", "shared", "run"])
def test_each_mode_that_keeps_something_keeps_it(mode: str, kept: Read) -> None:
    with runside.init(mode=mode) as run:
        run.log({"a": 1})
    assert kept(run).rows == [{"_step": 0, "a": 1}]
    assert run.offline == (mode in ("offline", "dryrun"))


def test_settings_of_a_run_are_a_copy() -> None:
    run = runside.init(project="p", id="r", tags=["t"], mode="offline")
    told = run.settings
    assert isinstance(told, runside.Settings)
    assert (told.project, told.run_id, told.run_tags, told.mode) == ("p", "r", ("t",), "offline")
    told.project = "q"
    assert run.project == "p"
    assert run.settings.project == "p"


def test_what_integrations_ask_has_an_answer() -> None:
    run = runside.init(project="p", id="r", name="<b>")
    assert (run.url, run.get_url(), run.project_url, run.sweep_id) == (None, None, None, None)
    assert run.get_project_url() is None
    assert run.get_sweep_url() is None
    assert run.project_name() == "p"
    assert run._attach_id is None
    assert run.status().sync_items_pending == 0
    assert run.display() is False
    assert "&lt;b&gt;" in run.to_html()
    assert "<b>" not in run.to_html(height=300, hidden=True)
    run._label(code="transformers_trainer")
    run.mark_preempting()
    assert isinstance(run.start_time, float)
    run.finish(exit_code=0, quiet=True)
    assert run.finished
    with pytest.raises(runside.UsageError, match="is finished"):
        run.mark_preempting()


def test_a_run_that_is_disabled_answers_the_same() -> None:
    run = runside.init(mode="disabled", tags=["t"])
    assert run.disabled
    assert run.url is None
    assert run.settings.mode == "disabled"
    assert not run.resumed
    assert run.config.as_dict() == {}


def test_there_is_no_account_to_log_in_to(here: Path) -> None:
    assert runside.login(key="secret", host="https://example.org", relogin=True) is True
    runside.setup()
    runside.require("core")
    runside.ensure_configured()
    assert list(here.iterdir()) == []


def test_quiet_prints_no_line_and_silent_none_at_all(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    runside.init(settings=runside.Settings(quiet=True)).finish()
    assert capsys.readouterr().err == ""
    (here / "file").write_text("in the way")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with runside.init(dir=here / "file", settings={"silent": True}, monitor_gym=True) as run:
            run.log({"a": 1}, step=-1)
    assert capsys.readouterr().err == ""
    runside.init(dir=here / "file").finish()
    assert "cannot make a run folder" in capsys.readouterr().err


def test_the_environment_of_a_launcher_is_enough(script: Script, here: Path) -> None:
    ended = script(
        "import runside, json\nrun = runside.init()\n"
        "print(json.dumps([run.project, run.name, run.id, run.group, run.job_type, run.tags, run.notes,\n"
        "    run.entity, run.offline, str(run.folder)]))",
        WANDB_PROJECT="p",
        WANDB_NAME="n",
        WANDB_RUN_ID="r",
        WANDB_RUN_GROUP="g",
        WANDB_JOB_TYPE="j",
        WANDB_TAGS="a,b",
        WANDB_NOTES="why",
        WANDB_ENTITY="e",
        WANDB_MODE="dryrun",
        WANDB_DIR=str(here / "place"),
        WANDB_RESUME="allow",
        WANDB_SILENT="true",
        WANDB_CONSOLE="off",
    )
    folder = str(here / "place/runside-runs/p/r")
    assert json.loads(ended.stdout) == [
        *("p", "n", "r", "g", "j", ["a", "b"], "why", "e", True),
        folder,
    ]
    assert ended.stderr == ""


def test_settings_survive_pickle_and_copy() -> None:
    told = runside.Settings(project="p", x_disable_stats=True)
    assert pickle.loads(pickle.dumps(told)) == told
    assert told != runside.Settings(project="q")
    assert repr(told) == "Settings(project='p', x_disable_stats=True)"


def test_a_run_in_a_folder_that_goes_away_is_told_and_the_process_lives(script: Script) -> None:
    ended = script(
        "import os, shutil, runside\nos.mkdir('gone'); os.chdir('gone'); shutil.rmtree('../gone')\n"
        "run = runside.init(); run.log({'a': 1}); run.finish(); print('went on')\n"
    )
    assert ended.stdout == "went on\n"
    assert "RUNSIDE_DIR" in ended.stderr
    assert "Traceback" not in ended.stderr


AFTER: dict[str, Callable[[runside.Run], Any]] = {
    "log": lambda run: run.log({"a": 1}),
    "define_metric": lambda run: run.define_metric("a"),
    "watch": lambda run: run.watch(object()),
    "save": lambda run: run.save("*.txt"),
    "log_artifact": lambda run: run.log_artifact("file"),
    "use_artifact": lambda run: run.use_artifact("name:latest"),
    "log_model": lambda run: run.log_model("file"),
    "log_code": lambda run: run.log_code("."),
    "alert": lambda run: run.alert("title"),
    "mark_preempting": lambda run: run.mark_preempting(),
    "name": lambda run: setattr(run, "name", "other"),
    "notes": lambda run: setattr(run, "notes", "other"),
    "tags": lambda run: setattr(run, "tags", ("other",)),
    "total_steps": lambda run: setattr(run, "total_steps", 3),
    "config item": lambda run: run.config.__setitem__("a", 1),
    "config attribute": lambda run: setattr(run.config, "a", 1),
    "config update": lambda run: run.config.update({"a": 1}),
    "config nested": lambda run: run.config["net"].update(width=2),
    "config del": lambda run: run.config.__delitem__("net"),
    "summary item": lambda run: run.summary.__setitem__("a", 1),
    "summary attribute": lambda run: setattr(run.summary, "a", 1),
    "summary update": lambda run: run.summary.update({"a": 1}),
    "summary nested": lambda run: run.summary["best"].update(a=2),
    "summary del": lambda run: run.summary.__delitem__("best"),
}


@pytest.mark.parametrize("call", AFTER)
def test_after_finish_each_call_that_would_write_is_refused_and_nothing_is_written(
    call: str, kept: Read, here: Path
) -> None:
    (here / "file").write_text("content")
    run = runside.init(name="calm", config={"net": {"depth": 1}})
    run.summary["best"] = {"a": 1}
    run.finish()
    before = kept(run).records
    with pytest.raises(runside.UsageError, match="'calm' is finished"):
        AFTER[call](run)
    assert kept(run).records == before
