"""Lets ``wandb`` mean Runside from the first line of a program on: `runside exec` puts this folder on ``PYTHONPATH``.

Python imports a module of this name when it starts, before the program; so the program's child processes, which inherit
the variable, are reached as well. A ``sitecustomize`` that is there already is run after this one, and the folder is
taken out of ``sys.path`` again: the program sees the path that it would see without.
"""

# Each process of the program runs this first, so it imports little. Some may be of an older Python.

import os
import sys
from importlib.machinery import PathFinder

_HERE = os.path.dirname(os.path.abspath(__file__))


def _stand_in() -> None:
    try:
        import runside
    except ImportError:
        from importlib import util

        # A process of another environment. Runside's own part in it needs the standard library alone.
        package = os.path.dirname(os.path.dirname(_HERE))
        spec = util.spec_from_file_location(
            "runside",
            os.path.join(package, "__init__.py"),
            submodule_search_locations=[package],
        )
        assert spec is not None
        assert spec.loader is not None
        runside = util.module_from_spec(spec)
        sys.modules["runside"] = runside
        spec.loader.exec_module(runside)
    runside.as_wandb()


def _run_the_next() -> None:
    """Run the ``sitecustomize`` that Python would have found without this one."""
    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        from importlib import util

        module = util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != _HERE]
if sys.version_info >= (3, 10):
    _stand_in()
else:
    sys.stderr.write(
        "runside: this Python is older than 3.10; `wandb` does not mean Runside in it\n"
    )
_run_the_next()
