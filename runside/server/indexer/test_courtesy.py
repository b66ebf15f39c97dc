import time
from pathlib import Path

from runside.server.indexer.courtesy import LONGEST_REST_S, Courtesy


def test_it_rests_where_others_wait_for_the_cores_and_only_then(tmp_path: Path) -> None:
    schedstat = tmp_path / "schedstat"
    courtesy = Courtesy(schedstat)
    schedstat.write_text("1000000000 1000000 10\n")
    assert courtesy.rest() == 0
    schedstat.write_text("2000000000 501000000 20\n")
    assert 0 < courtesy.rest() <= LONGEST_REST_S
    # What was waited before counts no more.
    schedstat.write_text("3000000000 502000000 30\n")
    assert courtesy.rest() == 0


def test_where_the_system_does_not_tell_it_never_rests(tmp_path: Path) -> None:
    assert Courtesy(tmp_path / "missing").rest() == 0
    (tmp_path / "other").write_text("0 0\n")
    assert Courtesy(tmp_path / "other").rest() == 0


def test_linux_tells_how_long_a_thread_has_run() -> None:
    path = Path("/proc/thread-self/schedstat")
    if not path.exists():
        return
    end = time.thread_time() + 0.02
    while time.thread_time() < end:
        pass
    assert int(path.read_bytes().split()[0]) >= 20_000_000
