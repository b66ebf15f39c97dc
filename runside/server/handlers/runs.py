"""Runs, one run, and what it holds: ``protocol/README.md``, "The server"."""

from __future__ import annotations

import re
from typing import get_args

from tornado import web

from runside.fold import RunState
from runside.server.handlers.base import RESOURCE, RunsideHandler, authorized

_AFTER = re.compile(r"([a-z0-9][a-z0-9_-]{0,63}):([0-9]{1,16})")
_MOST_RUNS = 100_000
_LINES_BYTES = 1 << 20
_MOST_LINES_BYTES = 8 << 20


class RunsHandler(RunsideHandler):
    """All runs, or those of a kernel, a notebook, or in a state."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self) -> None:
        state = self.get_query_argument("state", None)
        if state is not None and state not in get_args(RunState):
            self.refuse(f"state= is one of {', '.join(get_args(RunState))}, not {state[:40]!r}")
        await self.pass_on(
            "runs",
            kernel=self.get_query_argument("kernel", None),
            notebook=self.get_query_argument("notebook", None, strip=False),
            state=state,
            limit=self.integer("limit", 1, _MOST_RUNS),
        )


class RunHandler(RunsideHandler):
    """One run: info, fold state, keys."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str) -> None:
        await self.pass_on("run", uid=uid)


class SeriesHandler(RunsideHandler):
    """Series as binary columns."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str) -> None:
        await self.pass_on(
            "series",
            uid=uid,
            keys=self.keys(),
            points=self.columns(),
            first=self.step("from"),
            last=self.step("to"),
        )


class ValuesHandler(RunsideHandler):
    """What was logged to a key and is not a number."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str) -> None:
        keys = self.keys()
        if len(keys) != 1:
            self.refuse("key= names one path here")
        await self.pass_on("values", uid=uid, key=keys[0])


class LinesHandler(RunsideHandler):
    """Journal lines after a seq of each writer."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str) -> None:
        limit = self.integer("limit", 1, _MOST_LINES_BYTES)
        await self.pass_on("lines", uid=uid, after=self._after(), limit=limit or _LINES_BYTES)

    def _after(self) -> dict[str, int]:
        given = self.get_query_argument("after", "")
        after: dict[str, int] = {}
        for part in filter(None, given.split(",")):
            match = _AFTER.fullmatch(part)
            if match is None:
                self.refuse(f"after= is <writer>:<seq>, separated by commas, not {part[:80]!r}")
            after[match[1]] = int(match[2])
        return after
