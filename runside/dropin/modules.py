"""A module of the name ``wandb…``: empty, until a name in it is used."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from runside.dropin.names import MODULES, OF_THE_CURRENT_RUN
from runside.dropin.not_here import why_no_name
from runside.sdk import active


class StandIn(ModuleType):
    """A module whose names are looked up when they are first used, so that importing it loads nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"Runside, under the name {name} (runside.as_wandb).")

    def __getattr__(self, name: str) -> Any:
        module = self.__name__
        if name == "__all__":
            return [known for known in dir(self) if not known.startswith("_")]
        home = MODULES[module].get(name)
        if home is not None:
            if sys.modules.get(module) is self:
                active.speak_as("wandb")  # what the program calls, messages name
            found = look_up(home)
        elif f"{module}.{name}" in MODULES:
            return import_module(f"{module}.{name}")  # the import binds it
        else:
            raise AttributeError(why_no_name(module, name), name=name, obj=self)
        if name not in OF_THE_CURRENT_RUN:
            vars(self)[name] = found
        return found

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """By name, as cloudpickle has it for modules: trainers that hold the module are copied and sent about."""
        return import_module, (self.__name__,)

    def __dir__(self) -> list[str]:
        below = f"{self.__name__}."
        parts = {name[len(below) :] for name in MODULES if name.startswith(below)}
        return sorted(
            {*vars(self), *MODULES[self.__name__], *(part for part in parts if "." not in part)}
        )


def look_up(home: str) -> Any:
    """The object that a table names as ``module:name``."""
    module, _, name = home.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found
