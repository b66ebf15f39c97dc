"""The trackers that are put into the loops, each as its own documentation has it used, without a network.

A tracker that is not installed raises ImportError when it is entered.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from overhead.loops import Log, Row


@contextmanager
def nothing(folder: Path) -> Iterator[Log]:
    """A call that returns at once: what the loop and the clock cost themselves."""
    yield lambda data: None


@contextmanager
def runside(folder: Path) -> Iterator[Log]:
    """On disk when the call returns."""
    os.environ["RUNSIDE_SILENT"] = "1"
    import runside as tracker

    with tracker.init(project="bench", dir=folder) as run:
        yield run.log


@contextmanager
def trackio(folder: Path) -> Iterator[Log]:
    """In memory when the call returns; a thread sends it on."""
    os.environ["TRACKIO_DIR"] = str(folder)
    import trackio as tracker

    tracker.init(project="bench")
    yield tracker.log
    tracker.finish()


@contextmanager
def wandb_offline(folder: Path) -> Iterator[Log]:
    """In a queue to another process when the call returns."""
    import wandb

    settings = wandb.Settings(silent=True, console="off")
    run = wandb.init(project="bench", mode="offline", dir=str(folder), settings=settings)
    yield run.log
    run.finish()


@contextmanager
def torch_flushed(folder: Path) -> Iterator[Log]:
    """Flushed after each row, the cheapest use that loses nothing."""
    from torch.utils.tensorboard import SummaryWriter

    with _tensorboard(SummaryWriter(str(folder))) as log:
        yield log


@contextmanager
def tensorboardx_flushed(folder: Path) -> Iterator[Log]:
    """Flushed after each row."""
    from tensorboardX import SummaryWriter

    with _tensorboard(SummaryWriter(str(folder))) as log:
        yield log


@contextmanager
def _tensorboard(writer: Any) -> Iterator[Log]:
    steps = count()

    def log(data: Row) -> None:
        step = next(steps)
        for name, value in data.items():
            writer.add_scalar(name, value, step)
        writer.flush()

    yield log  # type: ignore[misc]
    writer.close()


@contextmanager
def mlflow(folder: Path) -> Iterator[Log]:
    """In its local store when the call returns."""
    import mlflow as tracker

    logging.getLogger("mlflow").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.ERROR)
    tracker.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
    steps = count()
    with tracker.start_run():
        yield lambda data: tracker.log_metrics(dict(data), step=next(steps))


@contextmanager
def aim(folder: Path) -> Iterator[Log]:
    """In its local store when the call returns."""
    from aim import Run

    run = Run(repo=str(folder), system_tracking_interval=None, log_system_params=False)
    steps = count()

    def log(data: Row) -> None:
        step = next(steps)
        for name, value in data.items():
            run.track(value, name=name, step=step)

    yield log  # type: ignore[misc]
    run.close()


@contextmanager
def swanlab(folder: Path) -> Iterator[Log]:
    """Its local mode."""
    import swanlab as tracker

    tracker.init(project="bench", mode="offline", logdir=str(folder))
    yield tracker.log
    tracker.finish()


Tracker = Callable[[Path], AbstractContextManager[Log]]

TRACKERS: dict[str, Tracker] = {
    "no-op": nothing,
    "runside": runside,
    "trackio": trackio,
    "wandb offline": wandb_offline,
    "torch, flushed": torch_flushed,
    "tensorboardX, flushed": tensorboardx_flushed,
    "mlflow": mlflow,
    "aim": aim,
    "swanlab": swanlab,
}
