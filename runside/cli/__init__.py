"""The command `runside`: the only part that may know both sides.

It runs where only the kernel library is installed: what a subcommand needs is imported by it.
"""

from runside.cli.program import main

__all__ = ["main"]
