"""Arrays and tensors to pixels: what each shape and each range of values means as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from runside.errors import LogError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODES = {1: "L", 3: "RGB", 4: "RGBA"}
"""The mode, in Pillow's words, of a picture of so many channels."""

_WANTED = "(H, W), or (H, W, C) with C = 1 (grey), 3 (RGB) or 4 (RGBA)"
_WANTED_OF_TORCH = "(H, W), or (C, H, W) with C = 1 (grey), 3 (RGB) or 4 (RGBA)"


class Pixels(NamedTuple):
    """A picture of 8 bits a sample."""

    data: bytes
    """Its samples, row by row, the channels of a pixel together."""
    width: int
    height: int
    channels: int


def is_torch(value: object) -> bool:
    """Whether a value is a tensor of torch, without importing it."""
    return any(kind.__module__.partition(".")[0] == "torch" for kind in type(value).__mro__)


def to_pixels(value: Any, normalize: bool = True) -> Pixels:
    """The pixels of an array of shape (H, W) or (H, W, C), or of a tensor of torch of shape (H, W) or (C, H, W).

    Bools are black and white; integers in 0–255 and floats in [0, 1] span that range. Others are stretched, the
    least to black and the greatest to white; with ``normalize=False`` all are cast to 8 bits as they are.

    Raises LogError for other shapes, for what holds no numbers, and for NaN and infinities.
    """
    import numpy as np

    torch = is_torch(value)
    shape = tuple(value.shape)
    wanted = _WANTED_OF_TORCH if torch else _WANTED
    channels = 1 if len(shape) == 2 else shape[0 if torch else -1] if len(shape) == 3 else None
    if channels not in MODES or 0 in shape:
        hint = ": log a list of images for a batch" if len(shape) == 4 else ""
        raise LogError(f"an array of shape {shape} is no image; wanted is {wanted}{hint}")
    try:
        array = _read_torch(value) if torch else np.asarray(value)
    except Exception as error:
        # A tensor without data (on "meta"), a sparse one: each library has its own word for it.
        raise LogError(f"the image of shape {shape} cannot be read: {error}") from error
    if torch and array.ndim == 3:
        array = np.moveaxis(array, 0, -1)
    samples: NDArray[np.uint8] = np.ascontiguousarray(_to_bytes(array, normalize), dtype=np.uint8)
    return Pixels(samples.tobytes(), samples.shape[1], samples.shape[0], channels)


def _read_torch(tensor: Any) -> NDArray[Any]:
    tensor = tensor.detach().cpu()
    if tensor.dtype.is_floating_point:
        tensor = tensor.float()  # numpy has no bfloat16
    array: NDArray[Any] = tensor.numpy()
    return array


def _to_bytes(array: NDArray[Any], normalize: bool) -> Any:
    import numpy as np

    if array.dtype == np.uint8:
        return array
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    floats = array.dtype.kind not in "iu"
    if floats:
        try:
            if array.dtype.kind == "c":
                raise TypeError("numpy would leave out the imaginary parts")
            array = array.astype(np.float32 if array.dtype.itemsize <= 4 else np.float64)
        except (TypeError, ValueError):
            raise LogError(
                f"an array of {array.dtype} is no image; wanted are numbers or bools"
            ) from None
        bad = array.size - int(np.count_nonzero(np.isfinite(array)))
        if bad:
            raise LogError(
                f"{bad} of the {array.size} values of the image of shape {array.shape} are NaN or infinite; "
                "wanted are finite values, as np.nan_to_num(image) gives them"
            )
    if not normalize:
        return array.astype(np.uint8)
    least, greatest = array.min(), array.max()
    if floats and least >= 0 and greatest <= 1:
        return np.rint(array * 255).astype(np.uint8)
    if not floats and least >= 0 and greatest <= 255:
        return array.astype(np.uint8)
    if least == greatest:
        return np.full(array.shape, min(max(int(least), 0), 255), dtype=np.uint8)
    # Within -1..1, where no difference of two floats overflows.
    largest = max(abs(float(least)), abs(float(greatest)))
    low, high = float(least) / largest, float(greatest) / largest
    stretched = (array.astype(np.float64) / largest - low) * (255 / (high - low))
    return np.rint(stretched).astype(np.uint8)
