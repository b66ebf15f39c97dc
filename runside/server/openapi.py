"""The REST interface as OpenAPI 3.1: what ``protocol/README.md``, "The server", says, for programs.

Numbers that a handler checks come from where it has them, so that this page cannot say anything else. A test asks a
real Jupyter server all that is described here, and compares.
"""

from __future__ import annotations

from typing import Any, get_args

from runside._version import __version__
from runside.fold import RunState
from runside.server import limits
from runside.server.openapi_schemas import SCHEMAS
from runside.server.series import CONTENT_TYPE
from runside.server.smoothing import PATTERN

Json = Any

LINES_TYPE = "application/x-ndjson"


def description(url: str) -> Json:
    """The whole of it, for the interface at this URL."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Runside",
            "version": __version__,
            "description": "Runs that were recorded on this machine, as the Jupyter server knows them.",
            "license": {"name": "BSD-3-Clause", "identifier": "BSD-3-Clause"},
        },
        "servers": [{"url": url}],
        "security": [{"token": []}],
        "paths": _PATHS,
        "components": {
            "schemas": SCHEMAS,
            "parameters": {"uid": _UID, "points": _POINTS},
            "responses": {"refusal": _json("why not", _ref("refusal"))},
            "securitySchemes": {
                "token": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "`token <the Jupyter server's token>`; a page of Jupyter sends its cookies instead, "
                    "and the header X-XSRFToken with all but GET.",
                }
            },
        },
    }


def _ref(name: str, kind: str = "schemas") -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _json(says: str, schema: Json) -> Json:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _operation(
    name: str, says: str, answer: Json, *parameters: Json, refusals: str = "", **more: Json
) -> Json:
    """What one method does. ``refusals`` are the statuses that only this one has; a status of success that is not 200
    stands in ``more``.
    """
    codes = {*refusals.split(), "400", "403", "503", "504"}
    told = {code: _ref("refusal", "responses") for code in sorted(codes)}
    success = more.pop("success", "200")
    return {
        "operationId": name,
        "summary": says,
        "parameters": list(parameters),
        "responses": {success: answer, **told},
        **more,
    }


def _query(name: str, schema: Json, says: str, *, required: bool = False) -> Json:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": says,
        "schema": schema,
    }


def _several(of: Json, most: int) -> Json:
    return {"type": "array", "items": of, "minItems": 1, "maxItems": most}


_UID = {
    "name": "uid",
    "in": "path",
    "required": True,
    "description": "the run",
    "schema": _ref("uid"),
}
_POINTS = _query(
    "points",
    {"type": "integer", "minimum": 1, "maximum": limits.MOST_COLUMNS},
    "the width of the chart in pixels: a series is reduced to about four points for each; all without it",
)
_STEP = {"type": "integer", "minimum": -limits.HIGHEST_STEP, "maximum": limits.HIGHEST_STEP}
_SMOOTH = {"type": "string", "pattern": PATTERN}
_RUN, _WIDTH = _ref("uid", "parameters"), _ref("points", "parameters")
_KEYS = _query("key", _several(_ref("path"), limits.MOST_KEYS), "the paths", required=True)
_KEY = _query("key", _ref("path"), "the path", required=True)
_RUNS = _several(_ref("uid"), limits.MOST_RUNS_COMPARED)
_COLUMNS = {
    "description": "binary columns: their head, then float64 columns (protocol/README.md)",
    "content": {CONTENT_TYPE: {}},
}

_PATHS: Json = {
    "/runs": {
        "get": _operation(
            "listRuns",
            "the runs, newest first, and what is wrong",
            _json("the runs", _object(runs=_list(_ref("info")), problems=_list(_ref("text")))),
            _query("kernel", _ref("text"), "those of this kernel"),
            _query("notebook", _ref("text"), "those of this notebook"),
            _query("state", {"enum": list(get_args(RunState))}, "those in this state now"),
            _query(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": limits.MOST_RUNS},
                "the newest of them",
            ),
        )
    },
    "/runs/{uid}": {
        "parameters": [_RUN],
        "get": _operation(
            "getRun",
            "one run: info, the registers of the fold, keys, lines that could not be read",
            _json("the run", _ref("run")),
            refusals="404",
        ),
        "patch": _operation(
            "editRun",
            "write an edit of a run",
            _json("the run, as the index has it now", _object(info=_ref("info"))),
            refusals="404 409 507",
            requestBody={
                "required": True,
                "content": {"application/json": {"schema": _ref("edit")}},
            },
        ),
        "delete": _operation(
            "deleteRun",
            "remove the files of a run that is in the trash and has ended",
            {"description": "they are gone"},
            refusals="404 409",
            success="204",
        ),
    },
    "/runs/{uid}/series": {
        "parameters": [_RUN],
        "get": _operation(
            "getSeries",
            "some series of a run",
            _COLUMNS,
            _KEYS,
            _WIDTH,
            _query("from", _STEP, "the first step"),
            _query("to", _STEP, "the last step"),
            _query(
                "smooth",
                _SMOOTH,
                "<kind>:<amount>: all points are smoothed before they are reduced",
            ),
            refusals="404",
        ),
    },
    "/runs/{uid}/values": {
        "parameters": [_RUN],
        "get": _operation(
            "getValues",
            "what was logged to a path and is not a number",
            _json("the values", _object(cursors=_ref("cursors"), values=_list(_ref("value")))),
            _KEY,
            refusals="404",
        ),
    },
    "/runs/{uid}/lines": {
        "parameters": [_RUN],
        "get": _operation(
            "getLines",
            "journal lines, verbatim",
            {
                "description": "for each writer a head, then its lines (protocol/README.md)",
                "content": {LINES_TYPE: {}},
            },
            _query(
                "after",
                {"type": "string", "pattern": limits.AFTER},
                "for each writer the seq after which its lines are wanted: <writer>:<seq>,…",
            ),
            _query(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": limits.MOST_LINES_BYTES},
                f"about so many bytes; {limits.LINES_BYTES} by default",
            ),
            refusals="404",
        ),
    },
    "/runs/{uid}/blobs/{sha256}": {
        "parameters": [
            _RUN,
            {
                "name": "sha256",
                "in": "path",
                "required": True,
                "description": "the blob",
                "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
        ],
        "get": _operation(
            "getBlob",
            "the bytes of a blob",
            {"description": "of the type that they are of", "content": {"*/*": {}}},
            refusals="404",
        ),
    },
    "/series": {
        "get": _operation(
            "compareRuns",
            "one series of many runs; those that lack it are left out",
            _COLUMNS,
            _KEY,
            _query("run", _RUNS, "the runs", required=True),
            _WIDTH,
        )
    },
    "/keys": {
        "get": _operation(
            "listKeys",
            "the paths with numbers of some runs, those of most runs first",
            _json(
                "the paths",
                _object(keys=_list(_object(path=_ref("path"), runs={"type": "integer"}))),
            ),
            _query("run", _RUNS, "the runs; the newest hundred without it"),
        )
    },
    "/about": {
        "get": _operation(
            "getAbout",
            "where the index is, which roots are watched, and what is wrong",
            _json("what is known", _ref("about")),
        )
    },
    "/openapi.json": {
        "get": _operation(
            "getDescription", "this description", _json("OpenAPI 3.1", {"type": "object"})
        )
    },
}
