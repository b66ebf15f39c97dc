"""Records to what a run holds: rows, summary, config, state. Pure: no files, no clocks."""

from runside.fold.history import History
from runside.fold.paths import join_path, leaves, nest, split_path
from runside.fold.plain import plain_summary
from runside.fold.run_state import Liveness, RunState, run_state
from runside.fold.state import FoldState
from runside.fold.writers import is_logging

__all__ = [
    "FoldState",
    "History",
    "Liveness",
    "RunState",
    "is_logging",
    "join_path",
    "leaves",
    "nest",
    "plain_summary",
    "run_state",
    "split_path",
]
