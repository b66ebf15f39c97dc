from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runside import places
from runside.journal.platform import Place


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUNSIDE_DIR", "WANDB_DIR", "RUNSIDE_INDEX"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    places._warned.clear()
    places._own_temporary.cache_clear()


@pytest.fixture
def homeless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home directory in which nothing can be made."""
    (tmp_path / "nowhere").write_text("")
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere" / "home"))
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("XDG_CACHE_HOME")


def test_runs_go_where_they_were_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert places.runs_dir() == tmp_path
    monkeypatch.setenv("WANDB_DIR", str(tmp_path / "theirs"))
    assert places.runs_dir() == tmp_path / "theirs"
    monkeypatch.setenv("RUNSIDE_DIR", "ours")
    assert places.runs_dir() == tmp_path / "ours"
    assert places.runs_dir(tmp_path / "named" / ".." / "x") == tmp_path / "x"
    assert places.runs_dir("~/x") == Path.home() / "x"


def test_a_working_directory_that_is_gone_is_told(tmp_path: Path) -> None:
    program = """
import os, sys
gone = sys.argv[1]
os.mkdir(gone); os.chdir(gone); os.rmdir(gone)
from runside.journal import JournalError
from runside.places import runs_dir
try:
    runs_dir()
except JournalError as error:
    print(error)
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "gone")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(places.__file__).parents[1])},
    )
    assert "RUNSIDE_DIR" in run.stdout


def test_a_path_is_told_from_the_working_directory_or_whole_where_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert places.from_here(tmp_path / "runs") == "../runs"
    here.rmdir()
    assert places.from_here(tmp_path / "runs") == str(tmp_path / "runs")


def test_data_and_cache_are_the_users(tmp_path: Path) -> None:
    for folder, variable in (
        (places.data_dir(), "XDG_DATA_HOME"),
        (places.cache_dir(), "XDG_CACHE_HOME"),
    ):
        assert folder == Path(os.environ[variable]) / "runside"
        assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("homeless")
def test_without_a_home_one_warning_says_what_is_lost(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    for _ in range(3):
        data, cache = places.data_dir(), places.cache_dir()
    assert data.is_dir()
    assert cache.is_dir()
    assert data.is_relative_to(tmp_path / "tmp")
    messages = {str(warning.message) for warning in recwarn}
    assert len(messages) == len(recwarn) == 1
    assert "home" in messages.pop()


@pytest.mark.usefixtures("homeless")
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_temporary_folder_that_somebody_else_made_is_not_used(tmp_path: Path) -> None:
    foreign = tmp_path / "tmp" / f"runside-{os.getuid()}"
    (tmp_path / "elsewhere").mkdir()
    foreign.symlink_to(tmp_path / "elsewhere")
    assert not places.data_dir().is_relative_to(foreign)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_index_is_where_it_was_told_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert places.index_path() == places.cache_dir() / "index.sqlite"
    monkeypatch.setenv("RUNSIDE_INDEX", str(tmp_path / "deep" / "my.sqlite"))
    assert places.index_path() == tmp_path / "deep" / "my.sqlite"
    assert (tmp_path / "deep").is_dir()


def test_the_index_is_never_on_a_network_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = places.cache_dir()

    def place_of(path: Path) -> Place:
        return Place.NETWORK if path.is_relative_to(network) else Place.LOCAL

    monkeypatch.setattr(places, "place_of", place_of)
    assert places.index_path().is_relative_to(tmp_path / "tmp")
    monkeypatch.setenv("RUNSIDE_INDEX", str(network / "index.sqlite"))
    with pytest.raises(ValueError, match="RUNSIDE_INDEX"):
        places.index_path()
    monkeypatch.delenv("RUNSIDE_INDEX")
    monkeypatch.setattr(places, "place_of", lambda _: Place.NETWORK)
    with pytest.raises(ValueError, match="RUNSIDE_INDEX"):
        places.index_path()


def test_a_file_system_that_is_not_known_serves_where_no_other_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "place_of", lambda _: Place.UNKNOWN)
    assert places.index_path() == places.cache_dir() / "index.sqlite"


def test_roots_are_noted_once_and_last_used_first(tmp_path: Path) -> None:
    roots = [tmp_path / name for name in ("a", "b", "c")]
    for age, root in enumerate(roots):
        places.register_root(root)
        (entry,) = (places.data_dir() / "roots").glob(f"{places._digest(str(root))}*")
        os.utime(entry, (age, age))
    assert places.registered_roots() == roots[::-1]
    places.register_root(roots[0])
    assert places.registered_roots() == [roots[0], roots[2], roots[1]]


def test_a_damaged_note_hides_no_other(tmp_path: Path) -> None:
    places.register_root(tmp_path)
    for number, content in enumerate(("", "[]", '{"path": 7}', '{"path": "relative"}')):
        (places.data_dir() / "roots" / f"bad{number}.json").write_text(content)
    assert places.registered_roots() == [tmp_path]


def test_a_registry_that_cannot_be_written_is_a_warning(tmp_path: Path) -> None:
    (places.data_dir() / "roots").write_text("")
    with pytest.warns(RuntimeWarning, match="Jupyter servers"):
        places.register_root(tmp_path)
    assert places.registered_roots() == []
