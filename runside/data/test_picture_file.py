"""Picture files of every format, told from one another and measured."""

from __future__ import annotations

import io

import PIL.Image
import pytest

from runside.data.picture_file import read_head


def picture(format: str, mode: str = "RGB", **options: object) -> bytes:  # noqa: A002
    file = io.BytesIO()
    PIL.Image.new(mode, (31, 17)).save(file, format=format, **options)
    return file.getvalue()


FILES = {
    "png": picture("png"),
    "jpg": picture("jpeg"),
    "jpg progressive": picture("jpeg", progressive=True),
    "gif": picture("gif"),
    "bmp": picture("bmp"),
    "webp": picture("webp"),
    "webp lossless": picture("webp", lossless=True),
    "webp extended": picture("webp", "RGBA", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"),
}


@pytest.mark.parametrize("name", FILES)
def test_format_and_size_are_read(name: str) -> None:
    assert read_head(FILES[name]) == (name.split()[0], 31, 17)


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_at_any_byte_of_its_head_is_told_right_or_not_at_all(name: str) -> None:
    whole = read_head(FILES[name])
    for length in range(min(len(FILES[name]), 700)):
        assert read_head(FILES[name][:length]) in (whole, None)


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"GIF", b"RIFF0000WAVE", b"\xff\xd8" + b"\0" * 99]
)
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert read_head(data) is None
