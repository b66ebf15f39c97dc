"""What becomes of each type of value."""

from __future__ import annotations

import enum
import math
from collections import OrderedDict, UserList, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

import runside
from runside.data import Histogram, Image
from runside.errors import LogError
from runside.sdk.conftest import Kept
from runside.sdk.run import Run
from runside.sdk.values import ConfigKeeper, Keeper, iso_duration


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


class Name(str):
    pass


@dataclass
class Point:
    x: float
    tags: tuple[str, ...]


def keep(value: object) -> Any:
    return Keeper("runside.log()").data({"key": value})["key"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (True, True),
        (2**60, 2**60),
        (-0.0, -0.0),
        (math.inf, math.inf),
        ("text", "text"),
        (None, None),
        (Name("n"), "n"),
        (Colour.RED, "red"),
        (Level.HIGH, 3),
        (np.float32(0.5), 0.5),
        (np.float64(0.5), 0.5),
        (np.longdouble(0.5), 0.5),
        (np.int8(-3), -3),
        (np.bool_(True), True),
        (np.str_("s"), "s"),
        (np.array(2.5), 2.5),
        (np.array([[7]]), 7),
        (np.datetime64("2026-01-02"), "2026-01-02"),
        (np.timedelta64(90, "s"), "PT1M30S"),
        (np.arange(4).reshape(2, 2), [[0, 1], [2, 3]]),
        (np.array([]), []),
        (np.array(["a"] * 40), ["a"] * 40),
        (np.array(["2026-01-02"] * 2, dtype="M8[D]"), ["2026-01-02"] * 2),
        (np.array([1, "a", None], dtype=object), [1, "a", None]),
        ((1, "a"), [1, "a"]),
        ({3}, [3]),
        (range(3), [0, 1, 2]),
        ((i * i for i in range(3)), [0, 1, 4]),
        (map(str, [1, 2]), ["1", "2"]),
        (deque([1]), [1]),
        ({"a": 1}.keys(), ["a"]),
        (UserList([1, UserList([2])]), [1, [2]]),
        (["x" * 3, [1, (2,)]], ["xxx", [1, [2]]]),
        ({1: {None: 2}}, {"1": {"None": 2}}),
        (OrderedDict(a=1), {"a": 1}),
        (MappingProxyType({"a": (1,)}), {"a": [1]}),
        (datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc), "2026-01-02T03:04:00+00:00"),
        (date(2026, 1, 2), "2026-01-02"),
        (Decimal("1.10"), "1.10"),
        (1 + 2j, "(1+2j)"),
        (b"bytes\xff", "bytes\\xff"),
        (PurePosixPath("a/b"), "a/b"),
        (Point(1.5, ("t",)), {"x": 1.5, "tags": ["t"]}),
    ],
)
def test_values_are_kept_as_their_like_in_json(value: object, kept: object) -> None:
    result = keep(value)
    assert result == kept
    assert type(result) is type(kept)


def test_nan_stays_nan() -> None:
    assert math.isnan(keep(np.float32("nan")))


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(), "PT0S"),
        (timedelta(days=1, hours=2, minutes=3, seconds=4.5), "P1DT2H3M4.5S"),
        (timedelta(days=2), "P2D"),
        (timedelta(seconds=-90), "-PT1M30S"),
        (timedelta(microseconds=10), "PT0.00001S"),
    ],
)
def test_durations_are_iso_8601(duration: timedelta, text: str) -> None:
    assert iso_duration(duration) == text


class FakeTensor:
    """As torch's: a bfloat16 that numpy does not know, read by itself."""

    def __init__(self, values: Any, shape: tuple[int, ...], array: Any = None) -> None:
        self._values, self.shape, self.dtype = values, shape, "torch.bfloat16"
        self._array = array

    def __array__(self) -> Any:
        if self._array is None:
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self._array

    def tolist(self) -> Any:
        return self._values


class FakeEager:
    """As TensorFlow's: it becomes an array of numpy by a method of its own."""

    def __array__(self) -> Any:
        raise AssertionError

    def numpy(self) -> Any:
        return np.ones((2, 2))


class FakeDLPack:
    """As any library that knows DLPack alone."""

    def __dlpack__(self, **given: Any) -> Any:
        return np.arange(3).__dlpack__(**given)

    def __dlpack_device__(self) -> Any:
        return np.arange(3).__dlpack_device__()


def test_tensors_of_any_library_are_read_by_what_they_can_do() -> None:
    assert keep(FakeTensor(1.5, ())) == 1.5
    assert keep(FakeTensor([[1.5]], (1, 1))) == 1.5
    assert keep(FakeTensor([1.0, 2.0], (2,))) == [1.0, 2.0]
    assert keep(FakeEager()) == [[1.0, 1.0], [1.0, 1.0]]
    assert keep(FakeDLPack()) == [0, 1, 2]


def test_an_array_that_its_library_cannot_read_is_refused_with_the_reason() -> None:
    class Broken(FakeTensor):
        def tolist(self) -> Any:
            raise RuntimeError("CUDA error")

    with pytest.raises(LogError, match=r"'key': .*Broken and cannot be read: CUDA error"):
        keep(Broken([1.0], (1,)))


def test_an_object_that_fails_as_a_number_is_refused_with_the_reason() -> None:
    class Lazy:
        def __float__(self) -> float:
            raise RuntimeError("not computed yet")

    with pytest.raises(LogError, match=r"'key': .*Lazy and cannot be read: not computed yet"):
        keep(Lazy())


