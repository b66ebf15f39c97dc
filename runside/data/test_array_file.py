"""Whole arrays: the file that is kept, and the numbers that stand for it."""

from __future__ import annotations

import io
import math
from typing import Any

import numpy as np
import pytest

from runside.data import keep_array


def load(data: bytes) -> Any:
    return np.load(io.BytesIO(data), allow_pickle=False)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(60, dtype=np.int64).reshape(3, 4, 5),
        np.linspace(0, 1, 40, dtype=np.float16),
        np.asfortranarray(np.random.default_rng(0).normal(size=(7, 9))),
        np.arange(40) % 2 == 0,
        np.exp(1j * np.arange(40)),
        np.arange(80)[::2],
    ],
)
def test_the_file_holds_the_array(array: Any) -> None:
    blob, described = keep_array(array)
    loaded = load(blob.data)
    assert loaded.dtype == array.dtype
    assert np.array_equal(loaded, array)
    assert described["_type"] == "numpy.ndarray"
    assert described["shape"] == list(array.shape)
    assert described["dtype"] == str(array.dtype)
    assert described["sha256"] == blob.sha256
    assert described["path"] == f"blobs/{blob.sha256}.npy"
    assert described["size"] == len(blob.data)


def test_the_numbers_that_stand_for_it_are_those_of_numpy() -> None:
    array = np.random.default_rng(1).normal(size=(10, 50)).astype(np.float32)
    _, described = keep_array(array)
    exact = array.astype(np.float64)
    for name in ("min", "max", "mean", "var", "std"):
        assert described[name] == getattr(exact, name)()
    for percent in (5, 25, 50, 75, 95):
        assert described[f"{percent}%"] == np.percentile(exact, percent)


def test_nan_and_infinities_are_counted_and_do_not_count() -> None:
    _, described = keep_array(np.array([math.nan, math.inf, 1.0, 3.0, -math.inf, math.inf]))
    assert (described["nan"], described["posinf"], described["neginf"]) == (1, 2, 1)
    assert (described["min"], described["max"], described["mean"]) == (1.0, 3.0, 2.0)
    _, described = keep_array(np.full(40, math.nan))
    assert described["nan"] == 40
    assert "mean" not in described


def test_masked_values_do_not_count() -> None:
    _, described = keep_array(np.ma.array([1.0, 3.0, 99.0], mask=[False, False, True]))
    assert described["max"] == 3.0
