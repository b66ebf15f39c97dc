"""Whole arrays, kept as files of numpy, with numbers that stand for them."""

from __future__ import annotations

import io
from typing import Any

from runside.data.blob import Blob
from runside.data.histogram import as_numpy

PERCENTILES = (5, 25, 50, 75, 95)


def keep_array(value: Any) -> tuple[Blob, dict[str, Any]]:
    """The ``.npy`` file of an array or a tensor of any library, and the descriptor that stands for it.

    The descriptor has its shape and type, and of its finite numbers the least, greatest, mean, variance, standard
    deviation and percentiles; how many are NaN or infinite, where there are some; of complex ones the magnitudes'.
    """
    import numpy as np

    array = as_numpy(value)
    file = io.BytesIO()
    np.save(file, array, allow_pickle=False)
    blob = Blob(file.getvalue(), "npy")
    return blob, {
        "_type": "numpy.ndarray",
        "sha256": blob.sha256,
        "size": len(blob.data),
        "path": f"blobs/{blob.sha256}.npy",
        "shape": list(array.shape),
        "dtype": str(array.dtype),
        **_statistics(array),
    }


def _statistics(array: Any) -> dict[str, Any]:
    import numpy as np

    numbers = (np.abs(array) if array.dtype.kind == "c" else array).astype(np.float64).ravel()
    if isinstance(numbers, np.ma.MaskedArray):
        numbers = numbers.compressed()
    finite = numbers[np.isfinite(numbers)]
    counts = {
        "nan": int(np.isnan(numbers).sum()),
        "posinf": int(np.isposinf(numbers).sum()),
        "neginf": int(np.isneginf(numbers).sum()),
    }
    left_out = {name: count for name, count in counts.items() if count}
    if not finite.size:
        return left_out
    with np.errstate(over="ignore", invalid="ignore"):
        percentiles = np.percentile(finite, PERCENTILES).tolist()
        return {
            "min": float(finite.min()),
            "max": float(finite.max()),
            "mean": float(finite.mean()),
            "var": float(finite.var()),
            "std": float(finite.std()),
            **{f"{p}%": value for p, value in zip(PERCENTILES, percentiles, strict=True)},
            **left_out,
        }
