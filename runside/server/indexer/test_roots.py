"""What is taken for a run: a folder in a project, and never what a project keeps beside its runs."""

from __future__ import annotations

from pathlib import Path

from runside.artifacts import ArtifactStore, Manifest
from runside.journal import create_run
from runside.server.indexer.roots import Found, Roots


def test_artifacts_and_copies_on_their_way_are_no_runs(tmp_path: Path) -> None:
    run = create_run(tmp_path, "p", "r", start=1.0)
    ArtifactStore(run.path.parent, "model").commit(
        Manifest(),
        type="model",
        run=run.uid,
        holder="r",
        created=1.0,
        description=None,
        metadata={},
    )
    (tmp_path / "runside-runs" / ".staging-x" / "y").mkdir(parents=True)
    roots = Roots()
    roots.set([tmp_path])
    assert list(roots.scan()) == [Found(run.path, run.path.stat().st_ino)]
