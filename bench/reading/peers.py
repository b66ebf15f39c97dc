"""How other trackers are filled with one metric, by the quickest way that each has, and how it is read from them."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

METRIC = "train/loss"


class Peer(NamedTuple):
    """One of the others."""

    package: str
    write: Callable[[Path, Sequence[float]], None]
    """Keeps the values of one metric, by step, below a folder."""
    read: Callable[[Path], int]
    """Reads all of them back in a process that has not seen them; gives their number."""

    @property
    def is_here(self) -> bool:
        """Whether its package is installed."""
        return importlib.util.find_spec(self.package) is not None


def write_trackio(folder: Path, values: Sequence[float]) -> None:
    os.environ["TRACKIO_DIR"] = str(folder)
    from trackio.sqlite_storage import SQLiteStorage

    for first in range(0, len(values), 10_000):
        part = values[first : first + 10_000]
        steps = list(range(first, first + len(part)))
        SQLiteStorage.bulk_log("bench", "run", [{METRIC: value} for value in part], steps)


def read_trackio(folder: Path) -> int:
    os.environ["TRACKIO_DIR"] = str(folder)
    from trackio.sqlite_storage import SQLiteStorage

    return len(SQLiteStorage.get_metric_values("bench", "run", METRIC))


def write_tensorboard(folder: Path, values: Sequence[float]) -> None:
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    writer = EventFileWriter(str(folder))
    for step, value in enumerate(values):
        summary = Summary(value=[Summary.Value(tag=METRIC, simple_value=value)])
        writer.add_event(Event(wall_time=1763690000.0 + step, step=step, summary=summary))
    writer.close()


def read_tensorboard(folder: Path) -> int:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(str(folder), size_guidance={"scalars": 0, "tensors": 0})
    events.Reload()
    if METRIC in events.Tags()["scalars"]:
        return len(events.Scalars(METRIC))
    return len(events.Tensors(METRIC))


def write_mlflow(folder: Path, values: Sequence[float]) -> None:
    from mlflow import MlflowClient
    from mlflow.entities import Metric

    client = MlflowClient(f"sqlite:///{folder}/mlflow.db")
    run = client.create_run(client.create_experiment("bench"))
    for first in range(0, len(values), 1000):
        part = enumerate(values[first : first + 1000], first)
        client.log_batch(
            run.info.run_id, [Metric(METRIC, v, 1763690000000 + n, n) for n, v in part]
        )


def read_mlflow(folder: Path) -> int:
    from mlflow import MlflowClient

    client = MlflowClient(f"sqlite:///{folder}/mlflow.db")
    experiment = client.get_experiment_by_name("bench")
    (run,) = client.search_runs([experiment.experiment_id])
    return len(client.get_metric_history(run.info.run_id, METRIC))


PEERS = {
    "trackio": Peer("trackio", write_trackio, read_trackio),
    "tensorboard": Peer("tensorboard", write_tensorboard, read_tensorboard),
    "mlflow": Peer("mlflow", write_mlflow, read_mlflow),
}
