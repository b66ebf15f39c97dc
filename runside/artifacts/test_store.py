"""Versions and aliases, also where several processes make them at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from runside.artifacts import ArtifactError, ArtifactStore, Entry, Manifest, Version, artifacts_of
from runside.errors import ArgumentError
from runside.journal import create_run, runs_below


def manifest(content: str) -> Manifest:
    return Manifest([Entry("file.bin", f"{content:0>64}", 1)])


def commit(
    store: ArtifactStore, content: str, *, kind: str = "model", holder: str = "r"
) -> Version:
    return store.commit(
        manifest(content),
        type=kind,
        run="0" * 32,
        holder=holder,
        created=1.5,
        description=None,
        metadata={"n": 1},
    )


@pytest.fixture
def store(tmp_path: Path) -> ArtifactStore:
    return ArtifactStore(tmp_path / "project", "model")


def test_each_content_is_a_version_and_the_same_content_the_same(store: ArtifactStore) -> None:
    assert store.find() is None
    assert [commit(store, content).version for content in "aabca"] == ["v0", "v0", "v1", "v2", "v0"]
    first = store.find("v0")
    assert first is not None
    assert (first.name, first.type, first.created, first.metadata) == (
        "model",
        "model",
        1.5,
        {"n": 1},
    )
    assert store.manifest(first).entries == manifest("a").entries
    assert [one.version for one in store.versions()] == ["v0", "v1", "v2"]
    assert store.find("v3") is None


def test_latest_is_the_newest_until_it_is_set_to_an_older_one(store: ArtifactStore) -> None:
    old, new = commit(store, "a"), commit(store, "b")
    assert store.find() == new
    store.set_alias("latest", old)
    assert store.find() == old
    assert store.aliases(old) == ["latest"]
    newest = commit(store, "c")
    assert store.find() == newest
    store.set_alias("latest", old)
    store.set_alias("latest", newest)
    assert (store.find(), store.aliases(old)) == (newest, [])


def test_an_alias_means_one_version_and_moves(store: ArtifactStore) -> None:
    old, new = commit(store, "a"), commit(store, "b")
    store.set_alias("best so far!", old)
    store.set_alias("best so far!", new)
    assert store.find("best so far!") == new
    assert (store.aliases(old), store.aliases(new)) == ([], ["latest", "best so far!"])
    store.remove_alias("best so far!")
    store.remove_alias("best so far!")
    assert store.find("best so far!") is None


def test_all_versions_of_an_artifact_have_one_type(store: ArtifactStore) -> None:
    commit(store, "a")
    with pytest.raises(ArgumentError, match="'model' has the type 'model'"):
        commit(store, "b", kind="dataset")
    assert len(store.versions()) == 1


def test_a_list_of_files_that_is_damaged_or_lies_is_refused(
    store: ArtifactStore, tmp_path: Path
) -> None:
    version = commit(store, "a")
    (path,) = (tmp_path / "project/.artifacts/model/manifests").iterdir()
    for text in ('{"files": [', '{"files": []}', '{"files": [{"path": "../x"}]}', "[]"):
        path.write_text(text)
        with pytest.raises(ArtifactError, match=r"model:v0 cannot be read"):
            store.manifest(version)


def test_a_version_that_cannot_be_read_is_passed_over_and_its_number_not_given_again(
    store: ArtifactStore, tmp_path: Path
) -> None:
    first = commit(store, "a")
    commit(store, "b")
    (tmp_path / "project/.artifacts/model/versions/1.json").write_text("")
    assert store.find() == first
    assert store.versions() == [first]
    assert store.find("v1") is None
    assert commit(store, "b").version == "v2"
    assert commit(store, "a") == first


def test_the_folder_of_artifacts_is_no_run(tmp_path: Path) -> None:
    run = create_run(tmp_path, "p", ".artifacts", start=1.0)
    store = ArtifactStore(run.path.parent, "..data")
    commit(store, "a", holder=run.path.name)
    assert list(runs_below(tmp_path)) == [run.path]
    assert run.path.name != ".artifacts"
    assert [one.name for one in artifacts_of(run.path.parent)] == ["..data"]
    assert artifacts_of(tmp_path / "missing") == []


def test_what_another_process_makes_between_looking_and_making_is_looked_at(
    store: ArtifactStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ArtifactStore(tmp_path / "project", "model")
    look = ArtifactStore._numbers
    looks = iter(["a", "b", "c"])

    def look_then_lose(self: ArtifactStore) -> list[int]:
        found = look(self)
        content = next(looks, None) if self is store else None
        if content is not None:
            commit(other, content)
        return found

    monkeypatch.setattr(ArtifactStore, "_numbers", look_then_lose)
    assert commit(store, "b").version == "v1"
    assert [version.digest for version in other.versions()] == [
        manifest(content).digest for content in "abc"
    ]


RANK = """
import sys
from pathlib import Path
from runside.artifacts import ArtifactStore, Entry, Manifest
store = ArtifactStore(Path('project'), 'model')
print('ready', flush=True)
sys.stdin.readline()
for n in range(40):
    content = f'{n}' if n % 2 else f'{n}{sys.argv[1]}'
    entries = [Entry('file.bin', f'{content:0>64}', 1)]
    version = store.commit(Manifest(entries), type='model', run=sys.argv[1], holder=sys.argv[1],
                           created=1.0, description=None, metadata={})
    store.set_alias('last', version)
    print(content, version.version)
"""


def test_processes_that_log_at_once_make_each_content_once_and_no_version_twice(
    tmp_path: Path,
) -> None:
    ranks = [
        subprocess.Popen(
            [sys.executable, "-c", RANK, name],
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "abc"
    ]
    for rank in ranks:
        assert rank.stdout is not None
        assert rank.stdout.readline() == "ready\n"
    told: list[tuple[str, str]] = []
    for rank in ranks:
        assert rank.stdin is not None
        rank.stdin.write("\n")
        rank.stdin.flush()
    for rank in ranks:
        for line in rank.communicate(timeout=120)[0].splitlines():
            content, version = line.split()
            told.append((content, version))
        assert rank.returncode == 0
    assert len(told) == 3 * 40
    by_content = dict(told)
    assert set(by_content.items()) == set(told), "one content has two versions"
    assert len(by_content) == 20 + 3 * 20
    assert sorted(int(version[1:]) for version in by_content.values()) == list(range(80))
    store = ArtifactStore(tmp_path / "project", "model")
    assert [one.number for one in store.versions()] == list(range(80))
    last = store.find("last")
    assert last is not None
    assert last.version in {by_content["39"]}
