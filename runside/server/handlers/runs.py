"""Runs, one run, and what it holds: ``protocol/README.md``, "The server"."""

from __future__ import annotations

import asyncio
import re
from typing import get_args

from tornado import web

from runside.fold import RunState
from runside.server.edit import EditError, parse_edit
from runside.server.handlers.base import RESOURCE, RunsideHandler, authorized
from runside.server.limits import AFTER, LINES_BYTES, MOST_LINES_BYTES, MOST_RUNS
from runside.server.smoothing import parse_smoothing

FOUND_WITHIN_S = 0.3
"""How long an answer waits for a run that the index does not have."""


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
            limit=self.integer("limit", 1, MOST_RUNS),
        )


class RunHandler(RunsideHandler):
    """One run: info, fold state, keys; what may be edited of it; the end of it."""

    METHODS = ("GET", "PATCH", "DELETE")

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str) -> None:
        # A page opens a run as soon as its output appears, which is often before the index has found the folder. The
        # first question makes it look.
        found = asyncio.Event()
        stop = self.service.listen(lambda about, _: found.set() if about == uid else None)
        try:
            try:
                await self.pass_on("run", uid=uid)
            except web.HTTPError as error:
                if error.status_code != 404:
                    raise
                try:
                    await asyncio.wait_for(found.wait(), FOUND_WITHIN_S)
                except asyncio.TimeoutError:
                    raise error from None
                await self.pass_on("run", uid=uid)
        finally:
            stop()

    @web.authenticated
    @authorized(action="write", resource=RESOURCE)
    async def patch(self, uid: str) -> None:
        try:
            fields = parse_edit(self.request.body)
        except EditError as error:
            self.refuse(str(error))
        await self.pass_on("edit", uid=uid, fields=fields)

    @web.authenticated
    @authorized(action="write", resource=RESOURCE)
    async def delete(self, uid: str) -> None:
        await self.ask("delete", uid=uid)
        self.set_status(204)
        await self.finish()


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
            smoothing=self._smoothing(),
        )

    def _smoothing(self) -> str | None:
        given = self.get_query_argument("smooth", None, strip=False)
        if given is None:
            return None
        try:
            parse_smoothing(given)
        except ValueError as error:
            self.refuse(f"smooth= is <kind>:<amount>: {error}")
        return given


class ValuesHandler(RunsideHandler):
    """What was logged to a key and is not a number."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str) -> None:
        await self.pass_on("values", uid=uid, key=self.one_key())


class LinesHandler(RunsideHandler):
    """Journal lines after a seq of each writer."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str) -> None:
        limit = self.integer("limit", 1, MOST_LINES_BYTES)
        await self.pass_on("lines", uid=uid, after=self._after(), limit=limit or LINES_BYTES)

    def _after(self) -> dict[str, int]:
        given = self.get_query_argument("after", "", strip=False)
        if re.match(AFTER + r"\Z", given) is None:
            self.refuse(f"after= is <writer>:<seq>, separated by commas, not {given[:80]!r}")
        places = (place.split(":") for place in given.split(",") if place)
        return {writer: int(seq) for writer, seq in places}
