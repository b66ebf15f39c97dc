"""The schemas below ``protocol/`` hold for their examples, and for what the fold tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from runside.fold import FoldState
from runside.fold.test_any_order import Entry, journals

PROTOCOL = Path(__file__).parents[2] / "protocol"


def validator(schema: str, definition: str | None = None) -> jsonschema.Draft202012Validator:
    told = json.loads((PROTOCOL / schema).read_text())
    if definition:
        told = {"$ref": f"#/$defs/{definition}", "$defs": told["$defs"]}
    return jsonschema.Draft202012Validator(told)


FOLD_STATE = validator("fold-state.schema.json")


def examples(name: str) -> Any:
    return json.loads((PROTOCOL / "examples" / name).read_text())


@pytest.mark.parametrize("schema", sorted(p.name for p in PROTOCOL.glob("*.schema.json")))
def test_a_schema_is_one(schema: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads((PROTOCOL / schema).read_text()))


@pytest.mark.parametrize("record", examples("records.json")["valid"], ids=lambda r: r["kind"])
def test_a_good_record_is_one(record: dict[str, Any]) -> None:
    validator("record.schema.json").validate(record)


@pytest.mark.parametrize("case", examples("records.json")["invalid"], ids=lambda c: c["why"])
def test_a_bad_record_is_refused(case: dict[str, Any]) -> None:
    assert not validator("record.schema.json").is_valid(case["record"])


@pytest.mark.parametrize(
    ("kind", "message"),
    [(kind, m) for kind, messages in examples("messages.json")["valid"].items() for m in messages],
)
def test_a_good_message_is_one(kind: str, message: dict[str, Any]) -> None:
    validator("message.schema.json", kind).validate(message)


@pytest.mark.parametrize("case", examples("messages.json")["invalid"], ids=lambda c: c["why"])
def test_a_bad_message_is_refused(case: dict[str, Any]) -> None:
    assert not validator("message.schema.json", case["as"]).is_valid(case["message"])


def test_fold_states_are_as_their_schema_says() -> None:
    cases = examples("fold-states.json")
    for state in cases["valid"]:
        FOLD_STATE.validate(state)
        assert FoldState.from_json(state).to_json() == state
    for case in cases["invalid"]:
        assert not FOLD_STATE.is_valid(case["state"]), case["why"]


@given(journals())
def test_what_the_fold_tells_is_as_its_schema_says(entries: list[Entry]) -> None:
    fold = FoldState("0" * 32)
    for entry in entries:
        fold.add(*entry)
    FOLD_STATE.validate(fold.to_json())
