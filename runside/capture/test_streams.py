"""Listening to a stream changes nothing of it, and stands in nobody's way."""

from __future__ import annotations

import contextlib
import io
import sys
import threading

import pytest

from runside.capture import streams
from runside.capture.streams import Heard, Wrapped, wrap


def stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def written(to: io.TextIOWrapper) -> str:
    buffer = to.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def test_what_is_printed_passes_and_is_heard() -> None:
    heard, out = Heard(), stream()
    wrapped = Wrapped("stdout", out, heard)
    assert out.write("añ") == 2
    print("b", 1, file=out)
    out.writelines(["c\n", "d\n"])
    assert written(out) == "añb 1\nc\nd\n"
    assert heard.take()[0]["stdout"] == "añb 1\nc\nd\n"
    wrapped.restore()
    assert "write" not in vars(out)


def test_an_error_of_the_stream_is_the_callers_and_nothing_is_heard() -> None:
    heard, out = Heard(), stream()
    Wrapped("stdout", out, heard)
    with pytest.raises(UnicodeEncodeError):
        out.write("\ud800")
    with pytest.raises(TypeError):
        out.write(b"bytes")  # type: ignore[arg-type]
    out.close()
    with pytest.raises(ValueError, match="closed"):
        out.write("x")
    assert heard.take()[0]["stdout"] == ""


def test_a_stream_that_somebody_else_wrapped_meanwhile_only_passes_on() -> None:
    heard, out = Heard(), stream()
    wrapped = Wrapped("stdout", out, heard)
    ours, theirs = out.write, []

    def write(text: str) -> int:
        theirs.append(text)
        return ours(text)

    out.write = write  # type: ignore[method-assign]
    heard.on = False
    wrapped.restore()
    out.write("x")
    assert (theirs, written(out)) == (["x"], "x")
    assert heard.take()[0]["stdout"] == ""


def test_streams_that_are_missing_closed_to_it_or_the_same_are_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class OfStone:
        __slots__ = ()

        def write(self, text: str) -> int:
            return len(text)

    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", OfStone())
    assert wrap(Heard()) == []
    out = stream()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", out)
    heard = Heard()
    wrapped = wrap(heard)
    sys.stderr.write("once\n")
    assert heard.take()[0] == {"stdout": "once\n", "stderr": ""}
    for one in wrapped:
        one.restore()


def test_what_is_redirected_does_not_go_to_the_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", stream())
    heard = Heard()
    wrapped = wrap(heard)
    with contextlib.redirect_stdout(io.StringIO()) as elsewhere:
        sys.stdout.write("not for the console\n")
    sys.stdout.write("for it\n")
    assert elsewhere.getvalue() == "not for the console\n"
    assert heard.take()[0]["stdout"] == "for it\n"
    for one in wrapped:
        one.restore()


def test_what_is_printed_faster_than_it_is_kept_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "MOST_WAITING", 10)
    heard = Heard()
    heard.hear("stdout", "0123456789\n")
    heard.hear("stdout", "a\nb\n")
    heard.hear("stderr", "c\n")
    assert heard.take() == (
        {"stdout": "0123456789\n", "stderr": ""},
        {"stdout": 2, "stderr": 1},
    )
    heard.hear("stdout", "again\n")
    assert heard.take() == ({"stdout": "again\n", "stderr": ""}, {})


def test_what_the_keeping_thread_prints_itself_is_not_heard() -> None:
    heard = Heard()
    heard.deaf_to = threading.get_ident()
    heard.hear("stderr", "a warning of ours\n")
    assert heard.take()[0]["stderr"] == ""
