"""The texts of a stream's records: put together they are what a terminal shows, and they are few."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from runside.capture.lines import BAR_EVERY, LONGEST, Lines
from runside.capture.screen import Screen


def kept(*turns: str, every: float = 0.5) -> list[str]:
    """The texts for what was printed in these turns."""
    lines = Lines()
    texts = [text for n, turn in enumerate(turns) for text in lines.take(turn, n * every)]
    return [*texts, *lines.end()]


def shown(texts: list[str]) -> str:
    screen = Screen()
    done = screen.write("".join(texts))
    return done + screen.end() + screen.line


def test_whole_lines_are_kept_in_the_turn_that_they_were_printed_in() -> None:
    assert kept("one\ntwo\n", "", "three\n") == ["one\ntwo\n", "three\n"]


def test_a_line_that_is_ended_within_a_turn_is_one_text() -> None:
    assert kept("loss ", "0.5\n") == ["loss 0.5\n"]


def test_a_line_that_stands_is_kept_as_far_as_it_is_and_goes_on() -> None:
    assert kept("waiting ", "", "", "over\nnext\n") == ["waiting ", "over\nnext\n"]


def test_a_line_that_is_never_ended_is_kept_at_the_end() -> None:
    assert kept("one\n> ") == ["one\n", "> "]


def test_a_bar_is_kept_now_and_then_and_as_it_ends() -> None:
    turns = [f"\r{n:4}%" for n in range(1000)]
    texts = kept(*turns, "\r100 %\n", every=0.1)
    assert len(texts) == 100 / BAR_EVERY + 1
    assert all(text.startswith("\r") for text in texts[1:])
    assert shown(texts) == "100 %\n"


def test_a_line_without_end_becomes_several_texts() -> None:
    texts = kept("x" * (3 * LONGEST + 5), "y\n")
    assert max(map(len, texts)) <= LONGEST
    assert "".join(texts) == "x" * (3 * LONGEST + 5) + "y\n"


def test_many_lines_become_texts_that_end_with_a_line() -> None:
    printed = "".join(f"line {n}\n" for n in range(20_000))
    texts = kept(printed)
    assert "".join(texts) == printed
    assert all(text.endswith("\n") and len(text) <= LONGEST for text in texts)


def test_what_is_left_out_stands_on_a_line_of_its_own() -> None:
    lines = Lines()
    texts = [*lines.take("half", 0), *lines.end(), lines.left_out(2), *lines.take("more\n", 1)]
    assert "".join(texts).splitlines() == [
        "half",
        "[runside: 2 lines are left out here, printed faster than they could be kept]",
        "more",
    ]


PRINTED = st.lists(st.text(alphabet="ab\n\r é\x00", max_size=12), min_size=1, max_size=12)


@settings(max_examples=300, deadline=None)
@given(PRINTED, st.sampled_from([0.1, 0.5, 20.0]))
def test_the_texts_show_what_the_program_showed(turns: list[str], every: float) -> None:
    assert shown(kept(*turns, every=every)) == shown(turns)


@settings(max_examples=300, deadline=None)
@given(PRINTED)
def test_going_up_within_a_turn_changes_nothing_of_that(texts: list[str]) -> None:
    printed = "\x1b[A".join(texts)
    assert shown(kept(printed)) == shown([printed])
