"""The system metrics of a run, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from runside.api.history import check_keys, spread
from runside.api.reading import Reading

Json = Any


def system_rows(
    reading: Reading, samples: int | None, keys: Sequence[str] | None, *, pandas: bool
) -> Any:
    """A row for each ``system`` record, by time: its values by path, ``_timestamp`` and ``_runtime``.

    A ``pandas.DataFrame`` where pandas is installed and wanted, else a list of dicts. With ``keys`` only rows that hold
    all of these, and no others but the times.
    """
    start = (reading.fold().run or {}).get("start")
    records = [record for _, _, record in reading.records() if record["kind"] == "system"]
    rows = []
    for record in sorted(records, key=lambda record: record["t"]):
        row = dict(record.get("data", {}))
        row["_timestamp"] = record["t"]
        if start is not None:
            row["_runtime"] = record["t"] - start
        rows.append(row)
    if keys is not None:
        wanted = check_keys(keys)
        shown = [*wanted, "_timestamp", "_runtime"]
        rows = [
            {key: row[key] for key in shown if key in row}
            for row in rows
            if all(key in row for key in wanted)
        ]
    if samples is not None:
        rows = [rows[at] for at in spread(len(rows), samples)]
    if pandas and find_spec("pandas") is not None:
        from pandas import DataFrame

        return DataFrame(rows)
    return rows
