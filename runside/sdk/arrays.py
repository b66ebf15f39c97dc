"""Arrays and tensors of any library, read without importing it."""

from __future__ import annotations

from math import prod
from typing import Any

_TEXT_DATES_OBJECTS = "OSUTMm"
"""The kinds (as numpy calls them) of arrays that are kept as lists whatever their size; T is numpy 2's StringDType."""


def is_array(value: object) -> bool:
    """Whether a value is an array, a tensor, or a scalar of an array library; a table is none."""
    kind = type(value)
    if hasattr(kind, "columns"):
        return False
    return hasattr(kind, "__array__") or hasattr(kind, "__dlpack__")


def readable(value: Any) -> Any:
    """The array, in a form that has ``shape``, ``dtype`` and ``tolist``; of most libraries it is that itself."""
    if hasattr(value, "tolist") and hasattr(value, "shape") and hasattr(value, "dtype"):
        return value
    if hasattr(value, "numpy"):
        return value.numpy()
    import numpy as np

    if hasattr(value, "__array__"):
        return np.asarray(value)
    return np.from_dlpack(value)


def has_more_numbers(array: Any, most: int) -> bool:
    """Whether a readable array holds more than so many numbers; text, dates and objects are no numbers."""
    kind = getattr(array.dtype, "kind", "")
    listed = kind in tuple(_TEXT_DATES_OBJECTS) or (kind == "V" and array.dtype.names is not None)
    return not listed and prod(array.shape) > most


def list_array(array: Any) -> object:
    """The values of a readable array: one value where it holds one, else a nested list.

    A tensor on a GPU is read now, which waits for it.
    """
    dtype = array.dtype
    kind = getattr(dtype, "kind", "")
    if kind == "M":
        listed = array.astype(str).tolist()
    elif kind == "m":
        listed = array.astype("timedelta64[us]").tolist()
    elif kind == "g" or (kind == "f" and dtype.itemsize > 8):
        listed = array.astype(float).tolist()
    elif kind == "V" and dtype.names is None:
        # bfloat16 and the like, which numpy itself does not know.
        listed = array.astype(float).tolist()
    elif hasattr(array, "to_dense"):
        listed = array.to_dense().tolist()  # a tensor of torch; a sparse one cannot be listed
    else:
        listed = array.tolist()
    return _only(listed) if prod(array.shape) == 1 else listed


def _only(listed: object) -> object:
    while isinstance(listed, list) and len(listed) == 1:
        listed = listed[0]
    return listed
