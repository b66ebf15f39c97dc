"""Images."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runside.data.blob import Blob
from runside.data.figures import draw, figure_of
from runside.data.medium import Medium
from runside.data.picture_file import PictureHead, read_head
from runside.errors import LogError

if TYPE_CHECKING:
    import PIL.Image

FORMATS = ("png", "jpg", "jpeg", "bmp", "gif", "webp")
_PIL_FORMATS = {"jpg": "jpeg"}
_NOT_KEPT = "runside.Image does not draw {}= yet; leave it out, and the picture itself is kept"


class Image(Medium):
    """A picture, logged by itself or with others as a list.

    Args:
        data_or_path: the path of a png, jpg, bmp, gif or webp file; an array of shape (H, W) or (H, W, C) with 1
            (grey), 3 (RGB) or 4 (RGBA) channels; a tensor of torch of shape (H, W) or (C, H, W); a PIL image; a
            matplotlib figure, its axes, or ``matplotlib.pyplot`` for the current one; another Image.
        mode: the mode, in Pillow's words (``L``, ``RGB``, ``RGBA``), to convert it to; needs Pillow where it differs.
        caption: a text that is shown with it.
        file_type: what it is kept as: ``png`` (default), ``jpg``, ``jpeg``, ``bmp``, ``gif`` or ``webp``; all but png
            need Pillow. A file that is given keeps its own.
        normalize: floats in [0, 1] are scaled by 255, and values outside of 0–255 stretched to it. With False all are
            cast to 8 bits as they are.

    What is given is read at once, so that later changes to an array or a file do not reach the picture.

    Raises LogError, which names what was found and what is wanted, where no picture can be made of what was given.
    """

    def __init__(
        self,
        data_or_path: Any,
        mode: str | None = None,
        caption: str | None = None,
        grouping: int | None = None,
        classes: object = None,
        boxes: object = None,
        masks: object = None,
        file_type: str | None = None,
        normalize: bool = True,
    ) -> None:
        for name, argument in (("classes", classes), ("boxes", boxes), ("masks", masks)):
            if argument is not None:
                raise LogError(_NOT_KEPT.format(name))
        if file_type is not None and file_type not in FORMATS:
            raise LogError(f"file_type {file_type!r} is none of {', '.join(FORMATS)}")
        if file_type == "jpeg":
            file_type = "jpg"
        self.caption = None if caption is None else str(caption)
        self.grouping = grouping
        self._blob, self._head = _read(data_or_path, mode, file_type, normalize)
        if isinstance(data_or_path, Image) and caption is None:
            self.caption = data_or_path.caption

    @property
    def width(self) -> int:
        """In pixels."""
        return self._head.width

    @property
    def height(self) -> int:
        """In pixels."""
        return self._head.height

    @property
    def format(self) -> str:
        """What it is kept as: ``png``, ``jpg``, …"""
        return self._head.format

    def blobs(self) -> Sequence[Blob]:
        return (self._blob,)

    def descriptor(self) -> dict[str, Any]:
        described: dict[str, Any] = {"_type": "image-file", **self._item(), "path": self._path}
        if self.caption is not None:
            described["caption"] = self.caption
        if self.grouping is not None:
            described["grouping"] = self.grouping
        return described

    @classmethod
    def batch(cls, media: Sequence[Image]) -> dict[str, Any]:
        first = media[0]
        captions = [image.caption for image in media]
        return {
            "_type": "images/separated",
            "width": first.width,
            "height": first.height,
            "format": first.format,
            "count": len(media),
            "filenames": [image._path for image in media],
            "captions": [text or "" for text in captions] if any(captions) else False,
            "items": [image._item() for image in media],
        }

    @property
    def _path(self) -> str:
        return f"blobs/{self._blob.sha256}.{self._blob.format}"

    def _item(self) -> dict[str, Any]:
        return {
            "sha256": self._blob.sha256,
            "size": len(self._blob.data),
            "format": self.format,
            "width": self.width,
            "height": self.height,
        }

    def __repr__(self) -> str:
        caption = f", {self.caption!r}" if self.caption else ""
        return f"<runside.Image {self.width} × {self.height} {self.format}{caption}>"


def is_pil(value: object) -> bool:
    """Whether a value is an image of Pillow, without importing it."""
    module = sys.modules.get("PIL.Image")
    return module is not None and isinstance(value, module.Image)


def is_picture(value: object) -> bool:
    """Whether a value is a picture by itself: an image of Pillow, or what matplotlib has drawn."""
    return is_pil(value) or figure_of(value) is not None


def _read(
    source: Any, mode: str | None, file_type: str | None, normalize: bool
) -> tuple[Blob, PictureHead]:
    if isinstance(source, Image):
        same = mode is None and file_type in (None, source.format)
        return (
            (source._blob, source._head) if same else _convert(source._blob.data, mode, file_type)
        )
    if isinstance(source, (str, os.PathLike)):
        return _read_file(Path(source), mode, file_type)
    if is_pil(source):
        return _encode_pil(source, mode, file_type)
    figure = figure_of(source)
    if figure is not None:
        return _draw(figure, mode, file_type)
    if hasattr(source, "shape") and hasattr(source, "dtype"):
        return _encode_array(source, mode, file_type, normalize)
    raise LogError(
        f"no image can be made of {_type_name(source)}; wanted is a path, an array of shape (H, W) or (H, W, C), a "
        "tensor of shape (C, H, W), a PIL image, a matplotlib figure or another Image"
    )


def _encode_array(
    array: Any, mode: str | None, file_type: str | None, normalize: bool
) -> tuple[Blob, PictureHead]:
    from runside.data import png
    from runside.data.pixels import MODES, to_pixels

    pixels = to_pixels(array, normalize)
    data = png.encode(*pixels)
    if mode in (None, MODES[pixels.channels]) and file_type in (None, "png"):
        return Blob(data, "png"), PictureHead("png", pixels.width, pixels.height)
    return _convert(data, mode, file_type)


def _read_file(path: Path, mode: str | None, file_type: str | None) -> tuple[Blob, PictureHead]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LogError(
            f"the image file {path} cannot be read: {error.strerror or error}"
        ) from error
    if not data:
        raise LogError(f"the image file {path} is empty")
    head = read_head(data)
    if head is None:
        raise LogError(f"the file {path} is no image: wanted is one of {', '.join(FORMATS)}")
    if mode is None and file_type in (None, head.format):
        return Blob(data, head.format), head
    return _convert(data, mode, file_type or head.format)


def _convert(data: bytes, mode: str | None, file_type: str | None) -> tuple[Blob, PictureHead]:
    """The picture in these bytes, in another mode or format."""
    try:
        import PIL.Image
    except ImportError:
        wanted = " and ".join(
            f"{name}={value!r}"
            for name, value in (("mode", mode), ("file_type", file_type))
            if value
        )
        raise LogError(f"runside.Image needs Pillow for {wanted}: pip install Pillow") from None
    try:
        with PIL.Image.open(io.BytesIO(data)) as image:
            image.load()
            return _encode_pil(image, mode, file_type)
    except (OSError, SyntaxError) as error:
        raise LogError(f"the image cannot be decoded: {error}") from error


def _encode_pil(
    image: PIL.Image.Image, mode: str | None, file_type: str | None
) -> tuple[Blob, PictureHead]:
    from runside.data import png

    if 0 in image.size:
        raise LogError(f"a PIL image of {image.width} × {image.height} pixels is empty")
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        import numpy as np

        # More than 8 bits a sample, of which Pillow's own conversion keeps only what is below 256.
        return _encode_array(np.asarray(image), mode, file_type, normalize=True)
    kept_as = file_type or "png"
    wanted = mode or _shown_mode(image, kept_as)
    try:
        if image.mode != wanted:
            image = image.convert(wanted)
        if kept_as == "png" and wanted in ("L", "RGB", "RGBA"):
            channels = len(image.getbands())
            data = png.encode(image.tobytes(), image.width, image.height, channels)
        else:
            file = io.BytesIO()
            image.save(file, format=_PIL_FORMATS.get(kept_as, kept_as))
            data = file.getvalue()
    except (KeyError, OSError, ValueError) as error:
        raise LogError(
            f"a PIL image of mode {image.mode} cannot be kept as {kept_as} of mode {wanted}: {error}"
        ) from error
    return Blob(data, kept_as), PictureHead(kept_as, image.width, image.height)


def _shown_mode(image: PIL.Image.Image, kept_as: str) -> str:
    """The one of the modes that every browser shows which loses least of the image."""
    transparent = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    if transparent and kept_as not in ("jpg", "bmp"):
        return "RGBA"
    return "L" if image.mode in ("1", "L", "LA", "La") else "RGB"


def _draw(figure: Any, mode: str | None, file_type: str | None) -> tuple[Blob, PictureHead]:
    data = draw(figure)
    head = read_head(data)
    if head is not None and mode is None and file_type in (None, "png"):
        return Blob(data, "png"), head
    return _convert(data, mode, file_type)


def _type_name(value: object) -> str:
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}"
