"""Artifacts: sets of files under a name, in versions, kept by hash with the runs that logged them.

Nothing here knows a run in this process: both what logs an artifact and what reads one back stand on it.
"""

from .artifact import Artifact
from .fetching import ArtifactFile
from .finding import find_artifact
from .manifest import Entry, Manifest
from .names import LATEST, Address, check_aliases, read_address
from .store import ARTIFACTS_FOLDER, ArtifactError, ArtifactStore, Version, artifacts_of

__all__ = [
    "ARTIFACTS_FOLDER",
    "LATEST",
    "Address",
    "Artifact",
    "ArtifactError",
    "ArtifactFile",
    "ArtifactStore",
    "Entry",
    "Manifest",
    "Version",
    "artifacts_of",
    "check_aliases",
    "find_artifact",
    "read_address",
]
