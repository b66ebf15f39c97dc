"""What the W&B SDK has and Runside has not: each says so where it is asked for, and what to do in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from runside.dropin.names import VERSION
from runside.errors import UsageError

_METRICS = "log by the library's own callbacks with run.log({...})"

_ALTERNATIVES: Mapping[str, str] = {
    "catboost": _METRICS,
    "fastai": "call run.log({...}) in a callback",
    "gym": "log a recorded episode with run.log({...})",
    "jupyter": "the panel appears below the cell that calls wandb.init()",
    "keras": "call run.log(logs) in on_epoch_end of a keras.callbacks.LambdaCallback",
    "lightgbm": _METRICS,
    "sacred": _METRICS,
    "sb3": "call run.log({...}) in a stable_baselines3 BaseCallback",
    "sklearn": "log the numbers that sklearn.metrics gives with run.log({...})",
    "tensorboard": "call run.log({...}) beside the summary writer",
    "tensorflow": "call run.log({...}) beside the summary writer",
    "xgboost": "call run.log({...}) in after_iteration of an xgboost.callback.TrainingCallback",
}
"""For parts of the SDK below ``wandb`` or ``wandb.integration``: what to do in their place."""


def why_no_module(name: str) -> str:
    """Say why a module of the name ``wandb.…`` cannot be imported, and what there is in its place."""
    part = name.removeprefix("wandb.").removeprefix("integration.").partition(".")[0]
    if part in _ALTERNATIVES or name.startswith("wandb.integration."):
        return (
            f"No module named {name!r}: Runside stands in for wandb here, and has no part of this kind yet; "
            f"{_ALTERNATIVES.get(part, _METRICS)}"
        )
    return (
        f"No module named {name!r}: Runside stands in for wandb {VERSION} here, with the modules that its documentation "
        "shows and that other libraries import"
    )


def why_no_part(name: str) -> str | None:
    """What to do in place of a part of the SDK that ``runside.<name>`` asks for; None for what is no such part."""
    instead = _ALTERNATIVES.get(name)
    return instead and f"runside.{name} is not here yet: {instead}"


def why_no_name(module: str, name: str) -> str:
    """Say why there is no such name in a module that stands in."""
    if module == "wandb.integration" or (module == "wandb" and name in _ALTERNATIVES):
        return why_no_module(f"{module}.{name}")
    return (
        f"module {module!r} has no attribute {name!r} (Runside stands in for wandb {VERSION} here)"
    )


def _refuse(call: str, instead: str) -> NoReturn:
    raise UsageError(f"{call} is not here: {instead}")


_SWEEPS = "Runside has no sweeps; loop over the settings, or let Optuna choose them, with a wandb.init() for each"


def sweep(*_: Any, **__: Any) -> NoReturn:
    """There are no sweeps. Raises UsageError, always."""
    _refuse("wandb.sweep()", _SWEEPS)


def agent(*_: Any, **__: Any) -> NoReturn:
    """There are no sweeps. Raises UsageError, always."""
    _refuse("wandb.agent()", _SWEEPS)


def controller(*_: Any, **__: Any) -> NoReturn:
    """There are no sweeps. Raises UsageError, always."""
    _refuse("wandb.controller()", _SWEEPS)
