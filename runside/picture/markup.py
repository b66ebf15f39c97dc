"""The few elements of SVG that a picture is made of. All text goes through here, and is escaped."""

from __future__ import annotations

from html import escape

from runside.picture.letters import clip

CHARACTER = 0.56
"""The width of a column of text in a sans-serif font, for each pixel of its size: a little more than the mean."""

Attribute = str | float | None


def element(tag: str, content: str = "", **attributes: Attribute) -> str:
    """An element; a ``_`` in an attribute's name is a ``-``, and one that is None is left out."""
    told = "".join(
        f' {name.replace("_", "-")}="{escape(_value(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{told}>{content}</{tag}>" if content else f"<{tag}{told}/>"


def text(
    content: str,
    x: float,
    y: float,
    *,
    width: float,
    size: float = 12,
    fill: str | None = None,
    weight: int | None = None,
    anchor: str | None = None,
    aside: str = "",
) -> str:
    """A line of text whose baseline is at y; what is wider than ``width`` pixels is cut.

    ``aside`` is what follows it: made by :func:`aside`.
    """
    shown = clip(content, width / (size * CHARACTER))
    return element(
        "text",
        escape(shown, quote=False) + aside,
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        font_weight=weight,
        text_anchor=anchor,
    )


def aside(content: str, *, width: float, fill: str) -> str:
    """What stands behind a line of text, in 12 px and not as bold."""
    shown = escape(clip(content, width / (12 * CHARACTER)), quote=False)
    return element("tspan", shown, dx=10, fill=fill, font_size=12, font_weight=400)


def title(content: str) -> str:
    """What an element is, for assistive tools and the pointer."""
    return element("title", escape(clip(content, 200), quote=False))


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
