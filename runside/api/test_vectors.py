"""The cases below ``protocol/vectors``, as `Api` reads them back: what it gives is what the fold says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runside.api import Api
from runside.api.conftest import write_records
from runside.api.plain_reading import PlainReading
from runside.api.reading import as_columns
from runside.journal import decode_value, encode_value

Json = Any
RECORDS = Path(__file__).parents[2] / "protocol" / "vectors" / "records"


def cases() -> Iterator[tuple[str, dict[str, Json]]]:
    """Each case, under the names of its file and its own."""
    for file in sorted(RECORDS.glob("*.json")):
        for name, case in json.loads(file.read_text()).items():
            yield f"{file.stem}: {name}", decode_value(case)


def shown(row: dict[str, Json]) -> dict[str, Json]:
    """Without the keys that the vectors leave out."""
    return {k: v for k, v in row.items() if not k.startswith("_") or k == "_step"}


CASES = dict(cases())


@pytest.mark.parametrize("name", CASES)
def test_what_is_read_back_is_what_the_vector_says(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    folder = write_records(tmp_path, "vectors", "vector", case["records"])
    run = Api(tmp_path).run("vectors/vector")
    # In the protocol's forms a NaN is equal to itself.
    assert encode_value([shown(row) for row in run.scan_history()]) == encode_value(case["rows"])
    assert encode_value(shown(run.summary)) == encode_value(case["summary"])
    for reading in (PlainReading(folder), as_columns(folder)):
        assert encode_value(list(map(shown, reading.tell()))) == encode_value(case["rows"])
        assert encode_value(shown(reading.fold().summary())) == encode_value(case["summary"])
