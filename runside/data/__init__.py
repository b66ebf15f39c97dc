"""The media that can be logged."""

from runside.data.array_file import keep_array
from runside.data.blob import Blob
from runside.data.histogram import Histogram
from runside.data.image import Image, is_picture
from runside.data.medium import Medium
from runside.data.not_yet import (
    HTML,
    Audio,
    Bokeh,
    Classes,
    Graph,
    Html,
    JoinedTable,
    Molecule,
    Object3D,
    PartitionedTable,
    Plotly,
    Table,
    Video,
    box3d,
    instead_of,
    refuse,
)

__all__ = [
    "HTML",
    "Audio",
    "Blob",
    "Bokeh",
    "Classes",
    "Graph",
    "Histogram",
    "Html",
    "Image",
    "JoinedTable",
    "Medium",
    "Molecule",
    "Object3D",
    "PartitionedTable",
    "Plotly",
    "Table",
    "Video",
    "box3d",
    "instead_of",
    "is_picture",
    "keep_array",
    "refuse",
]
