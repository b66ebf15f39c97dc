"""A run as text: one aligned table."""

from __future__ import annotations

from runside.picture import Series, to_text
from runside.picture.conftest import MakeRun


def test_it_is_one_aligned_table(make_run: MakeRun) -> None:
    run = make_run({"train/loss": Series([0, 1], [0.5, 0.25])}, total_steps=2000)
    assert to_text(run).splitlines() == [
        "run         calm-river-14 (project digits)",
        "state       finished",
        "steps       1,240 of 2,000",
        "duration    0:58",
        "train/loss  0.25",
        "files       runside-runs/digits/abcd1234",
    ]


def test_a_long_summary_is_cut_and_says_so(make_run: MakeRun) -> None:
    lines = to_text(make_run(summary={f"key {n}": n for n in range(1000)})).splitlines()
    assert len(lines) == 4 + 40 + 1 + 1
    assert lines[-2].split(None, 1) == ["…", "and 960 more"]


def test_long_and_wide_texts_keep_the_columns(make_run: MakeRun) -> None:
    lines = to_text(make_run(summary={"日本": 1, "k" * 500: "v\n" * 500})).splitlines()
    assert len(lines) == 7
    assert all(len(line) <= 112 for line in lines)


def test_a_run_without_rows_has_no_steps(make_run: MakeRun) -> None:
    assert "steps     none" in to_text(make_run(step=None))
