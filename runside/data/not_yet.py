"""Data types whose names are known and whose insides are not there yet.

The names can be imported, asked about with ``isinstance`` and subclassed; making one says what to log meanwhile.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from runside.errors import Error


def refuse(name: str, instead: str) -> NoReturn:
    """Raises Error: what ``runside.<name>`` names is not there."""
    raise Error(f"runside.{name} is not there yet in this version: {instead}")


class _NotYet:
    _instead: ClassVar[str]

    def __init__(self, *_: Any, **__: Any) -> None:
        refuse(_name(type(self)), self._instead)


def _made(cls: type[_NotYet], *_: Any, **__: Any) -> NoReturn:
    refuse(_name(cls), cls._instead)


class Table(_NotYet):
    """Rows and columns."""

    _instead = (
        "log numbers of it, as df.mean().to_dict() gives them, or save it as a file with run.save()"
    )

    MAX_ROWS = 10_000
    MAX_ARTIFACT_ROWS = 200_000
    """Scripts read and set them. They cut nothing."""


class JoinedTable(_NotYet):
    """Two tables, joined by a column."""

    _instead = Table._instead


class PartitionedTable(_NotYet):
    """A table in several files."""

    _instead = Table._instead


class Audio(_NotYet):
    """A clip of sound."""

    _instead = "save the sound as a file with run.save()"


class Video(_NotYet):
    """A clip of moving pictures."""

    _instead = (
        "log some of its frames as a list of runside.Image, or save it as a file with run.save()"
    )


class Html(_NotYet):
    """A page of HTML."""

    _instead = "save it as a file with run.save()"


HTML = Html


class Object3D(_NotYet):
    """A 3D object, or a cloud of points."""

    _instead = "log a runside.Image of it, or save it as a file with run.save()"
    from_file = from_numpy = from_point_cloud = classmethod(_made)


class Molecule(_NotYet):
    """A molecule."""

    _instead = "log a runside.Image of it, or save it as a file with run.save()"
    from_rdkit = from_smiles = classmethod(_made)


class Plotly(_NotYet):
    """A figure of plotly."""

    _instead = "log runside.Image of a PNG file that figure.write_image() has written"


class Bokeh(_NotYet):
    """A figure of Bokeh."""

    _instead = "log runside.Image of a PNG file that bokeh.io.export_png() has written"


class Graph(_NotYet):
    """The graph of a model."""

    _instead = "log the model's text, str(model)"


class Classes(_NotYet):
    """The names of numbered classes."""

    _instead = "put the names into the config, as config['classes'] = ['cat', 'dog']"


def box3d(*_: Any, **__: Any) -> NoReturn:
    """A box in a cloud of points. Raises Error."""
    refuse("box3d", Object3D._instead)


def instead_of(value: object) -> str | None:
    """What to log in place of a table or a figure that would become one of these by itself; None for all else."""
    root = type(value).__module__.partition(".")[0]
    if hasattr(type(value), "columns"):
        return f"Tables are not there yet; {Table._instead}"
    if root == "plotly":
        return f"Figures of plotly are not there yet; {Plotly._instead}"
    if root == "bokeh":
        return f"Figures of Bokeh are not there yet; {Bokeh._instead}"
    return None


def _name(kind: type[_NotYet]) -> str:
    """The name here of a class, also of one that a user derived from it."""
    return next(base.__name__ for base in kind.__mro__ if base.__module__ == __name__)
