"""What the exit status of a command says, so that scripts can go by it."""

from __future__ import annotations

DONE = 0
PROBLEM = 1
"""What was looked at has a problem: `verify`, `doctor`; of what `export` and `show` read, not all could be read."""
USAGE = 2
NO_RUN = 3
"""There is no such run or project."""
FAILED = 4
"""It could not be done: a file that cannot be read or written, a package that is missing."""

TOLD = """\
exit status: 0 done, 1 a problem was found, 2 wrong usage, 3 no such run,
4 it could not be done"""
