"""What is left of a text when all that was written over is gone."""

from __future__ import annotations

import pytest

from runside.capture.screen import Screen


def shown(*texts: str) -> str:
    """All lines that a screen shows of these texts."""
    screen = Screen()
    done = "".join(screen.write(text) for text in texts)
    return done + screen.end() + screen.line


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("one\ntwo\n", "one\ntwo\n"),
        ("no newline", "no newline"),
        ("\r 10%\r 20%\r100%\n", "100%\n"),
        ("downloading\rdone\n", "doneloading\n"),
        ("by Windows\r\nas ever\r\n", "by Windows\nas ever\n"),
        ("\x1b[31mred\x1b[0m\n", "\x1b[31mred\x1b[0m\n"),
        ("\r\x1b[32m 50%\x1b[0m\r\x1b[32m100%\x1b[0m\n", "\x1b[32m100%\x1b[0m\n"),
        ("\x00\ud83d\u202e\n", "\x00\ud83d\u202e\n"),
        ("\x1b[A\x1b[Aabove all\n", "above all\n"),
        ("", ""),
    ],
)
def test_what_was_written_over_is_gone(text: str, left: str) -> None:
    assert shown(text) == left
    assert shown(*text) == left or "\x1b" in text  # a sequence that is cut is none


def nested(outer: int, inner: int) -> str:
    """How tqdm draws a bar below another: down, over the line, and up again."""
    return f"\router {outer}\n\rinner {inner}\x1b[A"


def test_of_bars_below_each_other_one_line_each_is_left() -> None:
    texts = [nested(outer, inner) for outer in range(5) for inner in range(20)]
    assert shown(*texts, "\n\nover\n") == "outer 4\ninner 19\nover\n"


def test_a_bar_is_not_done_where_the_text_ends_while_one_below_it_is_drawn() -> None:
    screen = Screen()
    assert screen.write(nested(1, 1)) == ""
    assert screen.write("\router 2\n\rinner 2") == ""
    assert screen.write("\x1b[A\router 3\n\rinner 3\x1b[A") == ""
    assert screen.end() + screen.line == "outer 3\ninner 3"


def test_lines_are_given_as_soon_as_they_are_done() -> None:
    screen = Screen()
    assert screen.write("one\ntw") == "one\n"
    assert screen.write("o\r\nthree") == "two\n"
    assert screen.line == "three"
    assert screen.write("\n") == "three\n"


def test_what_goes_up_for_ever_does_not_hold_lines_for_ever() -> None:
    screen = Screen()
    given = "".join(screen.write(f"line {n}\n\x1b[A\n") for n in range(10_000))
    assert given.count("\n") > 9_000