def test_up_to_32_numbers_are_a_list_and_more_are_a_histogram() -> None:
    assert keep(np.zeros(32)) == [0.0] * 32
    assert keep(np.arange(64.0).reshape(8, 8)) == {
        "_type": "histogram",
        "values": [2] * 32,
        "bins": pytest.approx([63 / 32 * at for at in range(33)]),
    }
    kept = keep(np.array([np.nan, np.inf, -np.inf] + [1.0] * 30))
    assert (sum(kept["values"]), kept["nan"], kept["posinf"], kept["neginf"]) == (30, 1, 1, 1)
    assert keep(FakeTensor([0.5] * 40, (40,), np.full(40, 0.5)))["values"][16] == 40


def test_large_arrays_lie_inside_of_lists_and_dicts_too() -> None:
    kept = keep({"layers": [np.zeros(40), np.zeros(2)]})["layers"]
    assert kept[0]["_type"] == "histogram"
    assert kept[1] == [0.0, 0.0]


def test_text_dates_objects_and_records_are_lists_of_any_length() -> None:
    assert keep(np.array(["2026-01-02"] * 40, dtype="M8[D]")) == ["2026-01-02"] * 40
    assert keep(np.zeros(40, dtype=[("x", "f4"), ("n", "i4")])) == [[0.0, 0]] * 40


def test_histograms_are_kept_by_themselves_and_in_lists() -> None:
    histogram = Histogram([1.0, 2.0], num_bins=1)
    assert keep(histogram) == {"_type": "histogram", "values": [2], "bins": [1.0, 2.0]}
    assert keep([histogram] * 3)["count"] == 3


class Figure:
    """As plotly's."""


class Frame:
    """As the tables of pandas and others."""

    shape = (2, 2)

    @property
    def columns(self) -> list[str]:
        return ["a", "b"]

    def __array__(self) -> Any:
        return np.zeros((2, 2))


@pytest.mark.parametrize(
    ("module", "kind", "advice"),
    [
        ("pandas.core.frame", Frame, r"Tables are not there yet; .*df\.mean\(\)\.to_dict\(\)"),
        (
            "plotly.graph_objs._figure",
            Figure,
            r"Figures of plotly are not there yet; .*figure\.write_image",
        ),
        (
            "bokeh.plotting._figure",
            Figure,
            r"Figures of Bokeh are not there yet; .*bokeh\.io\.export_png",
        ),
    ],
)
def test_tables_and_figures_are_refused_with_what_to_log_meanwhile(
    module: str, kind: type, advice: str
) -> None:
    value = type(kind.__name__, (kind,), {"__module__": module})()
    with pytest.raises(LogError, match=f"'key': it is {module}.{kind.__name__}. .*{advice}"):
        keep(value)


def test_what_holds_itself_is_refused() -> None:
    cycle: list[Any] = []
    cycle.append(cycle)
    with pytest.raises(LogError, match="nested more than 64 deep, or in itself"):
        keep(cycle)


def test_open_files_and_infinite_things_are_not_taken_for_lists() -> None:
    with pytest.raises(LogError), open(__file__) as file:  # noqa: PTH123
        keep(file)


def test_a_list_of_images_is_one_batch() -> None:
    keeper = Keeper("runside.log()")
    images = [Image(np.zeros((2, 3)), caption="one"), Image(np.ones((2, 3)))]
    kept = keeper.data({"examples": images})["examples"]
    assert kept["_type"] == "images/separated"
    assert kept["count"] == 2
    assert kept["captions"] == ["one", ""]
    assert (kept["width"], kept["height"]) == (3, 2)
    assert [item["sha256"] for item in kept["items"]] == [blob.sha256 for blob in keeper.blobs]


def test_pil_images_are_images_by_themselves_and_in_lists() -> None:
    import PIL.Image

    picture = PIL.Image.new("RGB", (4, 5))
    assert keep(picture)["_type"] == "image-file"
    assert keep([picture, Image(picture)])["count"] == 2


def test_a_list_that_mixes_media_with_others_is_refused() -> None:
    with pytest.raises(
        LogError, match=r"'key': it is a list of int and runside\.data\.image\.Image"
    ):
        keep([Image(np.zeros((2, 2))), 3])


def test_media_deep_inside_lists_are_refused() -> None:
    with pytest.raises(LogError, match=r"'key\[0\]\.a': it is a medium deep inside a list"):
        keep([{"a": Image(np.zeros((2, 2)))}])


def test_media_inside_dicts_are_kept_under_their_path() -> None:
    assert keep({"a": {"b": Image(np.zeros((2, 2)))}})["a"]["b"]["_type"] == "image-file"


def test_config_keeps_large_arrays_and_any_object_as_its_text() -> None:
    keeper = ConfigKeeper("runside.config")
    kept = keeper.data({"w": np.zeros(40), "f": keep, "p": Point, "o": 1 + 1j})
    assert kept == {"w": [0.0] * 40, "f": "keep", "p": "Point", "o": "(1+1j)"}
    with pytest.raises(TypeError, match="media are logged, not configured"):
        keeper.data({"i": Image(np.zeros((2, 2)))})


def test_what_is_kept_of_a_call_is_in_the_row(kept: Callable[[Run], Kept]) -> None:
    with runside.init() as run:
        run.log({"weights": np.arange(40), "few": np.arange(2), "net": {"grads": np.zeros(40)}})
    (row,) = kept(run).rows
    assert (row["weights"]["_type"], sum(row["weights"]["values"])) == ("histogram", 40)
    assert row["few"] == [0, 1]
    assert row["net"]["grads"]["bins"][16] == 0.0
