"""``runside.log`` and the like: what the package itself offers, for the current run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, NoReturn

from runside.sdk import active

if TYPE_CHECKING:
    from runside.artifacts import Artifact
    from runside.sdk.config import Config
    from runside.sdk.metrics import Metric
    from runside.sdk.run import Run
    from runside.sdk.summary import Summary

_before = {name: active.OfCurrentRun(name) for name in ("config", "summary")}


def log(
    data: Mapping[str, Any],
    step: int | None = None,
    commit: bool | None = None,
    sync: bool | None = None,
) -> None:
    """Log to the current run: see ``Run.log``. Raises Error before ``init``."""
    active.needed("runside.log()").log(data, step, commit, sync)


def define_metric(name: str, *args: Any, **kwargs: Any) -> Metric:
    """Define a metric of the current run: see ``Run.define_metric``. Raises Error before ``init``."""
    return active.needed("runside.define_metric()").define_metric(name, *args, **kwargs)


def watch(models: object, *args: Any, **kwargs: Any) -> None:
    """Keep histograms of what a model of torch learns: see ``Run.watch``. Raises Error before ``init``."""
    active.needed("runside.watch()").watch(models, *args, **kwargs)


def unwatch(models: object = None) -> None:
    """Watch models no longer: see ``Run.unwatch``. Raises Error before ``init``."""
    active.needed("runside.unwatch()").unwatch(models)


def save(*args: Any, **kwargs: Any) -> list[str]:
    """Keep files with the current run: see ``Run.save``. Raises Error before ``init``."""
    return active.needed("runside.save()").save(*args, **kwargs)


def restore(*args: Any, **kwargs: Any) -> IO[str] | None:
    """Bring a file of a run back, and open it: see ``Run.restore``. Raises Error before ``init``."""
    return active.needed("runside.restore()").restore(*args, **kwargs)


def log_artifact(*args: Any, **kwargs: Any) -> Artifact:
    """Keep an artifact with the current run: see ``Run.log_artifact``. Raises Error before ``init``."""
    return active.needed("runside.log_artifact()").log_artifact(*args, **kwargs)


def use_artifact(*args: Any, **kwargs: Any) -> Artifact:
    """An artifact that was logged: see ``Run.use_artifact``. Raises Error before ``init``."""
    return active.needed("runside.use_artifact()").use_artifact(*args, **kwargs)


def log_model(*args: Any, **kwargs: Any) -> Artifact:
    """Keep a model with the current run: see ``Run.log_model``. Raises Error before ``init``."""
    return active.needed("runside.log_model()").log_model(*args, **kwargs)


def use_model(*args: Any, **kwargs: Any) -> str:
    """Download a model that was logged: see ``Run.use_model``. Raises Error before ``init``."""
    return active.needed("runside.use_model()").use_model(*args, **kwargs)


def link_model(*args: Any, **kwargs: Any) -> NoReturn:
    """Not here: see ``Run.link_model``. Raises Error before ``init``."""
    active.needed("runside.link_model()").link_model(*args, **kwargs)


def alert(*args: Any, **kwargs: Any) -> None:
    """Keep a message for whoever watches the current run: see ``Run.alert``. Raises Error before ``init``."""
    active.needed("runside.alert()").alert(*args, **kwargs)


def finish(exit_code: int | None = None, quiet: bool | None = None) -> None:
    """Finish the current run, if there is one: see ``Run.finish``."""
    run = active.current()
    if run is not None:
        run.finish(exit_code, quiet)


def run() -> Run | None:
    """The current run, None before ``init`` and after ``finish``."""
    return active.current()


def config() -> Config | active.OfCurrentRun:
    """The config of the current run; before ``init`` what raises Error when it is used."""
    current = active.current()
    return _before["config"] if current is None else current.config


def summary() -> Summary | active.OfCurrentRun:
    """The summary of the current run; before ``init`` what raises Error when it is used."""
    current = active.current()
    return _before["summary"] if current is None else current.summary
