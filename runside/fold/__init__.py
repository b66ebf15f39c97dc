"""Records to what a run holds: rows, summary, config, state. Pure: no files, no clocks."""

from runside.fold.history import History
from runside.fold.metric_rules import MetricRule, MetricRules
from runside.fold.paths import join_path, leaves, nest, split_path
from runside.fold.plain import part_of, plain_summary
from runside.fold.run_state import Liveness, RunState, deciding_writers, run_state
from runside.fold.state import FoldState
from runside.fold.writers import is_logging

__all__ = [
    "FoldState",
    "History",
    "Liveness",
    "MetricRule",
    "MetricRules",
    "RunState",
    "deciding_writers",
    "is_logging",
    "join_path",
    "leaves",
    "nest",
    "part_of",
    "plain_summary",
    "run_state",
    "split_path",
]
