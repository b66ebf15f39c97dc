"""The picture: complete, harmless, and small, whatever was logged."""

from __future__ import annotations

import math
import random
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runside.picture import PicturedRun, Series, to_svg
from runside.picture.conftest import MakeRun

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 60_000
ELEMENTS = {"svg", "g", "rect", "circle", "path", "text", "tspan", "title"}


def drawn(run: PicturedRun) -> ElementTree.Element:
    return ElementTree.fromstring(to_svg(run))


def texts(root: ElementTree.Element) -> list[str]:
    """Each line of text, with what follows it."""
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def titles(root: ElementTree.Element) -> list[str]:
    """The keys of the lines."""
    return [str(title.text) for title in root.iter(f"{SVG}title")]


def ramp(n: int, slope: float = 1.0) -> Series:
    return Series(range(n), [slope * i for i in range(n)])


def test_there_is_a_line_for_each_key_in_its_section(make_run: MakeRun) -> None:
    keys = ["train/loss", "validation/loss", "train/accuracy", "lr"]
    root = drawn(make_run({key: ramp(100) for key in keys}))
    assert titles(root) == ["train/loss", "train/accuracy", "validation/loss", "lr"]
    assert {"train2", "validation1", "Charts1"} <= set(texts(root))


def test_another_training_gives_another_picture(make_run: MakeRun) -> None:
    one, other = (make_run({"loss": ramp(100, slope)}) for slope in (1.0, -1.0))
    assert to_svg(one) != to_svg(other)
    assert to_svg(one) == to_svg(one)


def test_a_tile_tells_the_extreme_of_the_goal(make_run: MakeRun) -> None:
    series = {"score": Series([0, 1, 2], [3.0, 1.0, 2.0])}
    found = texts(drawn(make_run(series, goals={"score": "minimize"})))
    assert found[found.index("score") + 1 :][:2] == ["2", "lowest 1 at 1"]
    found = texts(drawn(make_run(series, goals={"score": "minimize"}, best={"score"})))
    assert found[found.index("score") + 1 :][:2] == ["1", "best, at 1; last 2"]


def test_a_line_that_pages_draw_over_another_metric_says_that_it_is_over_steps(
    make_run: MakeRun,
) -> None:
    series = {"loss": ramp(9), "val": ramp(9)}
    assert texts(drawn(make_run(series))).count("step") == 0
    assert texts(drawn(make_run(series, over_others={"val"}))).count("step") == 1


def test_it_says_name_state_step_time_and_where_the_files_are(make_run: MakeRun) -> None:
    run = make_run({"val/loss": Series([0, 1, 2], [3.0, 0.1601, 0.2])}, total_steps=2000)
    found = texts(drawn(run))
    assert "calm-river-14finished · step 1,240 of 2,000 · 0:58" in found
    assert "digits" in found
    assert "val / loss" in found
    assert "lowest 0.1601 at 1" in found
    assert "saved picture · 21 Nov 2025, 17:31 UTC · runside-runs/digits/abcd1234" in found
    assert "3 points, extremes kept" in found


def test_a_sample_says_that_it_is_one(make_run: MakeRun) -> None:
    assert "sampled: 100 of its points" in texts(drawn(make_run({"a": ramp(100)}, sampled=True)))


def test_more_than_twelve_keys_are_counted(make_run: MakeRun) -> None:
    root = drawn(make_run({f"k{number}": ramp(10) for number in range(40)}))
    assert len(titles(root)) == 12
    assert "and 28 more" in texts(root)
    assert "and 16 more" in texts(root)  # of the summary


def test_the_summary_is_told_also_without_a_chart(make_run: MakeRun) -> None:
    found = texts(drawn(make_run(summary={"best": 0.25, "picture": {"_type": "image-file"}})))
    assert {"No numbers were logged", "best", "0.25", "[image-file]"} <= set(found)


def test_a_chart_without_a_finite_value_says_so(make_run: MakeRun) -> None:
    root = drawn(make_run({"a": Series([0, 1], [math.nan, math.inf])}))
    assert titles(root) == ["a"]
    assert "no finite value" in texts(root)


def test_text_is_never_markup(make_run: MakeRun) -> None:
    evil = "</text><script>alert(1)</script>&\"'\x00\x1b\u202e"
    run = make_run(
        {evil: ramp(3)}, name=evil, project=evil, files=evil, summary={evil: evil}, state=evil
    )
    root = drawn(run)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    assert "\u202e" not in to_svg(run)


def test_it_needs_nothing_from_elsewhere_and_styles_no_page(make_run: MakeRun) -> None:
    svg = to_svg(make_run({"a": ramp(100)}))
    assert svg.count("http") == 1  # the namespace
    for word in ("<style", "class=", "id=", "href", "url(", "<foreignObject", "<script", " on"):
        assert word not in svg


def test_it_is_no_wider_than_the_page_that_it_is_put_into_and_keeps_its_shape(
    make_run: MakeRun,
) -> None:
    root = drawn(make_run({"a": ramp(100)}))
    assert root.get("style") == "max-width:100%;height:auto"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_it_brings_its_own_page_so_that_it_is_legible_on_a_dark_one(make_run: MakeRun) -> None:
    page = drawn(make_run({"a": ramp(3)})).find(f"{SVG}rect")
    assert page is not None
    assert page.get("fill") == "#ffffff"


@pytest.mark.parametrize("points", [1, 100, 20_000])
def test_it_is_small_however_much_was_logged(make_run: MakeRun, points: int) -> None:
    noise = random.Random(0)
    series = {
        f"{'a long section' * 20}/{'a long key' * 20}{number}": Series(
            range(points), [noise.gauss(0, 1) for _ in range(points)]
        )
        for number in range(14)
    }
    summary = {f"{path} {number}": "日" * 5000 for path in series for number in range(10)}
    svg = to_svg(make_run(series, summary=summary, name="n" * 5000))
    assert len(svg.encode()) <= MOST_BYTES


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(st.text(), st.lists(st.floats(), min_size=1, max_size=30), max_size=14),
    st.dictionaries(st.text(), st.integers() | st.floats() | st.text() | st.booleans()),
    st.integers(-(2**53), 2**53),
)
def test_whatever_is_logged_is_drawn_as_well_formed_xml(
    make_run: MakeRun, values: dict[str, list[float]], summary: dict[str, object], first: int
) -> None:
    series = {
        path: Series(range(first, first + len(column)), column) for path, column in values.items()
    }
    root = drawn(make_run(series, summary=summary))
    assert len(titles(root)) == min(12, len(series))
    numbers = [
        float(value)
        for element in root.iter()
        for name, value in element.attrib.items()
        if name in ("x", "y", "cx", "cy", "r", "width", "height")
    ]
    assert all(math.isfinite(number) for number in numbers)
