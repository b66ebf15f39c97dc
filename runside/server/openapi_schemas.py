"""What the REST interface answers and takes, as JSON Schema."""

from __future__ import annotations

from typing import Any, get_args

from runside.fold import RunState
from runside.server import edit

Json = Any

_INTEGER = {"type": "integer"}
_NUMBER = {"type": "number"}
_BOOL = {"type": "boolean"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


SCHEMAS: dict[str, Json] = {
    "text": _TEXT,
    "uid": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "path": {
        "type": "string",
        "description": "keys joined by '.', a dot in a key as '\\.', a backslash as '\\\\'",
    },
    "cursors": {
        "description": "for each writer the seq up to which its records are in the index",
        "type": "object",
        "additionalProperties": _COUNT,
    },
    "refusal": {
        "type": "object",
        "properties": {"message": {**_TEXT, "description": "for people"}},
        "required": ["message"],
    },
    "info": _object(
        run=_ref("uid"),
        project=_TEXT,
        id=_TEXT,
        name=_TEXT,
        start={**_NUMBER, "description": "Unix seconds"},
        state={"enum": list(get_args(RunState))},
        kernel=_or_null(_TEXT),
        notebook=_or_null(_TEXT),
        cell=_or_null(_TEXT),
        program=_or_null(_TEXT),
        host=_or_null(_TEXT),
        pid=_or_null(_INTEGER),
        user=_or_null(_TEXT),
        step=_or_null(_INTEGER),
        last_t=_or_null(_NUMBER),
        exit=_or_null(_INTEGER),
        reason=_or_null(_TEXT),
        total_steps=_or_null(_INTEGER),
        tags={"type": "array", "items": _TEXT},
        notes=_or_null(_TEXT),
        colour=_or_null(_TEXT),
        hidden=_BOOL,
        trash=_BOOL,
        bad_lines=_COUNT,
        gaps=_COUNT,
        dir=_TEXT,
        owner=_or_null(_TEXT),
        mine=_BOOL,
        writers=_COUNT,
        comm=_or_null(_TEXT),
    ),
    "run": _object(
        info=_ref("info"),
        fold={"type": "object", "description": "protocol/fold-state.schema.json"},
        keys={
            "type": "object",
            "additionalProperties": _object(
                n=_COUNT, numbers=_COUNT, first_step=_INTEGER, last_step=_INTEGER
            ),
        },
        bad_lines={
            "type": "array",
            "items": _object(writer=_TEXT, file=_COUNT, offset=_COUNT, reason=_TEXT),
        },
    ),
    "value": _object(step=_INTEGER, t=_NUMBER, value={}, writer=_TEXT, seq=_INTEGER),
    "edit": {
        "type": "object",
        "description": "of somebody else's run only hidden and colour",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            "name": {
                "type": "string",
                "minLength": 1,
                "maxLength": edit.NAME_LENGTH,
                "pattern": edit.NOT_BLANK,
            },
            "tags": {
                "type": "array",
                "maxItems": edit.MOST_TAGS,
                "items": {"type": "string", "minLength": 1, "maxLength": edit.TAG_LENGTH},
            },
            "notes": {"type": ["string", "null"], "maxLength": edit.NOTES_LENGTH},
            "colour": {"type": ["string", "null"], "pattern": edit.COLOUR},
            "total_steps": {
                "type": ["integer", "null"],
                "minimum": 1,
                "maximum": edit.MOST_STEPS,
            },
            "hidden": _BOOL,
            "trash": _BOOL,
        },
    },
    "about": _object(
        version=_TEXT,
        protocol=_INTEGER,
        index=_object(path=_or_null(_TEXT), writes=_BOOL),
        roots={"type": "array", "items": _TEXT},
        problems={"type": "array", "items": _TEXT},
    ),
}
