"""Images of whatever there is, and what is wrong with what is none."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import PIL.Image
import pytest

from runside.data import Image
from runside.errors import LogError


def pixels(image: Image) -> Any:
    """The samples of the file that is kept."""
    (blob,) = image.blobs()
    with PIL.Image.open(io.BytesIO(blob.data)) as picture:
        picture.load()
        assert picture.size == (image.width, image.height)
        return np.asarray(picture)


GREY = np.array([[0, 128], [64, 255], [1, 2]], dtype=np.uint8)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_the_channels_of_an_array_are_grey_rgb_or_rgba(channels: int) -> None:
    array = np.random.default_rng(0).integers(0, 256, (5, 7, channels), dtype=np.uint8)
    image = Image(array)
    assert (image.width, image.height, image.format) == (7, 5, "png")
    assert np.array_equal(pixels(image).reshape(array.shape), array)


def test_an_array_without_channels_is_grey() -> None:
    assert np.array_equal(pixels(Image(GREY)), GREY)


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (np.array([[0.0, 0.5, 1.0]]), [[0, 128, 255]]),
        (np.array([[0.0, 0.5]], dtype=np.float16), [[0, 128]]),
        (np.array([[-1.0, 0.0, 1.0]]), [[0, 128, 255]]),
        (np.array([[10.0, 15.0, 20.0]]), [[0, 128, 255]]),
        (np.array([[0, 7, 255]]), [[0, 7, 255]]),
        (np.array([[0, 32768, 65535]], dtype=np.uint16), [[0, 128, 255]]),
        (np.array([[-4, 0, 4]]), [[0, 128, 255]]),
        (np.array([[False, True]]), [[0, 255]]),
        (np.array([[7.5, 7.5]]), [[7, 7]]),
        (np.array([[900.0, 900.0]]), [[255, 255]]),
        (np.array([[-1e308, 0, 1e308]]), [[0, 128, 255]]),
    ],
)
def test_values_become_8_bits(array: Any, expected: list[list[int]]) -> None:
    assert pixels(Image(array)).tolist() == expected


def test_without_normalize_values_are_cast() -> None:
    array = np.array([[0.0, 1.0, 254.9]])
    assert pixels(Image(array, normalize=False)).tolist() == [[0, 1, 254]]


class FakeTorch:
    """As a tensor of torch: channels first, on another device, of a type that numpy lacks."""

    def __init__(self, array: Any) -> None:
        self._array, self.shape = array, array.shape
        self.dtype = type("dtype", (), {"is_floating_point": True})()

    def detach(self) -> Any:
        return self

    cpu = detach

    def float(self) -> Any:
        return type("Float", (), {"numpy": lambda _: self._array})()


FakeTorch.__module__ = "torch"


class FakeMeta(FakeTorch):
    """As a tensor on torch's device "meta", which has a shape and nothing else."""

    def cpu(self) -> Any:
        raise NotImplementedError("no data")


FakeMeta.__module__ = "torch"


def test_a_tensor_of_torch_has_its_channels_first() -> None:
    array = np.random.default_rng(0).random((3, 4, 5)).astype(np.float32)
    image = Image(FakeTorch(array))
    assert (image.width, image.height) == (5, 4)
    assert np.array_equal(pixels(image), np.rint(np.moveaxis(array, 0, -1) * 255))


@pytest.mark.parametrize(
    ("given", "found", "wanted"),
    [
        (np.zeros(5), r"shape \(5,\)", r"\(H, W\)"),
        (np.zeros((4, 4, 5)), r"shape \(4, 4, 5\)", r"C = 1 \(grey\), 3 \(RGB\) or 4"),
        (np.zeros((0, 4)), r"shape \(0, 4\)", "wanted"),
        (np.zeros((2, 3, 4, 3)), r"shape \(2, 3, 4, 3\)", "a list of images"),
        (FakeTorch(np.zeros((5, 4, 3))), r"shape \(5, 4, 3\)", r"\(C, H, W\)"),
        (np.array([[0, np.nan]]), r"1 of the 2 values .*shape \(1, 2\) are NaN", "nan_to_num"),
        (np.array([[0, np.inf]]), "1 of the 2 values", "finite"),
        (np.array([["a"]]), "array of <U1", "numbers"),
        (np.array([[1j]]), "array of complex128", "numbers"),
        (FakeMeta(np.zeros((3, 4, 5))), r"shape \(3, 4, 5\) cannot be read", "no data"),
        (3, "no image can be made of builtins.int", "a path, an array"),
    ],
)
def test_what_is_no_image_is_refused_with_what_was_found_and_what_is_wanted(
    given: Any, found: str, wanted: str
) -> None:
    with pytest.raises(LogError, match=f"{found}.*{wanted}"):
        Image(given)


