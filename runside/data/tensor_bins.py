"""Tensors of torch to the bins of a histogram, on their own device.

Nothing here waits for the device until the counts are read: a GPU counts while Python goes on, and what it counted of
many tensors can come over in one transfer.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from runside.data.bins import Bins, edges_of, span
from runside.errors import LogError

if TYPE_CHECKING:
    import torch

_CHUNK = 1 << 20
"""How many values are worked on at once: temporary memory stays at some 30 MB, however large the tensor is."""


class Counted:
    """What a device counts of one tensor: its least and greatest finite value, and how many values are in each bin."""

    __slots__ = ("_bins", "_floats", "packed")

    def __init__(self, tensor: torch.Tensor, bins: int) -> None:
        """Begin to count, and do not wait for it. Raises LogError for a tensor that has no values."""
        import torch

        with torch.no_grad():
            values, zeros = _values(tensor)
            counted = _counted_on_cpu(values, zeros, bins) or _counted(values, zeros, bins)
            bounds, counts = counted
            double = bounds.dtype == torch.float64
            bits = bounds.view(torch.int64 if double else torch.int32)
            self._bins = bins
            self._floats = ("<qq", "<dd") if double else ("<ii", "<ff")
            self.packed: torch.Tensor = torch.cat((bits.to(torch.int64), counts))
            """All of it as one row of integers on the tensor's device: the bits of the two floats, then the counts."""

    def read(self, packed: Sequence[int]) -> Bins:
        """The bins; ``packed`` as Python's integers."""
        as_integers, as_floats = self._floats
        least, greatest = struct.unpack(as_floats, struct.pack(as_integers, *packed[:2]))
        *counts, nan, posinf, neginf = packed[2:]
        if least > greatest:  # nothing is finite
            least, greatest = 0.0, 1.0
        elif least == greatest:
            # There was no width to divide by on the device: they belong to the middle of the range around them.
            total = sum(counts)
            counts = [0] * self._bins
            counts[self._bins // 2] = total
            least, greatest = span(least, greatest)
        return Bins(counts, edges_of(least, greatest, self._bins), nan, posinf, neginf)


def bin_tensor(tensor: torch.Tensor, bins: int) -> Bins:
    """The values of a tensor in so many bins. Waits for its device. Raises LogError where it has no values."""
    counted = Counted(tensor, bins)
    return counted.read(counted.packed.tolist())


def read_counted(many: Sequence[Counted]) -> list[Bins]:
    """The bins of many tensors, of equally many bins each, in one transfer from each device."""
    import torch

    by_device: dict[torch.device, list[int]] = {}
    for at, counted in enumerate(many):
        by_device.setdefault(counted.packed.device, []).append(at)
    read: dict[int, Bins] = {}
    for places in by_device.values():
        rows = torch.stack([many[at].packed for at in places]).tolist()
        for at, row in zip(places, rows, strict=True):
            read[at] = many[at].read(row)
    return [read[at] for at in range(len(many))]


def _values(tensor: torch.Tensor) -> tuple[torch.Tensor, int]:
    """The values that are stored, in one row, and how many zeros are not. Of complex numbers their magnitudes."""
    import torch

    tensor = tensor.detach()
    if hasattr(tensor, "to_local"):
        tensor = tensor.to_local()  # the part of a distributed tensor that is here
    if tensor.is_nested:
        tensor = tensor.values()
    zeros = 0
    if tensor.layout != torch.strided:
        size = tensor.numel()
        tensor = (tensor if tensor.is_sparse else tensor.to_sparse()).coalesce().values()
        zeros = size - tensor.numel()
    if tensor.is_quantized:
        tensor = tensor.dequantize()
    if tensor.is_complex():
        tensor = tensor.abs()
    if tensor.device.type == "meta":
        raise LogError("is a tensor on torch's device meta, which holds no values")
    return tensor.reshape(-1), zeros


def _work_dtype(values: torch.Tensor) -> torch.dtype:
    """What is computed in: float32, and float64 where that would lose digits and the device has it."""
    import torch

    exact = (torch.float64, torch.int32, torch.int64)
    wide = values.dtype in exact and values.device.type != "mps"
    return torch.float64 if wide else torch.float32


def _chunks(values: torch.Tensor) -> Iterator[torch.Tensor]:
    dtype = _work_dtype(values)
    for chunk in values.split(_CHUNK) if values.numel() > _CHUNK else (values,):
        yield chunk.to(dtype)


def _counted(values: torch.Tensor, zeros: int, bins: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The least and the greatest finite value, +Inf and -Inf where there is none; and the counts."""
    import torch

    bounds = _range(values, zeros)
    return torch.stack(bounds), _count(values, zeros, *bounds, bins)


def _range(values: torch.Tensor, zeros: int) -> tuple[torch.Tensor, torch.Tensor]:
    import torch

    dtype = _work_dtype(values)
    least = torch.full((), 0.0 if zeros else torch.inf, dtype=dtype, device=values.device)
    greatest = torch.full((), 0.0 if zeros else -torch.inf, dtype=dtype, device=values.device)
    for chunk in _chunks(values) if values.numel() else ():
        finite = torch.isfinite(chunk)
        least = torch.minimum(least, torch.where(finite, chunk, torch.inf).amin())
        greatest = torch.maximum(greatest, torch.where(finite, chunk, -torch.inf).amax())
    return least, greatest


def _count(
    values: torch.Tensor, zeros: int, least: torch.Tensor, greatest: torch.Tensor, bins: int
) -> torch.Tensor:
    """How many values are in each bin, then how many are NaN, +Inf, -Inf."""
    import torch

    device = values.device
    counts = torch.zeros(bins + 3, dtype=torch.int64, device=device)
    one = torch.ones((), dtype=torch.int64, device=device)
    # Halved, so that the width of the whole range of floats is a float as well.
    base, width = least / 2, greatest / 2 - least / 2

    def places(numbers: torch.Tensor) -> torch.Tensor:
        share = ((numbers / 2 - base) / width).nan_to_num(0.0)
        return (share * bins).clamp(0, bins - 1).to(torch.int64)

    for chunk in _chunks(values):
        at = places(chunk)
        at = torch.where(torch.isnan(chunk), bins, at)
        at = torch.where(torch.isposinf(chunk), bins + 1, at)
        at = torch.where(torch.isneginf(chunk), bins + 2, at)
        counts.scatter_add_(0, at, one.expand_as(at))
    if zeros:
        at = places(torch.zeros(1, dtype=_work_dtype(values), device=device))
        counts.scatter_add_(0, at, one.expand_as(at) * zeros)
    return counts


def _counted_on_cpu(
    values: torch.Tensor, zeros: int, bins: int
) -> tuple[torch.Tensor, torch.Tensor] | None:
    """As :func:`_counted`, four times as fast: on the CPU looking at a result costs nothing.

    None for what it cannot do: other devices, a range that is empty or too wide, and values that are not finite.
    """
    import torch

    if values.device.type != "cpu" or not values.numel():
        return None
    bounds = torch.stack(values.aminmax()).to(_work_dtype(values))
    if zeros:
        bounds = torch.stack((bounds[0].clamp(max=0), bounds[1].clamp(min=0)))
    width = (bounds[1] - bounds[0]).item()
    if not 0 < width < torch.inf:  # NaN is in both bounds, an infinity in one
        return None
    least, greatest = bounds.tolist()
    counts = torch.zeros(bins + 3, dtype=torch.int64)
    for chunk in _chunks(values):
        counts[:bins] += chunk.histc(bins, least, greatest).to(torch.int64)
    if zeros:
        at = bounds.new_zeros(1).histc(bins, least, greatest)
        counts[:bins] += at.to(torch.int64) * zeros
    return bounds, counts
