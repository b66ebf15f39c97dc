"""``run.widget()``: what the page's half is told."""

from __future__ import annotations

import sys
from typing import Any

import ipywidgets
import pytest

import runside


def state(widget: ipywidgets.DOMWidget) -> dict[str, Any]:
    return dict(widget.get_state())


def test_the_widget_names_the_run_and_the_pages_half() -> None:
    run = runside.init()
    widget = run.widget()
    assert isinstance(widget, ipywidgets.DOMWidget)
    assert (
        state(widget).items()
        >= {
            "_model_name": "RunModel",
            "_model_module": "runside",
            "_view_name": "RunView",
            "_view_module": "runside",
            "run": run.uid,
            "kernel": None,
            "comm": None,
            "keys": None,
            "height": None,
        }.items()
    )


def test_any_version_of_this_major_will_do_in_the_page() -> None:
    widget = runside.init().widget()
    major = runside.__version__.split(".")[0]
    assert state(widget)["_model_module_version"] == f"^{major}"
    assert state(widget)["_view_module_version"] == f"^{major}"


def test_keys_are_paths_or_globs_and_may_be_one() -> None:
    run = runside.init()
    assert (
        state(run.widget(keys=["train/*", "lr"], height=300)).items()
        >= {
            "keys": ["train/*", "lr"],
            "height": 300,
        }.items()
    )
    assert state(run.widget(keys="train/*"))["keys"] == ["train/*"]
    assert state(run.widget(keys=()))["keys"] == []


def test_what_is_set_later_is_sent_under_the_pages_names() -> None:
    widget = runside.init().widget()
    widget.patterns = ["lr"]
    widget.height = 200
    assert widget.get_state(key="patterns") == {"keys": ["lr"]}
    assert state(widget)["height"] == 200


def test_it_sits_in_a_box() -> None:
    widget = runside.init().widget()
    assert ipywidgets.HBox([widget, ipywidgets.IntSlider()]).children[0] is widget


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"keys": 3}, "keys are paths or globs, not 3"),
        ({"keys": ["lr", ""]}, "not ''"),
        ({"keys": [1]}, "not 1"),
        ({"height": 0}, "a positive integer, not 0"),
        ({"height": "tall"}, "a positive integer, not 'tall'"),
        ({"height": True}, "a positive integer, not True"),
        ({"height": 1.5}, "a positive integer, not 1.5"),
    ],
)
def test_an_argument_that_means_nothing_is_named(arguments: dict[str, Any], named: str) -> None:
    run = runside.init()
    with pytest.raises(runside.UsageError, match=r"run\.widget\(\)") as refused:
        run.widget(**arguments)
    assert named in str(refused.value)


def test_a_run_of_which_nothing_is_kept_has_none() -> None:
    with pytest.raises(runside.UsageError, match="nothing of this run is kept"):
        runside.init(mode="disabled").widget()


def test_without_ipywidgets_the_error_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    from runside.sdk import widget

    widget._widget_class.cache_clear()
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(runside.UsageError, match="pip install ipywidgets"):
        runside.init().widget()


def test_an_old_ipywidgets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from runside.sdk import widget

    widget._widget_class.cache_clear()
    monkeypatch.setattr(ipywidgets, "__version__", "7.8.5")
    with pytest.raises(runside.UsageError, match=r"8 or newer, and 7\.8\.5 is installed"):
        runside.init().widget()


def test_nothing_of_ipywidgets_is_loaded_before_it_is_asked_for(script: Any) -> None:
    ended = script(
        "import runside, sys\nrun = runside.init()\nassert 'ipywidgets' not in sys.modules\n"
        "run.widget()\nassert 'ipywidgets' in sys.modules\n"
    )
    assert ended.returncode == 0, ended.stderr
