"""What is kept of a traceback."""

from __future__ import annotations

from typing import Any

from runside.sdk.traces import LINES, traceback_lines


def raised_by(call: Any) -> list[str]:
    try:
        call()
    except Exception as error:  # noqa: BLE001 - whatever it raises
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
        return traceback_lines(error)
    raise AssertionError("nothing was raised")


def function(module: str, body: str, **names: Any) -> Any:
    """A function of a module of this name."""
    place = {"__name__": module, **names}
    exec(compile(f"def call():\n    {body}", f"<{module}>", "exec"), place)
    return place["call"]


def test_the_last_lines_are_kept() -> None:
    call = function("user", "1 / 0")
    for depth in range(LINES):  # of modules that differ: Python folds frames that repeat
        call = function(f"user{depth}", "inner()", inner=call)
    lines = raised_by(call)
    assert len(lines) == LINES
    assert lines[-2:] == ['  File "<user>", line 2, in call', "ZeroDivisionError: division by zero"]


def test_in_a_notebook_it_begins_with_the_users_cell() -> None:
    cell = function("__main__", "1 / 0")
    shell = function("IPython.core.interactiveshell", "cell()", cell=cell)
    assert raised_by(shell) == [
        "Traceback (most recent call last):",
        '  File "<__main__>", line 2, in call',
        "ZeroDivisionError: division by zero",
    ]


def test_what_the_shell_itself_raises_is_told_with_its_frames() -> None:
    shell = function("IPython.core.interactiveshell", "1 / 0")
    assert '  File "<IPython.core.interactiveshell>", line 2, in call' in raised_by(shell)
