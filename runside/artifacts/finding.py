"""Finding an artifact that was logged, by its name."""

from __future__ import annotations

from pathlib import Path

from runside.artifacts.artifact import Artifact
from runside.artifacts.names import LATEST
from runside.artifacts.store import ArtifactError, ArtifactStore


def find_artifact(project: Path, name: str, alias: str = LATEST) -> Artifact:
    """The artifact of this name in the folder of a project. Raises ArtifactError where there is none."""
    store = ArtifactStore(project, name)
    version = store.find(alias)
    if version is not None:
        return Artifact.logged(store, version)
    known = store.versions()
    if not known:
        raise ArtifactError(f"there is no artifact {name!r} in project {store.project!r}")
    raise ArtifactError(
        f"artifact {name!r} of project {store.project!r} has no {alias!r}; its newest version is {known[-1].version}"
    )
