"""How Python's import finds the modules named ``wandb``, and what they say that they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any, cast

from runside.dropin import names
from runside.dropin.modules import StandIn
from runside.dropin.not_here import why_no_module

# Each process that `runside exec` reaches loads this at its start. `importlib.abc` alone would take 10 ms of it.
if TYPE_CHECKING:
    from importlib.abc import Loader
    from importlib.metadata import Distribution
    from types import ModuleType


class _Finder:
    """An entry of ``sys.meta_path`` and a loader, which answers for ``wandb`` and all below it, and for its distribution."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "wandb" and not name.startswith("wandb."):
            return None
        if name not in names.MODULES:
            # Without its `name`, which would have `from wandb import keras` put a message of its own in this one's place.
            raise ModuleNotFoundError(why_no_module(name))
        # The file that the modules name as theirs is the one that says what is in them.
        loader = cast("Loader", self)
        spec = ModuleSpec(name, loader, origin=names.__file__, is_package=names.is_package(name))
        spec.has_location = True
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing: a stand-in looks its names up when they are used."""

    def find_distributions(self, context: Any = None) -> Iterable[Distribution]:
        from runside.dropin.distribution import distributions

        return distributions(context)

    def invalidate_caches(self) -> None:
        """Nothing is cached here."""


FINDER = _Finder()
