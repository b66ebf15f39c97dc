"""What is asked of many runs at once, and of the index itself."""

from __future__ import annotations

import json
import re

from jupyter_server.utils import url_path_join
from tornado import web

from runside.server.handlers.base import API, RESOURCE, RunsideHandler, authorized
from runside.server.limits import MOST_RUNS_COMPARED
from runside.server.openapi import description

_UID = re.compile(r"[0-9a-f]{32}")


class _OfManyHandler(RunsideHandler):
    def runs_asked(self) -> list[str]:
        """The uids asked for."""
        uids = self.get_query_arguments("run")
        for uid in uids:
            if _UID.fullmatch(uid) is None:
                self.refuse(f"run= is the uid of a run, 32 hex digits, not {uid[:40]!r}")
        if len(uids) > MOST_RUNS_COMPARED:
            self.refuse(f"run= may be given up to {MOST_RUNS_COMPARED} times, not {len(uids)}")
        return uids


class CompareHandler(_OfManyHandler):
    """One series of many runs as binary columns."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self) -> None:
        uids = self.runs_asked()
        if not uids:
            self.refuse("run= names a run: once or more")
        await self.pass_on("compare", uids=uids, key=self.one_key(), points=self.columns())


class KeysHandler(_OfManyHandler):
    """The paths of many runs."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self) -> None:
        await self.pass_on("keys", uids=self.runs_asked() or None)


class AboutHandler(RunsideHandler):
    """Version, index, roots, problems."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self) -> None:
        await self.pass_on("about")


class DescriptionHandler(RunsideHandler):
    """The REST interface as OpenAPI."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self) -> None:
        url = url_path_join(self.base_url, API)
        self.finish(json.dumps(description(url)))
