"""What ``importlib.metadata`` answers for ``wandb``: libraries ask it for the version before they import."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import Distribution, DistributionFinder
from os import PathLike
from pathlib import Path
from typing import Any

from runside.dropin.names import VERSION

_FILES = {
    "METADATA": "\n".join(
        (
            "Metadata-Version: 2.1",
            "Name: wandb",
            f"Version: {VERSION}",
            "Summary: Runside, under this name for code that imports wandb (runside.as_wandb)",
            "",
        )
    ),
    "top_level.txt": "wandb\n",
}


class StandInDistribution(Distribution):
    """The distribution of a package that no installer has put here."""

    def read_text(self, filename: str | PathLike[str]) -> str | None:
        return _FILES.get(str(filename))

    def locate_file(self, path: str | PathLike[str]) -> Path:
        return Path(__file__).parent / path


def distributions(context: Any = None) -> Iterable[Distribution]:
    """The distribution, for a context that asks for it or for all; none where certain folders are asked about."""
    context = DistributionFinder.Context() if context is None else context
    elsewhere = "path" in vars(context)
    if not elsewhere and (context.name is None or context.name.lower() == "wandb"):
        yield StandInDistribution()
