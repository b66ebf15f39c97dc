from __future__ import annotations

from runside.cli.table import table


def test_columns_stand_in_line_also_with_wide_characters() -> None:
    told = table(("NAME", "STEP"), [("学習", "7"), ("plain", "1,000")], right=(1,))
    assert told.splitlines() == ["NAME    STEP", "学習       7", "plain  1,000"]


def test_nothing_in_a_name_moves_the_cursor_or_colours_the_terminal() -> None:
    assert "\x1b" not in table(("NAME",), [("\x1b[31mred\n",)])
