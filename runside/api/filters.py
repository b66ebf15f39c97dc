"""Which runs are wanted: W&B's filters, which are those of MongoDB, as predicates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from runside.api.run import Run
from runside.api.values import MISSING, TIMES, field, to_time
from runside.errors import UsageError

Json = Any
Wanted = Callable[[Run], bool]
Test = Callable[[Json], bool]


def compile_filter(given: Mapping[str, Json] | None) -> Wanted:
    """The predicate of a filter, as ``{"config.lr": {"$gt": 0.01}, "$or": [{"state": "finished"}, {"tags": "keep"}]}``.

    A field is one of those of :func:`runside.api.values.field`. A value stands for ``{"$eq": value}``; a list, as
    ``tags``, is also equal to each of its items. What a run lacks is equal to None, and neither less nor greater than
    anything. Raises UsageError for what is no filter.
    """
    if given is None:
        return lambda run: True
    if not isinstance(given, Mapping):
        raise UsageError(f"a filter is a dict, as {{'state': 'finished'}}, not {given!r}")
    return _all([_clause(key, value) for key, value in given.items()])


def _clause(key: str, value: Json) -> Wanted:
    if not isinstance(key, str):
        raise UsageError(f"a filter has names of fields and operators, not {key!r}")
    if key in ("$and", "$or", "$nor"):
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise UsageError(f"{key} takes a list of filters, not {value!r}")
        parts = [compile_filter(part) for part in value]
        if key == "$and":
            return _all(parts)
        either = _any(parts)
        return either if key == "$or" else lambda run: not either(run)
    if key == "$not":
        refused = compile_filter(value)
        return lambda run: not refused(run)
    if key.startswith("$"):
        raise _unknown(key, ("$and", "$or", "$nor", "$not"))
    look = field(key)
    test = _test(value, to_time if key in TIMES else _as_it_is)
    return lambda run: test(look(run))


def _test(given: Json, convert: Callable[[Json], Json]) -> Test:
    """What a field is asked."""
    if not _is_operators(given):
        return _equal(convert(given))
    tests = [_operator(name, operand, convert) for name, operand in given.items()]
    return lambda value: all(test(value) for test in tests)


def _is_operators(given: Json) -> bool:
    return isinstance(given, Mapping) and any(
        isinstance(key, str) and key.startswith("$") for key in given
    )


def _operator(name: str, operand: Json, convert: Callable[[Json], Json]) -> Test:
    if name == "$not":
        refused = _test(operand, convert)
        return lambda value: not refused(value)
    if name in ("$in", "$nin"):
        if not isinstance(operand, Sequence | set | frozenset) or isinstance(operand, str):
            raise UsageError(f"{name} takes a list of values, not {operand!r}")
        tests = [_equal(convert(item)) for item in operand]
        is_in = name == "$in"
        return lambda value: any(test(value) for test in tests) is is_in
    if name == "$exists":
        if not isinstance(operand, bool):
            raise UsageError(f"$exists takes True or False, not {operand!r}")
        return lambda value: (value is not MISSING) is operand
    if name == "$regex":
        return _matching(operand)
    if name in ("$eq", "$ne"):
        same = _equal(convert(operand))
        return same if name == "$eq" else lambda value: not same(value)
    if name in _ORDERS:
        return _ordered(_ORDERS[name], convert(operand))
    raise _unknown(name, OPERATORS)


def _equal(operand: Json) -> Test:
    def test(value: Json) -> bool:
        if value is MISSING:
            return operand is None
        if _same(value, operand):
            return True
        return isinstance(value, list) and any(_same(item, operand) for item in value)

    return test


def _same(one: Json, other: Json) -> bool:
    """Equality that tells True from 1."""
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def _ordered(compare: Callable[[Json, Json], bool], operand: Json) -> Test:
    def test(value: Json) -> bool:
        of_a_kind = (_is_number(value) and _is_number(operand)) or (
            isinstance(value, str) and isinstance(operand, str)
        )
        return of_a_kind and compare(value, operand)

    return test


def _matching(operand: Json) -> Test:
    try:
        pattern = re.compile(operand)
    except (re.error, TypeError) as error:
        raise UsageError(f"$regex takes a regular expression, not {operand!r}: {error}") from None

    def test(value: Json) -> bool:
        values = value if isinstance(value, list) else [value]
        return any(isinstance(text, str) and pattern.search(text) for text in values)

    return test


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_it_is(value: Json) -> Json:
    return value


def _all(parts: Sequence[Wanted]) -> Wanted:
    return lambda run: all(part(run) for part in parts)


def _any(parts: Sequence[Wanted]) -> Wanted:
    return lambda run: any(part(run) for part in parts)


def _unknown(name: str, known: Sequence[str]) -> UsageError:
    return UsageError(f"{name!r} is no operator of a filter here: there are {', '.join(known)}")


_ORDERS: Mapping[str, Callable[[Json, Json], bool]] = {
    "$gt": lambda one, other: bool(one > other),
    "$gte": lambda one, other: bool(one >= other),
    "$lt": lambda one, other: bool(one < other),
    "$lte": lambda one, other: bool(one <= other),
}
OPERATORS = ("$eq", "$ne", *_ORDERS, "$in", "$nin", "$exists", "$regex", "$not")
"""What a field may be asked."""
