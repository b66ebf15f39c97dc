"""The runs of this process that are not finished, and the one that module-level calls mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runside.errors import Error

if TYPE_CHECKING:
    from runside.sdk.run import Run

runs: list[Run] = []
"""All that are not finished, oldest first."""

_current: Run | None = None

_package = "runside"
"""The name by which the program imports this package."""


def speak_as(package: str) -> None:
    """Let messages name calls of the package by this name: ``wandb`` under ``as_wandb()``."""
    global _package
    _package = package


def as_called(call: str) -> str:
    """A call as the program writes it: ``runside.log()``, or ``wandb.log()`` under ``as_wandb()``."""
    return call.replace("runside.", f"{_package}.", 1)


def current() -> Run | None:
    """The run that module-level calls mean: that of the last ``init``, until it is finished."""
    return _current


def set_current(run: Run) -> None:
    """Let module-level calls mean this run from now on."""
    global _current
    _current = run


def forget(run: Run) -> None:
    """The run is finished."""
    global _current
    if run in runs:
        runs.remove(run)
    if _current is run:
        _current = None


def needed(call: str) -> Run:
    """The current run. Raises Error, naming ``call``, where there is none."""
    if _current is None:
        raise Error(f"You must call {as_called('runside.init()')} before {as_called(call)}")
    return _current


class OfCurrentRun:
    """``runside.config`` or ``runside.summary`` as it was imported before a run began: that of the current run."""

    _name: str

    def __init__(self, name: str) -> None:
        vars(self)["_name"] = name

    def _meant(self, access: str) -> Any:
        return getattr(needed(f"runside.{self._name}{access}"), self._name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # how Python and IPython look at any object
            raise AttributeError(name)
        return getattr(self._meant(f".{name}"), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._meant(f".{name}"), name, value)

    def __getitem__(self, key: str) -> Any:
        return self._meant(f"[{key!r}]")[key]

    def __setitem__(self, key: str, value: object) -> None:
        self._meant(f"[{key!r}]")[key] = value

    def __delitem__(self, key: str) -> None:
        del self._meant(f"[{key!r}]")[key]

    def __delattr__(self, name: str) -> None:
        delattr(self._meant(f".{name}"), name)

    def __contains__(self, key: object) -> bool:
        return key in self._meant("")

    def __iter__(self) -> Any:
        return iter(self._meant(""))

    def __len__(self) -> int:
        return len(self._meant(""))

    def __repr__(self) -> str:
        return f"<runside.{self._name}>" if _current is None else repr(self._meant(""))
