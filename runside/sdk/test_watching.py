"""Watched models of torch: what is in which row, what it costs, and that nothing of it stays in a model."""

from __future__ import annotations

import copy
import gc
import io
import pickle
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import runside
from runside.sdk.conftest import Kept
from runside.sdk.run import Run
from runside.sdk.watching import Watching

torch = pytest.importorskip("torch", reason="torch is not installed")

Read = Callable[[Run], Kept]
NAMES = ("0.weight", "0.bias", "2.weight", "2.bias")


def new_net() -> Any:
    return torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))


@pytest.fixture
def net() -> Any:
    torch.manual_seed(0)
    return new_net()


@pytest.fixture
def run() -> Run:
    return runside.init()


def train(model: Any, times: int = 1) -> Any:
    for _ in range(times):
        model.zero_grad()
        loss = model(torch.ones(8, 3)).pow(2).mean()
        loss.backward()
    return loss.detach()


def watched(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if "/" in name}


def values(tensor: Any) -> int:
    return int(tensor.numel())


def test_the_next_row_has_what_the_passes_before_it_left(run: Run, net: Any, kept: Read) -> None:
    run.watch(net, log="all", log_freq=1)
    for _ in range(3):
        run.log({"loss": train(net)})
    run.finish()
    rows = kept(run).rows
    assert len(rows) == 3
    for row in rows:
        assert set(watched(row)) == {f"{k}/{n}" for k in ("gradients", "parameters") for n in NAMES}
        for name, parameter in net.named_parameters():
            for kind in ("gradients", "parameters"):
                histogram = row[f"{kind}/{name}"]
                assert histogram["_type"] == "histogram"
                assert len(histogram["values"]) == 64
                assert sum(histogram["values"]) == values(parameter)
    weight = net[0].weight.detach()
    edges = rows[-1]["parameters/0.weight"]["bins"]
    assert (edges[0], edges[-1]) == (weight.min().item(), weight.max().item())
    gradient = net[2].bias.grad
    edges = rows[-1]["gradients/2.bias"]["bins"]
    assert (edges[0], edges[-1]) == (gradient.item() - 0.5, gradient.item() + 0.5)


@pytest.mark.parametrize(
    ("log", "kinds"),
    [("gradients", {"gradients"}), ("parameters", {"parameters"}), (None, set())],
)
def test_log_says_what_is_kept(
    run: Run, net: Any, kept: Read, log: str | None, kinds: set[str]
) -> None:
    run.watch(net, log=log, log_freq=1)
    run.log({"loss": train(net)})
    assert {name.partition("/")[0] for name in watched(kept(run).rows[0])} == kinds


def test_it_comes_with_every_so_manieth_pass(run: Run, net: Any, kept: Read) -> None:
    run.watch(net, log="all", log_freq=3)
    for _ in range(7):
        run.log({"loss": train(net)})
    assert [bool(watched(row)) for row in kept(run).rows] == [
        *(False, False, True),
        *(False, False, True),
        False,
    ]


def test_with_steps_of_ones_own_it_is_in_the_row_of_the_next_call(
    run: Run, net: Any, kept: Read
) -> None:
    run.watch(net, log_freq=1)
    for step in (10, 20):
        train(net)
        run.log({"loss": 1}, step=step)
        run.log({"accuracy": 1}, step=step)
        run.log({"late": 1}, step=5)
    assert [row["_step"] for row in kept(run).rows if watched(row)] == [10, 20]


def test_an_earlier_row_does_not_get_it(run: Run, net: Any, kept: Read) -> None:
    run.watch(net, log_freq=1)
    run.log({"a": 1}, step=10)
    train(net)
    run.log({"late": 1}, step=5)
    run.log({"a": 2}, step=11)
    assert [row["_step"] for row in kept(run).rows if watched(row)] == [11]


def test_what_no_row_followed_is_kept_at_the_end(run: Run, net: Any, kept: Read) -> None:
    run.watch(net, log_freq=1)
    run.log({"loss": train(net)})
    train(net)
    run.finish()
    assert [bool(watched(row)) for row in kept(run).rows] == [True, True]


def test_a_call_that_is_refused_leaves_it_for_the_next(run: Run, net: Any, kept: Read) -> None:
    run.watch(net, log_freq=1)
    train(net)
    with pytest.raises(runside.LogError):
        run.log(3)  # type: ignore[arg-type]
    run.log({})
    assert watched(kept(run).rows[0])


def test_a_value_of_the_users_own_comes_before_it(run: Run, net: Any, kept: Read) -> None:
    run.watch(net, log_freq=1)
    train(net)
    run.log({"gradients/0.bias": 7})
    assert kept(run).rows[0]["gradients/0.bias"] == 7