def test_a_later_change_of_the_array_does_not_reach_the_picture() -> None:
    array = GREY.copy()
    image = Image(array)
    array[:] = 0
    assert np.array_equal(pixels(image), GREY)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_pil_images_of_every_mode_are_kept(mode: str) -> None:
    image = Image(PIL.Image.new(mode, (6, 4)))
    assert (image.width, image.height, image.format) == (6, 4, "png")
    assert pixels(image).shape[:2] == (4, 6)


def test_a_pil_image_keeps_what_is_transparent() -> None:
    picture = PIL.Image.new("RGBA", (2, 1), (10, 20, 30, 40))
    assert pixels(Image(picture)).tolist() == [[[10, 20, 30, 40]] * 2]


def test_a_file_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpeg"
    PIL.Image.new("RGB", (6, 4)).save(path)
    for source in (path, str(path)):
        image = Image(source)
        assert image.blobs()[0].data == path.read_bytes()
        assert (image.width, image.height, image.format) == (6, 4, "jpg")


def test_files_that_are_missing_empty_or_no_pictures_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.png").write_text("not a picture")
    for name, problem in {
        "missing.png": "cannot be read: No such file",
        "empty.png": "is empty",
        "text.png": "is no image: wanted is one of png",
    }.items():
        with pytest.raises(LogError, match=f"{name} {problem}"):
            Image(tmp_path / name)


@pytest.mark.parametrize("file_type", ["jpg", "jpeg", "bmp", "gif", "webp"])
def test_file_type_says_what_it_is_kept_as(file_type: str) -> None:
    image = Image(np.zeros((4, 6, 3)), file_type=file_type)
    assert image.format == ("jpg" if file_type == "jpeg" else file_type)
    assert pixels(image).shape[:2] == (4, 6)


def test_mode_converts(tmp_path: Path) -> None:
    path = tmp_path / "red.png"
    PIL.Image.new("RGB", (2, 2), (255, 0, 0)).save(path)
    for source in (path, np.asarray(PIL.Image.open(path)), PIL.Image.open(path), Image(path)):
        assert pixels(Image(source, mode="L")).tolist() == [[76, 76], [76, 76]]


def test_another_image_gives_its_picture_and_its_caption() -> None:
    first = Image(GREY, caption="first")
    assert Image(first).descriptor() == first.descriptor()
    assert Image(first, caption="second").caption == "second"


def test_the_descriptor_of_one_and_of_several() -> None:
    one = Image(GREY, caption="5 read as 6", grouping=3)
    described = one.descriptor()
    assert described["_type"] == "image-file"
    assert described["path"] == f"blobs/{described['sha256']}.png"
    assert (described["width"], described["height"]) == (2, 3)
    assert (described["caption"], described["grouping"]) == ("5 read as 6", 3)
    several = Image.batch([one, Image(np.zeros((9, 8, 3)))])
    assert several["count"] == 2
    assert (several["width"], several["height"], several["format"]) == (2, 3, "png")
    assert several["filenames"][0] == described["path"]
    assert several["captions"] == ["5 read as 6", ""]
    assert [(item["width"], item["height"]) for item in several["items"]] == [(2, 3), (8, 9)]
    assert Image.batch([Image(GREY)])["captions"] is False


def test_arguments_that_are_not_kept_are_refused() -> None:
    for name in ("classes", "boxes", "masks"):
        with pytest.raises(LogError, match=f"{name}="):
            Image(GREY, **{name: {}})  # type: ignore[arg-type]
    with pytest.raises(LogError, match="file_type 'tiff' is none of png"):
        Image(GREY, file_type="tiff")


def test_without_pillow_what_needs_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    assert Image(GREY).format == "png"
    with pytest.raises(LogError, match="needs Pillow for file_type='jpg'"):
        Image(GREY, file_type="jpg")


@pytest.fixture
def pyplot(monkeypatch: pytest.MonkeyPatch) -> Any:
    """As matplotlib: a module with a current figure, which draws itself."""

    class Figure:
        axes: tuple[str, ...] = ("axes",)

        def get_axes(self) -> tuple[str, ...]:
            return self.axes

        def savefig(self, file: Any, format: str) -> None:  # noqa: A002
            PIL.Image.new("RGB", (6, 4)).save(file, format=format)

    figures, module = ModuleType("matplotlib.figure"), ModuleType("matplotlib.pyplot")
    vars(figures)["Figure"] = Figure
    current = Figure()
    vars(module)["gcf"] = lambda: current
    monkeypatch.setitem(sys.modules, "matplotlib.figure", figures)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", module)
    return module


def test_a_figure_is_drawn_and_pyplot_is_its_current_figure(pyplot: Any) -> None:
    for source in (pyplot, pyplot.gcf()):
        image = Image(source)
        assert (image.width, image.height, image.format) == (6, 4, "png")


def test_an_empty_figure_is_refused(pyplot: Any) -> None:
    figure = pyplot.gcf()
    figure.axes = ()
    with pytest.raises(LogError, match="figure is empty"):
        Image(pyplot)
