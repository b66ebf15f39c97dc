"""What W&B's integrations ask of a run, and programs that print where it is to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from runside.sdk.run_identity import RunIdentity
from runside.sdk.whereabouts import ipython_kernel

if TYPE_CHECKING:
    from datetime import datetime


class RunStatus(NamedTuple):
    """What ``run.status()`` gives: how far a W&B run is uploaded. Here nothing waits for a network."""

    sync_items_total: int
    sync_items_pending: int
    sync_time: datetime | None


class RunForIntegrations(RunIdentity):
    """Members that programs written for W&B call. What there is no such thing of here is None, as in an offline run."""

    @property
    def url(self) -> str | None:
        """None: a run is shown in the notebook, and has no page on a network."""
        return None

    @property
    def project_url(self) -> str | None:
        """None, as :attr:`url`."""
        return None

    @property
    def sweep_id(self) -> str | None:
        """None: no sweep begins runs here."""
        return None

    @property
    def sweep_url(self) -> str | None:
        """None, as :attr:`url`."""
        return None

    @property
    def sync_dir(self) -> str | None:
        """The folder that holds all of it, as text; None where nothing is kept."""
        return self.settings.sync_dir

    @property
    def _attach_id(self) -> str | None:
        """None: another process takes part by ``init(id=...)``, and has nothing to attach to."""
        return None

    def get_url(self) -> str | None:
        """What :attr:`url` is."""
        return self.url

    def get_project_url(self) -> str | None:
        """What :attr:`project_url` is."""
        return self.project_url

    def get_sweep_url(self) -> str | None:
        """What :attr:`sweep_url` is."""
        return self.sweep_url

    def project_name(self) -> str:
        """What :attr:`project` is."""
        return self.project

    def status(self) -> RunStatus:
        """How far the run is uploaded: nothing is, and so nothing waits."""
        return RunStatus(sync_items_total=0, sync_items_pending=0, sync_time=None)

    def display(self, height: int | None = None, hidden: bool = False) -> bool:
        """Show the run's panel below the cell that runs now. Returns whether there is a notebook to show it in.

        Args:
            height, hidden: what W&B's frame is made with; the panel has its own height, and is folded by its head.
        """
        if ipython_kernel() is None:
            return False
        from IPython.display import display

        display(self)  # type: ignore[no-untyped-call]
        return True

    def to_html(self, height: int | None = None, hidden: bool = False) -> str:
        """The run as a line of HTML: its name, its project and where its files are."""
        from html import escape  # 2 ms of `init`, for few

        return escape(str(self))

    def _label(self, *_: object, **__: object) -> None:
        """Take what an integration tells W&B of itself, and tell nobody."""
