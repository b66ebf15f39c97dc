"""Temporary folders go with what they are for, and not with a child of that."""

from __future__ import annotations

import os
from pathlib import Path

from runside.artifacts.staging import Staging


def test_it_goes_with_its_object(tmp_path: Path) -> None:
    staging = Staging(".staging-", tmp_path)
    (staging.path / "file").touch()
    del staging
    assert list(tmp_path.iterdir()) == []


def test_a_forked_child_leaves_it_to_its_parent(tmp_path: Path) -> None:
    staging = Staging(".staging-", tmp_path)
    child = os.fork()
    if child == 0:
        staging.remove()
        os._exit(0)
    os.waitpid(child, 0)
    assert staging.path.is_dir()
    staging.remove()
    assert not staging.path.exists()


def test_what_a_killed_process_left_goes_after_a_week(tmp_path: Path) -> None:
    for name, age in ((".staging-old", 8), (".staging-new", 6), ("of-the-user", 8)):
        (tmp_path / name).mkdir()
        then = (tmp_path / name).stat().st_mtime - age * 24 * 3600
        os.utime(tmp_path / name, (then, then))
    staging = Staging(".staging-", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [".staging-new", "of-the-user", staging.path.name]
    )
