"""Reading runs back: from the journals alone, with no server and nothing of what logs."""

from runside.api.api import Api
from runside.api.files import File
from runside.api.project import Project
from runside.api.run import Run
from runside.api.runs import Runs

__all__ = ["Api", "File", "Project", "Run", "Runs"]