def test_several_models_are_numbered(run: Run, kept: Read) -> None:
    one, other, third = new_net(), new_net(), new_net()
    run.watch((one, other), log_freq=1)
    run.watch(third, log_freq=1, idx=7)
    for model in (one, other, third):
        train(model)
    run.log({})
    names = watched(kept(run).rows[0])
    assert "gradients/0.bias" in names
    assert "gradients/graph_10.bias" in names
    assert "gradients/graph_70.bias" in names


def test_watching_again_changes_how_it_is_watched(run: Run, net: Any, kept: Read) -> None:
    run.watch(new_net())
    run.watch(net, log="all", log_freq=1)
    run.watch(net, log="parameters", log_freq=1)
    train(net)
    run.log({})
    assert set(watched(kept(run).rows[0])) == {f"parameters/graph_1{name}" for name in NAMES}


def test_unwatch_ends_it_for_one_and_for_all(run: Run, kept: Read) -> None:
    one, other, third = new_net(), new_net(), new_net()
    run.watch([one, other, third], log="all", log_freq=1)
    run.unwatch(one)
    for model in (one, other, third):
        train(model)
    run.log({})
    run.unwatch()
    for model in (one, other, third):
        train(model)
        assert not model._forward_hooks
        assert not any(parameter._backward_hooks for parameter in model.parameters())
    run.log({})
    first, second = kept(run).rows
    assert "gradients/0.bias" not in first
    assert "gradients/graph_10.bias" in first
    assert not watched(second)


def test_the_end_of_the_run_ends_it(run: Run, net: Any) -> None:
    run.watch(net, log="all", log_freq=1)
    run.finish()
    train(net)
    assert not net._forward_hooks
    with pytest.raises(runside.UsageError, match=r"watch\(\)"):
        run.watch(net)


def test_a_run_that_keeps_nothing_watches_nothing(net: Any) -> None:
    with runside.init(mode="disabled", reinit="create_new") as run:
        run.watch(net, log="all")
        assert not net._forward_hooks
        run.unwatch(net)


def test_a_watched_model_is_freed_with_its_last_user(run: Run) -> None:
    model = new_net()
    run.watch(model, log="all", log_freq=1)
    train(model)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None
    run.log({})


@pytest.mark.parametrize("copied", ["deepcopy", "pickle", "save"])
def test_a_copy_is_whole_and_is_not_watched(run: Run, net: Any, copied: str) -> None:
    run.watch(net, log="all", log_freq=1)
    if copied == "deepcopy":
        other = copy.deepcopy(net)
    elif copied == "pickle":
        other = pickle.loads(pickle.dumps(net))
    else:
        file = io.BytesIO()
        torch.save(net, file)
        file.seek(0)
        other = torch.load(file, weights_only=False)
    train(other)
    assert run._watching is not None
    assert not run._watching.due
    assert torch.equal(other(torch.ones(1, 3)), net(torch.ones(1, 3)))


