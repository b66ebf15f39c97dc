"""How numbers, ticks and durations are written: as ``src/panel/format.ts`` writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

_EXACT_INTEGERS = 1e9
"""Beyond this a whole number is rounded like any other."""

_UNITS = ((1e12, 1e12, "T"), (1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e4, 1e3, "k"))
"""From which size on a tick is told in which unit."""


def format_number(value: float) -> str:
    """A value in four significant digits: ``0.9528``, ``3.1e-4``, ``12,346``; whole numbers below 10^9 exactly."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "-∞"
    size = abs(value)
    if value == int(value) and size < _EXACT_INTEGERS:
        return f"{int(value):,}"
    if 1e-3 <= size < 1e7:
        return f"{value:,.0f}" if size >= 1000 else _plain(float(f"{value:.4g}"))
    return _exponent(value, 3)


def format_count(value: int) -> str:
    """A whole number with thousands separators: ``1,240``."""
    return f"{value:,}"


def format_ticks(ticks: Sequence[float]) -> list[str]:
    """The numbers of one axis, written alike: ``0``, ``0.0005``, ``0.001``; ``12.5k``; ``5e-4`` where all are small."""
    largest = max((abs(tick) for tick in ticks), default=0.0)
    exponents = largest < 1e-3 or largest >= 1e15
    unit, suffix = next(
        ((unit, suffix) for least, unit, suffix in _UNITS if largest >= least), (1.0, "")
    )
    told = []
    for tick in ticks:
        if tick == 0:
            told.append("0")
        elif exponents:
            told.append(_exponent(tick, 11))
        else:
            # Without the dust of binary fractions: 0.30000000000000004 is 0.3.
            told.append(_plain(float(f"{tick / unit:.12g}")) + suffix)
    return told


def format_duration(seconds: float) -> str:
    """Seconds as ``0:58``, ``1:02:10``, ``3 d``, ``3 d 4 h``."""
    minutes, second = divmod(max(0, int(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return f"{days} d {hour} h" if hour else f"{days} d"
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _plain(value: float) -> str:
    text = f"{value:,.9f}" if abs(value) < 1e-4 else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exponent(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
