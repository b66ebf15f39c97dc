"""Tensors of torch, binned where they are. CI without torch skips this; what a GPU does runs here on the CPU."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from runside.data import Histogram
from runside.data import tensor_bins as under_test
from runside.data.bins import Bins, bin_array

torch = pytest.importorskip("torch", reason="torch is not installed")

Counted = under_test.Counted

NUMBERS = np.random.default_rng(0).normal(size=3000).astype(np.float32)


@pytest.fixture(params=["as on a GPU", "on the CPU"])
def count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Bins a tensor, with either of the two ways of counting."""
    if request.param == "as on a GPU":
        monkeypatch.setattr(under_test, "_counted_on_cpu", lambda *_: None)
    return under_test.bin_tensor


@pytest.mark.parametrize(
    "dtype", ["float32", "float64", "float16", "bfloat16", "int64", "int8", "uint8", "bool"]
)
def test_tensors_are_binned_as_arrays_are(count: Any, dtype: str) -> None:
    tensor = torch.tensor(NUMBERS * 20).abs().to(getattr(torch, dtype))
    array = tensor.float().numpy() if dtype == "bfloat16" else tensor.numpy()
    assert count(tensor, 16) == bin_array(array, 16)


@pytest.mark.parametrize(
    "given",
    [
        [],
        [math.nan],
        [math.inf, 1.0, 2.0, -math.inf, math.nan, math.nan],
        [math.inf, 3.0],
        [0.0] * 40,
        [1e20] * 5,
        [-3.4e38, 0.0, 3.4e38],
        [-1.7e308, 0.0, 1.7e308],
        [1e-45, 3e-45],
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_odd_ranges_are_binned_as_arrays_are(count: Any, given: list[float], dtype: Any) -> None:
    with np.errstate(over="ignore"):
        array = np.array(given).astype(dtype)
    assert count(torch.tensor(array), 4) == bin_array(array, 4)


def test_a_large_tensor_is_worked_on_in_parts(count: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = count(torch.tensor(NUMBERS), 16)
    monkeypatch.setattr(under_test, "_CHUNK", 1000)
    assert count(torch.tensor(NUMBERS), 16) == whole


def test_shape_strides_and_graph_do_not_matter(count: Any) -> None:
    plain = count(torch.tensor(NUMBERS), 16)
    shaped = torch.tensor(NUMBERS).reshape(30, 100).t().requires_grad_()
    assert count(shaped, 16) == count(shaped * 1, 16) == plain
    assert not shaped.grad


@pytest.mark.parametrize("layout", ["sparse_coo", "sparse_csr"])
def test_a_sparse_tensor_has_its_zeros(count: Any, layout: str) -> None:
    dense = torch.zeros(10, 10)
    dense[2, 3], dense[4, 5] = 2.0, 3.0
    sparse = dense.to_sparse(layout=getattr(torch, layout))
    assert count(sparse, 4) == Bins([98, 0, 1, 1], [0.0, 0.75, 1.5, 2.25, 3.0])
    assert count(torch.zeros(3, 3).to_sparse(), 2) == Bins([0, 9], [-0.5, 0.0, 0.5])


def test_of_complex_numbers_the_magnitude_is_counted(count: Any) -> None:
    assert count(torch.tensor([3 + 4j, 0]), 2) == Bins([1, 1], [0.0, 2.5, 5.0])


def test_of_quantized_numbers_what_they_stand_for_is_counted(count: Any) -> None:
    quantized = torch.quantize_per_tensor(torch.tensor([0.0, 1.0]), 0.5, 0, torch.qint8)
    assert count(quantized, 2) == Bins([1, 1], [0.0, 0.5, 1.0])


def test_a_tensor_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match="device meta, which holds no values"):
        Histogram(torch.zeros(3, device="meta"))


def test_many_tensors_are_read_at_once() -> None:
    tensors = [torch.zeros(3), torch.ones(4, dtype=torch.float64), torch.tensor([math.nan, 2])]
    many = under_test.read_counted([Counted(tensor, 4) for tensor in tensors])
    assert many == [under_test.bin_tensor(tensor, 4) for tensor in tensors]
    assert under_test.read_counted([]) == []


def test_counting_waits_for_no_result() -> None:
    """What a GPU is asked for must not look at its results: FakeTensors have none to look at."""
    from torch._subclasses.fake_tensor import FakeTensorMode

    with FakeTensorMode():
        for dtype in (torch.float32, torch.bfloat16, torch.float64, torch.int64):
            tensor = torch.zeros(100, 7, device="cuda", dtype=dtype)
            assert Counted(tensor, 64).packed.device.type == "cuda"


def test_histograms_take_tensors() -> None:
    tensor = torch.tensor(NUMBERS, dtype=torch.bfloat16).requires_grad_()
    assert sum(Histogram(tensor).histogram) == NUMBERS.size
