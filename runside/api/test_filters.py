"""Filters and orders take the runs that W&B's documentation says they take."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from runside.api import Api
from runside.api.conftest import WriteRun
from runside.errors import UsageError

Json = Any


@pytest.fixture
def api(write_run: WriteRun, tmp_path: Path) -> Api:
    """Three runs: a, b and c, begun at the seconds 100, 200 and 300."""
    for number, (run_id, loss, tags) in enumerate(
        [("a", 0.3, ["keep", "old"]), ("b", 0.1, ["keep"]), ("c", 0.2, [])], 1
    ):
        config = {
            "kind": "config",
            "t": 1e6,
            "set": {"lr": number / 10, "net.depth": number, "model/name": f"net-{number}"},
        }
        write_run(
            run_id,
            [{"loss": loss, "acc": {"top\\5" if number == 3 else "top": number}}],
            config,
            t=number * 100.0,
            name=f"name of {run_id}",
            tags=tags,
            group="g" if number < 3 else None,
            user="ann" if number < 3 else "bob",
            job_type="train",
        )
    return Api(tmp_path)


CASES: list[tuple[Json, str]] = [
    (None, "abc"),
    ({}, "abc"),
    ({"config.lr": 0.1}, "a"),
    ({"config.lr": {"$gt": 0.1}}, "bc"),
    ({"config.lr": {"$gte": 0.2, "$lt": 0.3}}, "b"),
    ({"config.lr.value": {"$lte": 0.1}}, "a"),
    ({"config.net.depth": 2}, "b"),
    ({"config.model/name": {"$regex": "net-[13]$"}}, "ac"),
    ({"config.lr": {"$in": [0.1, 0.3]}}, "ac"),
    ({"config.lr": {"$nin": [0.1, 0.3]}}, "b"),
    ({"config.missing": None}, "abc"),
    ({"config.missing": {"$gt": 0}}, ""),
    ({"config.missing": {"$exists": False}}, "abc"),
    ({"summary_metrics.loss": {"$lt": 0.25}}, "bc"),
    ({"summary.loss": 0.3}, "a"),
    ({"summary_metrics.acc.top": {"$exists": True}}, "ab"),
    ({"tags": "keep"}, "ab"),
    ({"tags": {"$in": ["old", "other"]}}, "a"),
    ({"tags": {"$nin": ["keep"]}}, "c"),
    ({"tags": {"$ne": "old"}}, "bc"),
    ({"tags": ["keep"]}, "b"),
    ({"state": "finished"}, "abc"),
    ({"state": {"$in": ["running", "crashed"]}}, ""),
    ({"name": "b"}, "b"),
    ({"display_name": {"$regex": "of [ab]"}}, "ab"),
    ({"group": "g", "username": "ann"}, "ab"),
    ({"group": {"$exists": False}}, "c"),
    ({"jobType": "train", "job_type": "train"}, "abc"),
    ({"created_at": {"$gt": 150}}, "bc"),
    ({"created_at": {"$lte": "1970-01-01T00:03:20"}}, "ab"),
    ({"created_at": {"$lte": "1970-01-01T01:03:20+01:00"}}, "ab"),
    ({"createdAt": {"$gte": datetime.fromtimestamp(200, timezone.utc)}}, "bc"),
    ({"$and": [{"tags": "keep"}, {"config.lr": {"$gt": 0.1}}]}, "b"),
    ({"$or": [{"name": "a"}, {"summary.loss": {"$eq": 0.2}}]}, "ac"),
    ({"$nor": [{"name": "a"}, {"name": "b"}]}, "c"),
    ({"$not": {"tags": "keep"}}, "c"),
    ({"summary.loss": {"$not": {"$gt": 0.15}}}, "b"),
    ({"config.lr": {"$lt": "text"}}, ""),
    ({"config.net.depth": True}, ""),
]


@pytest.mark.parametrize(("filters", "expected"), CASES, ids=[str(case[0]) for case in CASES])
def test_a_filter_takes(api: Api, filters: Json, expected: str) -> None:
    assert "".join(run.id for run in api.runs("p", filters)) == expected


WRONG: list[tuple[Json, str]] = [
    ({"config.lr": {"$near": 1}}, r"'\$near' is no operator"),
    ({"$xor": []}, r"'\$xor' is no operator"),
    ({"$and": {"a": 1}}, "list of filters"),
    ({"colour": 1}, "'colour' is nothing that a run has"),
    ({"config": 1}, "'config' is nothing that a run has"),
    ({"tags": {"$in": "keep"}}, "list of values"),
    ({"name": {"$regex": "("}}, "regular expression"),
    ({"name": {"$exists": 1}}, "True or False"),
    ({"created_at": {"$gt": "yesterday"}}, "'yesterday' is no time"),
    ([{"name": "a"}], "a filter is a dict"),
]


@pytest.mark.parametrize(("filters", "message"), WRONG, ids=[str(case[0]) for case in WRONG])
def test_what_is_no_filter_is_refused_at_once(api: Api, filters: Json, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        api.runs("p", filters)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("+created_at", "abc"),
        ("created_at", "abc"),
        ("-created_at", "cba"),
        ("+summary_metrics.loss", "bca"),
        ("-summary_metrics.loss", "acb"),
        ("-config.lr", "cba"),
        ("+summary_metrics.acc.top", "abc"),
        ("-summary_metrics.acc.top", "bac"),
        ("-display_name", "cba"),
    ],
)
def test_an_order_puts_those_that_lack_the_field_last(api: Api, order: str, expected: str) -> None:
    assert "".join(run.id for run in api.runs("p", order=order)) == expected


@pytest.mark.parametrize("order", ["", "loss", "-config", "+-x", 3])
def test_what_is_no_order_is_refused_at_once(api: Api, order: Any) -> None:
    with pytest.raises(UsageError):
        api.runs("p", order=order)
