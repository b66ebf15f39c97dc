"""What becomes of the values of packages that a training has; each part is skipped where its package is absent."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import runside
from runside.sdk.conftest import Kept
from runside.sdk.run import Run
from runside.sdk.values import ConfigKeeper, Keeper


def keep(value: object) -> Any:
    return Keeper("runside.log()").data({"key": value})["key"]


def test_values_of_torch() -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed")
    for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16):
        for tensor in (torch.tensor(0.5, dtype=dtype), torch.tensor([[0.5]], dtype=dtype)):
            assert keep(tensor) == keep(tensor.requires_grad_()) == 0.5
    assert keep(torch.tensor(3)) == 3
    assert keep(torch.tensor(True)) is True
    assert math.isnan(keep(torch.tensor(math.nan)))
    assert keep(torch.arange(4).reshape(2, 2)) == [[0, 1], [2, 3]]
    assert keep(torch.eye(2).to_sparse()) == [[1.0, 0.0], [0.0, 1.0]]
    assert keep(torch.tensor([1 + 2j, 0])) == ["(1+2j)", "0j"]
    assert keep([torch.tensor(1), torch.tensor(2.5)]) == [1, 2.5]
    assert keep(torch.nn.Parameter(torch.zeros(2))) == [0.0, 0.0]
    assert keep(torch.Size((2, 3))) == [2, 3]
    for tensor in (torch.ones(5, 8), torch.ones(40, requires_grad=True).half(), torch.eye(6)):
        kept = keep(tensor.to_sparse() if tensor.shape == (6, 6) else tensor)
        assert kept["_type"] == "histogram"
        assert (sum(kept["values"]), len(kept["values"])) == (tensor.numel(), 32)
    with pytest.raises(runside.LogError, match=r"'key'.* cannot be read"):
        keep(torch.zeros(3, device="meta"))
    with pytest.raises(runside.LogError, match=r"'key': it is torch\.nn\.modules\.linear\.Linear"):
        keep(torch.nn.Linear(1, 1))
    config = ConfigKeeper("runside.config").data
    assert config({"device": torch.device("cpu"), "dtype": torch.float16, "w": torch.ones(40)}) == {
        "device": "cpu",
        "dtype": "torch.float16",
        "w": [1.0] * 40,
    }


def test_a_tensor_of_torch_in_the_summary_is_a_file(kept: Callable[[Run], Kept]) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed")
    with runside.init() as run:
        for dtype, kept_as in ((torch.bfloat16, "float32"), (torch.float64, "float64")):
            run.summary["weights"] = torch.full((5, 8), 0.5, dtype=dtype, requires_grad=True)
            described = run.summary["weights"]
            assert (described["dtype"], described["shape"]) == (kept_as, [5, 8])
            assert np.load(kept(run).folder / described["path"]).tolist() == [[0.5] * 8] * 5


def test_values_of_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    assert keep(pandas.Series([1, 2])) == [1, 2]
    assert keep(pandas.Index(["a", "b"])) == ["a", "b"]
    assert keep(pandas.Series([1, None], dtype="Int64")) == [1, None]
    assert keep(pandas.Series(["a", "b"], dtype="category")) == ["a", "b"]
    assert keep(pandas.Timestamp("2026-01-02")) == "2026-01-02T00:00:00"
    assert keep(pandas.Series([pandas.Timestamp("2026-01-02")] * 2))[0].startswith("2026-01-02")
    kept = keep(pandas.Series([1, None] * 20, dtype="Int64"))
    assert (sum(kept["values"]), kept["nan"]) == (20, 20)
    with pytest.raises(
        runside.LogError, match=r"'key': it is pandas\.\S*DataFrame\. Tables are not"
    ):
        keep(pandas.DataFrame({"a": [1]}))


def test_figures_of_matplotlib() -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(2, 1), dpi=50)
    axes.plot([1, 2])
    for drawn in (figure, axes, pyplot):
        kept = keep(drawn)
        assert (kept["_type"], kept["width"], kept["height"]) == ("image-file", 100, 50)
    assert keep([figure, figure])["count"] == 2
    pyplot.close("all")
    for empty in (pyplot.figure(), pyplot):
        with pytest.raises(runside.LogError, match=r"'key'.*the matplotlib figure is empty"):
            keep(empty)
    pyplot.close("all")


def test_flags_of_absl() -> None:
    flags = pytest.importorskip("absl.flags", reason="absl-py is not installed")
    values = flags.FlagValues()
    flags.DEFINE_float("lr", 0.1, "", flag_values=values)
    flags.DEFINE_list("layers", ["8", "16"], "", flag_values=values)
    with runside.init(mode="disabled", config=values) as run:
        assert run.config.as_dict() == {"lr": 0.1, "layers": ["8", "16"]}
        values(["program", "--lr=0.2"])
        run.config.update(values, allow_val_change=True)
        assert run.config.lr == 0.2
