"""PNG files of our own, as Pillow reads them."""

from __future__ import annotations

import io

import numpy as np
import PIL.Image
import pytest

from runside.data import png


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (7, 5), (200, 300)], ids=str)
def test_pillow_reads_the_same_pixels(height: int, width: int, channels: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, channels), dtype=np.uint8)
    data = png.encode(pixels.tobytes(), width, height, channels)
    with PIL.Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.format == "PNG"
        assert np.array_equal(np.asarray(image).reshape(pixels.shape), pixels)


def test_small_pictures_are_compressed() -> None:
    assert len(png.encode(bytes(100 * 100), 100, 100, 1)) < 200


def test_bytes_that_are_not_so_many_pixels_are_refused() -> None:
    with pytest.raises(ValueError, match="5 bytes are not 2 × 2 × 1 samples"):
        png.encode(bytes(5), 2, 2, 1)
