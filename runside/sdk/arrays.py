"""Arrays and tensors of any library, read without importing it."""

from __future__ import annotations

from math import prod
from typing import Any

from runside.errors import LogError

_TEXT_DATES_OBJECTS = "OSUTMm"
"""The kinds (as numpy calls them) of arrays that are kept as lists whatever their size; T is numpy 2's StringDType."""


def is_array(value: object) -> bool:
    """Whether a value is an array, a tensor, or a scalar of an array library; a table is none."""
    kind = type(value)
    if hasattr(kind, "columns"):
        return False
    return hasattr(kind, "__array__") or hasattr(kind, "__dlpack__")


def read_array(value: Any, most: int | None) -> object:
    """The values of an array: one value where it holds one, else a nested list.

    A tensor on a GPU is read now, which waits for it. LogError is raised for more than ``most`` numbers.
    """
    array = _listable(value)
    shape = tuple(array.shape)
    dtype = array.dtype
    kind = getattr(dtype, "kind", "")
    size = prod(shape)
    if most is not None and size > most and kind not in tuple(_TEXT_DATES_OBJECTS):
        raise LogError(
            f"is an array of shape {shape}, and arrays of more than {most} numbers have no place here yet; "
            "log numbers of it such as its mean, or runside.Image(array) for a picture"
        )
    if kind == "M":
        listed = array.astype(str).tolist()
    elif kind == "m":
        listed = array.astype("timedelta64[us]").tolist()
    elif kind == "g" or (kind == "f" and dtype.itemsize > 8):
        listed = array.astype(float).tolist()
    elif kind == "V" and dtype.names is None:
        listed = array.astype(
            float
        ).tolist()  # bfloat16 and the like, which numpy itself does not know
    else:
        listed = array.tolist()
    return _only(listed) if size == 1 else listed


def _listable(value: Any) -> Any:
    """The array, in a form that has ``shape``, ``dtype`` and ``tolist``."""
    if hasattr(value, "tolist") and hasattr(value, "shape") and hasattr(value, "dtype"):
        return value
    if hasattr(value, "numpy"):
        return value.numpy()
    import numpy as np

    if hasattr(value, "__array__"):
        return np.asarray(value)
    return np.from_dlpack(value)


def _only(listed: object) -> object:
    while isinstance(listed, list) and len(listed) == 1:
        listed = listed[0]
    return listed
