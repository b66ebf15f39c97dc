"""Histograms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from runside.data.bins import Bins, bin_array, bin_numbers, check_bins
from runside.data.blob import Blob
from runside.data.medium import Medium
from runside.data.pixels import is_torch
from runside.errors import LogError


class Histogram(Medium):
    """How many of some numbers lie in each of a row of even bins.

    Args:
        sequence: numbers, also nested; an array or a tensor of any shape. NaN and infinities are left out and counted;
            of complex numbers the magnitudes are taken. A tuple of two, counts and edges, as ``numpy.histogram``
            returns it, is taken for ``np_histogram``.
        np_histogram: counts, and the edges between them, of which there is one more.
        num_bins: how many bins, 1 to 512.

    Raises LogError, which is a ``ValueError`` and a ``TypeError``, for what is no histogram.
    """

    MAX_LENGTH = 512
    """The most bins."""

    def __init__(
        self,
        sequence: Any = None,
        np_histogram: Any = None,
        num_bins: int = 64,
    ) -> None:
        if np_histogram is None and _is_np_histogram(sequence):
            sequence, np_histogram = None, sequence
        if (sequence is None) == (np_histogram is None):
            raise LogError("runside.Histogram takes either numbers or np_histogram=(counts, edges)")
        if np_histogram is not None:
            self._bins = _counted(np_histogram)
        else:
            if isinstance(num_bins, bool) or not isinstance(num_bins, int):
                raise LogError(f"runside.Histogram: num_bins is an integer, not {num_bins!r}")
            if not 1 <= num_bins <= self.MAX_LENGTH:
                raise LogError(
                    f"runside.Histogram: num_bins is 1 to {self.MAX_LENGTH}, not {num_bins}"
                )
            self._bins = bins_of(sequence, num_bins)

    @classmethod
    def of(cls, bins: Bins) -> Histogram:
        """The histogram of bins that are counted already."""
        histogram = cls.__new__(cls)
        histogram._bins = bins
        return histogram

    @property
    def histogram(self) -> list[int] | list[float]:
        """How many numbers lie in each bin."""
        return self._bins.counts

    @property
    def bins(self) -> list[float]:
        """The edges of the bins, of which there is one more."""
        return self._bins.edges

    def blobs(self) -> Sequence[Blob]:
        return ()

    def descriptor(self) -> dict[str, Any]:
        return {"_type": "histogram", **self._item()}

    @classmethod
    def batch(cls, media: Sequence[Histogram]) -> dict[str, Any]:
        items = [histogram._item() for histogram in media]
        return {"_type": "histograms", "count": len(items), "items": items}

    def _item(self) -> dict[str, Any]:
        return {"values": self.histogram, "bins": self.bins, **self._bins.left_out}

    def __repr__(self) -> str:
        first, last = self.bins[0], self.bins[-1]
        return f"<runside.Histogram {len(self.histogram)} bins, {first:g} to {last:g}>"


def bins_of(values: Any, bins: int) -> Bins:
    """The bins of numbers in whatever holds them: a sequence, an array, a tensor on any device.

    A tensor of torch is counted where it is, and only the counts are fetched. LogError where there are no numbers.
    """
    if is_torch(values):
        from runside.data.tensor_bins import bin_tensor

        return bin_tensor(values, bins)
    if hasattr(values, "__array__") or hasattr(values, "__dlpack__"):
        return bin_array(as_numpy(values), bins)
    if isinstance(values, Iterable) and not isinstance(values, (str, bytes)):
        return bin_numbers(_flat(values), bins)
    raise LogError(f"a histogram is made of numbers, not of {type(values).__qualname__}")


def as_numpy(value: Any) -> Any:
    """An array of whatever library, as one of numpy whose numbers numpy knows."""
    import numpy as np

    if is_torch(value):
        return _torch_as_numpy(value)
    array = np.asanyarray(value) if hasattr(value, "__array__") else np.from_dlpack(value)
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if array.dtype.kind == "O" and kind in tuple("iufb") and hasattr(value, "to_numpy"):
        # A column of pandas with missing values, which it gives as objects.
        array = value.to_numpy(dtype=float, na_value=np.nan)
    if array.dtype.kind == "V" and array.dtype.names is None:
        array = array.astype(np.float32)  # bfloat16 and the like, which numpy itself does not know
    return array


def _torch_as_numpy(tensor: Any) -> Any:
    tensor = tensor.detach()
    if hasattr(tensor, "to_local"):
        tensor = tensor.to_local()  # the part of a distributed tensor that is here
    tensor = tensor.to_dense().cpu().resolve_conj()
    try:
        return tensor.numpy()
    except TypeError:
        return tensor.float().numpy()  # bfloat16 and the like


def _flat(values: Iterable[Any]) -> list[float]:
    """The numbers of nested sequences."""
    numbers: list[float] = []
    for value in values:
        if isinstance(value, (int, float)):
            numbers.append(value)
        elif hasattr(value, "tolist"):
            listed = value.tolist()
            numbers += _flat(listed if isinstance(listed, list) else [listed])
        elif isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
            numbers += _flat(value)
        else:
            try:
                numbers.append(float(value))
            except (TypeError, ValueError):
                raise LogError(f"a histogram is made of numbers, not of {value!r}") from None
    return numbers


def _is_np_histogram(value: Any) -> bool:
    """Whether this is (counts, edges): two rows, the second longer by one."""
    if not isinstance(value, tuple) or len(value) != 2:
        return False
    try:
        return len(value[1]) == len(value[0]) + 1
    except TypeError:
        return False


def _counted(np_histogram: Any) -> Bins:
    try:
        counts, edges = np_histogram
    except (TypeError, ValueError):
        raise LogError(
            "runside.Histogram: np_histogram is (counts, edges), as numpy.histogram returns it"
        ) from None
    return check_bins(_flat([counts]), _flat([edges]), Histogram.MAX_LENGTH)
