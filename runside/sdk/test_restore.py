"""`restore` brings a file of a run to where a program reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

import runside
from runside.errors import ArgumentError, CommError
from runside.sdk.run import Run


@pytest.fixture
def run(here: Path) -> Run:
    """A run beside an earlier one of the same project, which kept a file."""
    with runside.init(project="p", id="earlier") as earlier:
        (here / "models").mkdir()
        (here / "models" / "m.txt").write_text("weights")
        earlier.save("models/m.txt")
    return runside.init(project="p", id="later")


@pytest.mark.parametrize("path", ["p/earlier", "someone/p/earlier", "earlier"])
def test_a_file_of_another_run_is_copied_to_the_runs_own(run: Run, path: str) -> None:
    file = runside.restore("models/m.txt", run_path=path)
    assert file is not None
    with file:
        assert file.read() == "weights"
    assert Path(run.dir, "models", "m.txt").read_text() == "weights"


def test_what_is_there_already_is_opened_and_replaced_only_when_asked_for(
    run: Run, here: Path
) -> None:
    (here / "models" / "m.txt").write_text("mine")
    for replace, expected in ((False, "mine"), (True, "weights")):
        file = run.restore("models/m.txt", "p/earlier", replace=replace, root=here)
        assert file is not None
        with file:
            assert file.read() == expected


def test_a_file_of_the_run_itself_is_opened(run: Run, here: Path) -> None:
    Path(run.dir, "notes.txt").write_text("notes")
    for root in (None, here):
        file = run.restore("notes.txt", root=root)
        assert file is not None
        with file:
            assert file.read() == "notes"


def test_what_is_not_there_is_none_and_a_run_that_is_not_there_an_error(run: Run) -> None:
    assert run.restore("nothing.txt") is None
    assert run.restore("nothing.txt", "p/earlier") is None
    with pytest.raises(CommError, match="'nobody'"):
        run.restore("models/m.txt", "p/nobody")
    with pytest.raises(ArgumentError, match=r"restore\(\): name"):
        run.restore("")


def test_a_disabled_run_has_no_file() -> None:
    run = runside.init(mode="disabled")
    assert run.restore("models/m.txt") is None
