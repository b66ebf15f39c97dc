"""``as_wandb``: from now on, in this process, the name ``wandb`` means Runside."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

from runside.dropin.finder import FINDER
from runside.dropin.modules import StandIn
from runside.errors import UsageError


def as_wandb() -> ModuleType:
    """Let ``wandb`` mean Runside in this process, for all code that imports it from now on.

    Libraries such as Lightning, Transformers and Accelerate import ``wandb`` themselves, so an import line in the user's
    file does not reach them. Call it before they are imported; calling it again changes nothing. Whether the real package
    is installed makes no difference. ``runside exec train.py`` does the same for a program that is not to be changed,
    and for the processes that it starts.

    Returns the module, the same that ``import wandb`` then gives. Its version, also to ``importlib.metadata``, is that
    of the W&B SDK whose calls it follows (``docs/wandb.md``).

    Raises UsageError where the real one is already imported: some code would then go on to mean it.
    """
    real = _imported()
    if real is not None:
        raise UsageError(
            f"wandb is imported already{_whence(real)}, and what has imported it would go on to mean it: call "
            "runside.as_wandb() before anything imports wandb (in a notebook: restart the kernel first), "
            "or run the program by `runside exec`"
        )
    if FINDER not in sys.meta_path:
        sys.modules.pop("wandb", None)  # None: an earlier import of it was to fail
        sys.meta_path.insert(0, FINDER)
    return import_module("wandb")


def _imported() -> ModuleType | None:
    """A module of the real package, where one is loaded."""
    for name, module in list(sys.modules.items()):
        named = name == "wandb" or name.startswith("wandb.")
        if named and module is not None and not isinstance(module, StandIn):
            return module
    return None


def _whence(module: ModuleType) -> str:
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return next((f" (from {place})" for place in places if place), "")
