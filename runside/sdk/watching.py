"""Watched models: histograms of their gradients and parameters, which join the next row that is logged.

What a pass leaves is counted on the device of the tensors, and not waited for; the counts of all of them come over in
one transfer when the next row is logged.
"""

from __future__ import annotations

import functools
import operator
import sys
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from runside.data import Histogram
from runside.errors import LogError
from runside.sdk.active import as_called
from runside.sdk.say import tell
from runside.sdk.values import type_name

if TYPE_CHECKING:
    import torch

    from runside.data.tensor_bins import Counted

BINS = 64
KINDS = ("gradients", "parameters", "all", None)


class Watching:
    """The models that a run watches, and what their last passes left to be logged."""

    def __init__(self) -> None:
        self._watched: list[_Watched] = []
        self._next = 0
        self._due: dict[str, Counted] = {}
        self._lock = threading.Lock()  # gradients come on torch's threads
        self._told: set[str] = set()

    @property
    def due(self) -> bool:
        """Whether there is something for the next row."""
        return bool(self._due)

    def watch(self, models: object, log: str | None, log_freq: Any, idx: int | None) -> None:
        """Watch models from now on; one that is watched already, as is said now. Arguments as of ``Run.watch``."""
        if log not in KINDS:
            raise LogError(
                f"{as_called('runside.watch()')}: log is 'gradients', 'parameters', 'all' or None, not {log!r}"
            )
        found = _modules(models, "watch")
        every = _log_freq(log_freq)
        if log in ("gradients", "all"):
            _check_values(found)
        for at, model in enumerate(found):
            before = self._let_go(model)
            if idx is not None:
                index = idx + at
            elif before is not None:
                index = before.index
            else:
                index = self._next
            self._next = max(self._next, index + 1)
            watched = _Watched(model, index)
            prefix = f"graph_{index}" if index else ""
            if log in ("gradients", "all"):
                for name, parameter in model.named_parameters():
                    if parameter.requires_grad:
                        hook = _Gradient(self, f"gradients/{prefix}{name}", every)
                        watched.handles.append(parameter.register_hook(hook))
            if log in ("parameters", "all"):
                forward = _Forward(self, watched.model, f"parameters/{prefix}", every)
                watched.handles.append(model.register_forward_hook(forward))
            self._watched.append(watched)

    def unwatch(self, models: object = None) -> None:
        """Watch these no longer; none at all where none is given."""
        if models is None:
            for watched in self._watched:
                watched.let_go()
            self._watched.clear()
            self._next = 0
        else:
            for model in _modules(models, "unwatch"):
                self._let_go(model)

    def count(self, name: str, tensor: torch.Tensor) -> None:
        """Begin to count a tensor for the next row. It never raises: training goes on without it."""
        from runside.data.tensor_bins import Counted

        try:
            counted = Counted(tensor, BINS)
        except Exception as error:  # noqa: BLE001 - each device and layout has its own
            self._tell(name, error)
            return
        with self._lock:
            self._due[name] = counted

    def join(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The data of a row with what is due, which is so no longer. It waits for the devices, once."""
        from runside.data.tensor_bins import read_counted

        if not isinstance(data, Mapping):
            return data  # which is refused, and by others
        with self._lock:
            due, self._due = self._due, {}
        try:
            read = read_counted(list(due.values()))
        except Exception as error:  # noqa: BLE001 - a device that fails does so in the training itself
            self._tell("what is watched", error)
            return data
        return {**dict(zip(due, map(Histogram.of, read), strict=True)), **data}

    def _let_go(self, model: torch.nn.Module) -> _Watched | None:
        for watched in self._watched:
            if watched.model() is model:
                watched.let_go()
                self._watched.remove(watched)
                return watched
        return None

    def _tell(self, name: str, error: Exception) -> None:
        if str(error) not in self._told:  # the same may befall every parameter
            self._told.add(str(error))
            tell(f"no histogram of {name}, and training goes on without it: {error}")


class _Watched:
    """A model, and what ends its being watched."""

    def __init__(self, model: torch.nn.Module, index: int) -> None:
        self.model = weakref.ref(model)
        self.index = index
        self.handles: list[Any] = []

    def let_go(self) -> None:
        for handle in self.handles:
            handle.remove()


class _Passes:
    """A hook: counts passes, and acts at each ``every``-th."""

    __slots__ = ("_every", "_name", "_passes", "_watching")

    def __init__(self, watching: Watching, name: str, every: int) -> None:
        self._watching = watching
        self._name = name
        self._every = every
        self._passes = 0

    def _is_due(self) -> bool:
        self._passes += 1
        if self._passes < self._every:
            return False
        self._passes = 0
        return True

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """A model is copied, pickled and saved without what watches it: in place of this goes what does nothing.

        It has to load where there is no Runside, take any arguments, and return None, which leaves an output as it is:
        an audit event that nobody hears is the one such thing that every Python has.
        """
        return functools.partial, (sys.audit, "runside.watch")


class _Gradient(_Passes):
    """After a gradient of a parameter was computed."""

    __slots__ = ()

    def __call__(self, gradient: torch.Tensor) -> None:
        if self._is_due():
            _uncompiled(self._watching.count)(self._name, gradient)


class _Forward(_Passes):
    """After a model's forward pass."""

    __slots__ = ("_model",)

    def __init__(
        self,
        watching: Watching,
        model: Callable[[], torch.nn.Module | None],
        name: str,
        every: int,
    ) -> None:
        super().__init__(watching, name, every)
        self._model = model

    def __call__(self, *_: object) -> None:
        _after_forward(self)

    def count(self) -> None:
        # Not the module that is passed: of a replica on another device the parameters are none.
        model = self._model()
        if model is None or not self._is_due():
            return
        for name, parameter in model.named_parameters():
            if not hasattr(
                parameter, "materialize"
            ):  # else a lazy module's, which has no values yet
                self._watching.count(self._name + name, parameter)


def _after_forward(hook: _Forward) -> None:
    _uncompiled(hook.count)()


# torch.compile is to call this, not to look into it: it would compile a model anew for each count of passes.
_after_forward._torchdynamo_disable = True  # type: ignore[attr-defined]


def _uncompiled(function: Callable[..., None]) -> Callable[..., None]:
    """The function, out of the sight of torch.compile, which follows all calls of what it has compiled."""
    dynamo = sys.modules.get("torch._dynamo")
    return function if dynamo is None else dynamo.disable(function)


def _modules(models: object, call: str) -> Sequence[torch.nn.Module]:
    found: Sequence[Any] = models if isinstance(models, (list, tuple)) else (models,)
    torch = sys.modules.get("torch")
    for model in found:
        if torch is None or not isinstance(model, torch.nn.Module):
            raise LogError(
                f"{as_called(f'runside.{call}()')} takes a torch.nn.Module, or a list of them, not {type_name(model)}"
            )
    return found


def _is_lazy(parameter: torch.nn.Parameter) -> bool:
    """Whether it is of a lazy module that has not been called yet, and so without values."""
    return hasattr(parameter, "materialize")


def _check_values(models: Sequence[torch.nn.Module]) -> None:
    for model in models:
        for name, parameter in model.named_parameters():
            if _is_lazy(parameter):
                raise LogError(
                    f"{as_called('runside.watch()')}: the parameter {name!r} of a lazy module has no values yet; "
                    "call the model once before its gradients are watched"
                )


def _log_freq(log_freq: Any) -> int:
    try:
        every = operator.index(log_freq)
    except TypeError:
        every = 0
    if every < 1 or isinstance(log_freq, bool):
        raise LogError(
            f"{as_called('runside.watch()')}: log_freq is an integer from 1, not {log_freq!r}"
        )
    return every
