"""A blob is opened by its hash alone, and is never something that a browser runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runside.server.blobs import OCTETS, BlobUnavailable, open_blob, sniff

SHA = "ab" * 32


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "run" / "blobs").mkdir(parents=True)
    return tmp_path / "run"


def test_a_blob_is_found_by_its_hash(run: Path) -> None:
    (run / "blobs" / f"{SHA}.png").write_bytes(b"\x89PNG\r\n\x1a\n...")
    blob = open_blob(run, SHA)
    assert (blob.size, blob.content_type) == (11, "image/png")
    os.close(blob.descriptor)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../run.json",
        "/etc/passwd",
        SHA.upper(),
        SHA + ".png",
        SHA[:-1],
        SHA + "\n",
        "%2e%2e",
        "..\\x",
    ],
)
def test_nothing_but_a_hash_names_a_blob(run: Path, name: str) -> None:
    with pytest.raises(BlobUnavailable, match="64 lower-case hex digits"):
        open_blob(run, name)


def test_a_link_is_not_followed(run: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (run / "blobs" / f"{SHA}.png").symlink_to(tmp_path / "secret")
    with pytest.raises(BlobUnavailable):
        open_blob(run, SHA)


def test_a_folder_that_is_a_link_is_not_followed(run: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / SHA).write_text("secret")
    (run / "blobs").rmdir()
    (run / "blobs").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BlobUnavailable):
        open_blob(run, SHA)


def test_a_run_folder_that_is_a_link_is_not_followed(run: Path, tmp_path: Path) -> None:
    (run / "blobs" / SHA).write_text("x")
    (tmp_path / "link").symlink_to(run)
    with pytest.raises(BlobUnavailable):
        open_blob(tmp_path / "link", SHA)


def test_a_pipe_is_neither_read_nor_waited_for(run: Path) -> None:
    os.mkfifo(run / "blobs" / SHA)
    with pytest.raises(BlobUnavailable, match="no regular file"):
        open_blob(run, SHA)


def test_a_folder_is_no_blob(run: Path) -> None:
    (run / "blobs" / SHA).mkdir()
    with pytest.raises(BlobUnavailable):
        open_blob(run, SHA)


@pytest.mark.parametrize(
    ("start", "content_type"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x20ftypisom", "video/mp4"),
        (b"\x1aE\xdf\xa3", "video/webm"),
        (b"OggS\0", "audio/ogg"),
        (b"glTF\x02\0\0\0", "model/gltf-binary"),
    ],
)
def test_what_may_be_shown_is_known_by_its_first_bytes(start: bytes, content_type: str) -> None:
    assert sniff(start) == content_type


@pytest.mark.parametrize(
    "start",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf<html>",
        b"alert(1)",
        b"RIFF\0\0\0\0<svg",
        b"\0\0\0\x20ftyp<svg",
        b"BM<script>",
        b"",
    ],
)
def test_what_could_hold_a_script_is_for_download_only(start: bytes) -> None:
    assert sniff(start) == OCTETS
