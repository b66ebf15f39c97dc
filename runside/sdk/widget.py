"""``run.widget()``: the run's panel as an ipywidget.

ipywidgets is loaded when the first widget is made; without it only this is missing. The page's half is in
``src/widget``, under the names below.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from runside._version import __version__
from runside.errors import UsageError
from runside.sdk.values import type_name
from runside.sdk.whereabouts import kernel_id

if TYPE_CHECKING:
    from ipywidgets import DOMWidget

    from runside.sdk.run import Run

_LEAST_VERSION = 8

_IN_THE_PAGE = {"patterns": "keys", "data_comm": "comm"}
"""What the page calls the traits whose names ipywidgets has taken in Python."""


def run_widget(run: Run, keys: object, height: object) -> DOMWidget:
    """The widget of a run. Raises UsageError: see :meth:`runside.Run.widget`."""
    if run.uid is None:
        raise UsageError("run.widget(): nothing of this run is kept, so there is nothing to show")
    return _widget_class()(
        run=run.uid,
        kernel=kernel_id(),
        data_comm=run._comm_id,
        patterns=_check_keys(keys),
        height=_check_height(height),
    )


def _check_keys(keys: object) -> list[str] | None:
    if keys is None:
        return None
    if isinstance(keys, str):
        keys = [keys]
    if not isinstance(keys, Iterable):
        raise UsageError(f"run.widget(): keys are paths or globs, not {keys!r} ({type_name(keys)})")
    checked = list(keys)
    for key in checked:
        if not isinstance(key, str) or not key:
            raise UsageError(f"run.widget(): a key is a path or a glob as 'train/*', not {key!r}")
    return checked


def _check_height(height: Any) -> int | None:
    if height is None:
        return None
    try:
        pixels = None if isinstance(height, bool) else operator.index(height)
    except TypeError:
        pixels = None
    if pixels is None or pixels < 1:
        raise UsageError(
            f"run.widget(): height is a number of pixels, a positive integer, not {height!r}"
        )
    return pixels


@cache
def _widget_class() -> type[DOMWidget]:
    """The class, made once. Raises UsageError where ipywidgets is not installed, or too old."""
    try:
        import ipywidgets
        import traitlets
    except ImportError as error:
        raise UsageError(
            f"run.widget() needs ipywidgets, and Python says {error}: pip install ipywidgets"
        ) from error
    if int(ipywidgets.__version__.split(".")[0]) < _LEAST_VERSION:
        raise UsageError(
            f"run.widget() needs ipywidgets {_LEAST_VERSION} or newer, and {ipywidgets.__version__} is "
            "installed: pip install -U ipywidgets"
        )

    class RunWidget(ipywidgets.DOMWidget):  # type: ignore[misc]
        """The panel of a run."""

        _model_name = traitlets.Unicode("RunModel").tag(sync=True)
        _model_module = traitlets.Unicode("runside").tag(sync=True)
        _model_module_version = traitlets.Unicode(_any_of_this_major()).tag(sync=True)
        _view_name = traitlets.Unicode("RunView").tag(sync=True)
        _view_module = traitlets.Unicode("runside").tag(sync=True)
        _view_module_version = traitlets.Unicode(_any_of_this_major()).tag(sync=True)

        run = traitlets.Unicode(help="The run's uid.").tag(sync=True)
        kernel = traitlets.Unicode(None, allow_none=True).tag(sync=True)
        data_comm = traitlets.Unicode(None, allow_none=True).tag(sync=True)
        patterns = traitlets.List(
            traitlets.Unicode(),
            default_value=None,
            allow_none=True,
            help="Paths or globs of the keys that are shown; None for all.",
        ).tag(sync=True)
        height = traitlets.Int(None, allow_none=True, min=1, help="In CSS pixels.").tag(sync=True)

        def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
            """The state, under the names that the page knows."""
            state = super().get_state(key, drop_defaults)
            return {_IN_THE_PAGE.get(name, name): value for name, value in state.items()}

    return RunWidget


def _any_of_this_major() -> str:
    """The versions of the page's half that will do: kernel and server may be a few minor versions apart."""
    return f"^{__version__.split('.')[0]}"
