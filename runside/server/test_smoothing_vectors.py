"""Smoothing gives what its definition says: ``protocol/vectors/smoothing``, computed here apart from the code.

Each value is a weighted mean of all points, straight from the definitions in ``protocol/README.md``, "Smoothing", in
decimals of sixty digits and with no care for speed. ``python -m runside.server.test_smoothing_vectors`` writes the file
anew; the tests of the page run it too.
"""

from __future__ import annotations

import json
import math
import random
from array import array
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from runside.journal.format import decode_value, encode_value
from runside.server.smoothing import parse_smoothing, smooth

Json = Any

FILE = Path(__file__).parents[2] / "protocol" / "vectors" / "smoothing" / "cases.json"

INF, NAN = math.inf, math.nan


def noisy(length: int, seed: int = 1) -> list[float]:
    made = random.Random(seed)
    return [round(2 / (1 + i / 8) + made.gauss(0, 0.3), 6) for i in range(length)]


EVEN = list(range(40))
UNEVEN = [-700, -699, -650, -3, 0, 1, 2, 3, 10, 500, 501, 10_000, 10_001, 10_050, 123_456]
HOLES = [0.5, NAN, 0.25, INF, 4.0, -INF, NAN, NAN, 1.0, 2.0, 3.0, NAN, 7.0]

SERIES: dict[str, tuple[list[int], list[float]]] = {
    "a noisy curve": (EVEN, noisy(40)),
    "uneven steps": (UNEVEN, noisy(len(UNEVEN), 2)),
    "a gap of a thousand million steps": (
        [0, 1, 2, 3, 10**9, 10**9 + 1, 10**9 + 2],
        noisy(7, 3),
    ),
    "values that are not finite": (list(range(0, 13 * 5, 5)), HOLES),
    "not finite at both ends": (list(range(6)), [NAN, INF, 1.0, 3.0, NAN, NAN]),
    "nothing finite": ([0, 1, 2], [NAN, INF, -INF]),
    "one point": ([7], [0.1]),
    "two points": ([3, 4], [1.0, -2.0]),
    "no points": ([], []),
    "a constant": (EVEN[:20], [0.1] * 20),
    "a constant with a hole": (EVEN[:20], [0.1] * 9 + [NAN] + [0.1] * 10),
    "a constant with a spike": (EVEN, [0.1] * 20 + [9.0] + [0.1] * 19),
    "as small as 1e-30": (EVEN[:20], [value * 1e-30 for value in noisy(20, 4)]),
    "as great as 1e30": (EVEN[:20], [value * 1e30 for value in noisy(20, 5)]),
    "1e30 among ones": (EVEN, [1.0] * 4 + [1e30] + noisy(35, 6)),
    "as great as floats are": (
        EVEN[:8],
        [1.7e308, -1.7e308, 1.7e308, 1.7e308, 0.0, -1.7e308, 1.0, 2.0],
    ),
}

SMOOTHINGS = (
    *(
        "time-weighted-ema:0.6",
        "time-weighted-ema:0.99",
        "time-weighted-ema:1",
        "time-weighted-ema:0",
    ),
    *("ema:0.6", "ema:0.99", "ema:1", "ema:0"),
    *("gaussian:1", "gaussian:2.5", "gaussian:30", "gaussian:0"),
    *("running-average:4", "running-average:5", "running-average:100", "running-average:1"),
)


def weights_by_definition(
    kind: str, amount: Decimal, steps: list[int], values: list[float], at: int
) -> dict[int, Decimal]:
    """For each point that counts for the one at this place, by how much."""
    finite = [i for i, value in enumerate(values) if math.isfinite(value)]
    if kind in ("ema", "time-weighted-ema"):
        before = [i for i in finite if i <= at]
        if kind == "ema":
            return {i: power(amount, Decimal(len(before) - 1 - n)) for n, i in enumerate(before)}
        kept = min(amount.sqrt(), Decimal("0.999"))
        span = Decimal(range_by_definition(steps))
        return {i: power(kept, 1000 * Decimal(steps[at] - steps[i]) / (span or 1)) for i in before}
    kernel = kernel_by_definition(kind, amount)
    return {i: Decimal(kernel.get(i - at, 0)) for i in finite}


def power(base: Decimal, exponent: Decimal) -> Decimal:
    return Decimal(1) if exponent == 0 else base**exponent


def range_by_definition(steps: list[int]) -> int:
    """The least ``m * 2 ** k`` with m up to 32 that is not below the range."""
    span = steps[-1] - steps[0]
    unit: int = next(2**k for k in range(64) if span <= 32 * 2**k)
    return math.ceil(Fraction(span, unit)) * unit


def kernel_by_definition(kind: str, amount: Decimal) -> dict[int, int]:
    """How much points weigh by their distance."""
    if kind == "running-average":
        return dict.fromkeys(range(-int(amount // 2), int(amount // 2) + 1), 1)
    halves = [(h, h, h) for h in range(60)]
    halves += [(h, h, h + 1) for h in range(60)] + [(h, h + 1, h + 1) for h in range(60)]
    variances = {of: sum(Fraction(h * (h + 1), 3) for h in of) for of in halves}
    wanted = Fraction(amount) ** 2
    nearest = min(halves, key=lambda of: (abs(variances[of] - wanted), -variances[of]))
    kernel = {0: 1}
    for half in nearest:
        wider: dict[int, int] = {}
        for place, weight in kernel.items():
            for shift in range(-half, half + 1):
                wider[place + shift] = wider.get(place + shift, 0) + weight
        kernel = wider
    return kernel


def smoothed_by_definition(
    kind: str, amount: str, steps: list[int], values: list[float]
) -> list[float]:
    smoothed = []
    with localcontext() as context:
        context.prec = 60
        context.Emin, context.Emax = -(10**15), 10**15
        for at, value in enumerate(values):
            if not math.isfinite(value):
                smoothed.append(value)
                continue
            weights = weights_by_definition(kind, Decimal(amount), steps, values, at)
            total = sum(Decimal(values[i]) * weight for i, weight in weights.items())
            smoothed.append(float(total / sum(weights.values())))
    return smoothed


def computed() -> dict[str, Json]:
    """All cases, as the file has them."""
    cases = []
    for smoothing in SMOOTHINGS:
        kind, amount = smoothing.split(":")
        for name, (steps, values) in SERIES.items():
            cases.append(
                {
                    "name": f"{smoothing} of {name}",
                    "smoothing": {"kind": kind, "amount": float(amount)},
                    "step": steps,
                    "value": values,
                    "smoothed": smoothed_by_definition(kind, amount, steps, values),
                }
            )
    return {"cases": encode_value(cases)}


def cases() -> list[dict[str, Json]]:
    found: list[dict[str, Json]] = decode_value(json.loads(FILE.read_text())["cases"])
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_smoothing_gives_what_its_definition_says(case: dict[str, Json]) -> None:
    smoothing = parse_smoothing("{kind}:{amount}".format(**case["smoothing"]))
    values = smooth(array("q", case["step"]), array("d", case["value"]), smoothing).values
    largest = max((abs(v) for v in case["value"] if math.isfinite(v)), default=0.0)
    assert list(values) == pytest.approx(case["smoothed"], rel=0, abs=1e-12 * largest, nan_ok=True)


def test_the_file_holds_what_the_definitions_say() -> None:
    assert json.loads(FILE.read_text()) == json.loads(json.dumps(computed()))


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case) for case in computed()["cases"])
    FILE.write_text(f'{{"cases": [\n{lines}\n]}}\n')
