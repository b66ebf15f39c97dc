"""Charts whose names are known and that are not drawn yet: calling one says what to log meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from runside.data import refuse

_NUMBERS = (
    "log the numbers themselves, which are drawn as lines, or runside.Image of a matplotlib figure"
)


def _not_yet(name: str, instead: str = _NUMBERS) -> Callable[..., NoReturn]:
    def chart(*_: Any, **__: Any) -> NoReturn:
        refuse(f"plot.{name}()", instead)

    chart.__name__ = chart.__qualname__ = name
    chart.__doc__ = f"Raises Error, until there is a {name.replace('_', ' ')}."
    return chart


line = _not_yet("line")
scatter = _not_yet("scatter")
bar = _not_yet("bar")
histogram = _not_yet("histogram", "log runside.Histogram(values)")
line_series = _not_yet("line_series")
pr_curve = _not_yet("pr_curve")
roc_curve = _not_yet("roc_curve")
confusion_matrix = _not_yet("confusion_matrix")
plot_table = _not_yet("plot_table")
visualize = _not_yet("visualize")
