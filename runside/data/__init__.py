"""The media that can be logged."""

from runside.data.blob import Blob
from runside.data.image import Image, is_pil
from runside.data.medium import Medium

__all__ = ["Blob", "Image", "Medium", "is_pil"]