def test_a_saved_model_loads_where_there_is_no_runside(run: Run, net: Any, here: Path) -> None:
    run.watch(net, log="all")
    torch.save(net, here / "model.pt")
    code = (
        "import sys; sys.modules['runside'] = None\n"
        "import torch; model = torch.load('model.pt', weights_only=False)\n"
        "print(model(torch.ones(1, 3)).shape)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "torch.Size([1, 1])\n"


def test_state_dicts_know_nothing_of_it(run: Run, net: Any) -> None:
    before = list(net.state_dict())
    run.watch(net, log="all")
    assert list(net.state_dict()) == before
    assert "_runside" not in str(vars(net).keys())


def test_what_gradients_hold_is_counted_whatever_it_is(run: Run, kept: Read) -> None:
    class Odd(torch.nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.embedding = torch.nn.Embedding(10, 2, sparse=True)
            self.broken = torch.nn.Parameter(torch.ones(3))
            self.complex = torch.nn.Parameter(torch.ones(2, dtype=torch.complex64))
            self.low = torch.nn.Parameter(torch.ones(2, dtype=torch.bfloat16))
            self.unused = torch.nn.Parameter(torch.ones(2))
            self.frozen = torch.nn.Parameter(torch.ones(2), requires_grad=False)
            self.tied = self.low

        def forward(self, at: Any) -> Any:
            weird = self.broken * torch.tensor([float("nan"), float("inf"), 1.0])
            return (
                self.embedding(at).sum()
                + weird.sum()
                + self.complex.abs().sum()
                + (self.low + self.tied).sum()
                + self.frozen.sum()
            )

    model = Odd()
    run.watch(model, log_freq=1)
    model(torch.tensor([1, 1, 2])).backward()
    run.log({})
    row = watched(kept(run).rows[0])
    assert set(row) == {f"gradients/{n}" for n in ("embedding.weight", "broken", "complex", "low")}
    sparse = row["gradients/embedding.weight"]
    assert (sparse["values"][0], sum(sparse["values"]), sparse["bins"][-1]) == (16, 20, 2.0)
    broken = row["gradients/broken"]
    assert (sum(broken["values"]), broken["nan"], broken["posinf"]) == (1, 1, 1)
    assert row["gradients/low"]["bins"][32] == 2.0


def test_lazy_modules_are_watched_once_they_have_values(run: Run, kept: Read) -> None:
    lazy = torch.nn.Sequential(torch.nn.LazyLinear(2))
    with pytest.raises(
        runside.LogError, match=r"'0\.weight' of a lazy module .* call the model once"
    ):
        run.watch(lazy, log="all", log_freq=1)
    run.watch(lazy, log="parameters", log_freq=1)
    lazy(torch.ones(1, 3))
    run.watch(lazy, log="all", log_freq=1)
    lazy(torch.ones(1, 3)).sum().backward()
    run.log({})
    assert {"parameters/0.weight", "gradients/0.weight"} <= set(kept(run).rows[0])


def test_a_wrapped_model_keeps_the_names_that_torch_gives(run: Run, net: Any, kept: Read) -> None:
    parallel = torch.nn.DataParallel(net)
    run.watch(parallel, log="all", log_freq=1)
    train(parallel)
    run.log({})
    assert {"gradients/module.0.bias", "parameters/module.0.bias"} <= set(kept(run).rows[0])


@pytest.mark.parametrize("compiled_first", [True, False])
def test_a_compiled_model_is_compiled_once(
    run: Run, net: Any, kept: Read, compiled_first: bool
) -> None:
    from torch._dynamo.testing import CompileCounter

    torch._dynamo.reset()
    counter = CompileCounter()
    if not compiled_first:
        run.watch(net, log="all", log_freq=2)
    model = torch.compile(net, backend=counter, fullgraph=compiled_first)
    if compiled_first:
        run.watch(model, log="all", log_freq=2)
    for _ in range(6):
        run.log({"loss": train(model)})
    assert counter.frame_count == 1
    for row in kept(run).rows[1::2]:
        assert {name.partition("/")[0] for name in watched(row)} == {"gradients", "parameters"}


def test_a_tensor_that_cannot_be_counted_is_told_once_and_training_goes_on(
    run: Run, net: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of memory")

    run.watch(net, log_freq=1)
    monkeypatch.setattr("runside.data.tensor_bins._values", broken)
    for _ in range(3):
        run.log({"loss": train(net)})
    assert capsys.readouterr().err.count("out of memory") == 1


def test_the_counts_come_over_in_one_transfer(net: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching()
    watching.watch(net, "all", 1, None)
    train(net)
    reads: list[tuple[int, ...]] = []
    read = torch.Tensor.tolist

    def reading(tensor: Any) -> Any:
        reads.append(tensor.shape)
        return read(tensor)

    monkeypatch.setattr(torch.Tensor, "tolist", reading)
    assert len(watching.join({})) == 8
    assert reads == [(8, 2 + 64 + 3)]
    assert watching.join({}) == {}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"models": 3}, r"watch\(\) takes a torch\.nn\.Module, or a list of them, not int"),
        ({"models": [3]}, "not int"),
        ({"log": "weights"}, "log is 'gradients', 'parameters', 'all' or None, not 'weights'"),
        ({"log_freq": 0}, "log_freq is an integer from 1, not 0"),
        ({"log_freq": "often"}, "log_freq is an integer from 1, not 'often'"),
    ],
)
def test_what_means_nothing_is_refused(
    run: Run, net: Any, arguments: dict[str, Any], problem: str
) -> None:
    with pytest.raises(runside.LogError, match=problem):
        run.watch(**{"models": net, **arguments})
    assert not net._forward_hooks


def test_the_graph_is_not_kept_and_says_so(run: Run, net: Any) -> None:
    with pytest.warns(UserWarning, match="the graph of a model is not kept"):
        run.watch(net, torch.nn.MSELoss(), log_graph=True)


def test_the_package_watches_for_the_current_run(net: Any, kept: Read) -> None:
    with pytest.raises(
        runside.Error, match=r"You must call runside\.init\(\) before runside\.watch"
    ):
        runside.watch(net)
    with runside.init() as run:
        runside.watch(net, log_freq=1)
        train(net)
        runside.log({})
        runside.unwatch(net)
    assert watched(kept(run).rows[0])
