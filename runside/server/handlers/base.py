"""What all REST handlers have in common."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from typing import Any, ClassVar, NoReturn, TypeVar, cast

from jupyter_server.auth import decorator
from jupyter_server.base.handlers import APIHandler
from tornado import web

from runside.server.answer import Answer, Refused
from runside.server.limits import HIGHEST_STEP, MOST_COLUMNS, MOST_KEYS
from runside.server.service import IndexService

API = "runside/api/v1"

RESOURCE = "runside"
"""What an authorizer of the Jupyter server is asked about."""

Method = TypeVar("Method", bound=Callable[..., Any])

RUN = r"(?P<uid>[0-9a-f]{32})"


def authorized(*, action: str, resource: str) -> Callable[[Method], Method]:
    """The Jupyter server's decorator, with both arguments.

    Without them it keeps those of its first call in its closure, for all handlers.
    """
    return cast("Callable[[Method], Method]", decorator.authorized(action, resource))


class RunsideHandler(APIHandler):
    """Passes a question to the index process and its answer on."""

    auth_resource = RESOURCE
    METHODS: ClassVar[tuple[str, ...]] = ("GET",)
    """What can be asked, beside OPTIONS."""

    def initialize(self, service: IndexService) -> None:
        self.service = service

    def compute_etag(self) -> None:
        """None: to hash whole answers would take the event loop's time, and they are not kept anyway."""

    async def pass_on(self, question: str, **about: Any) -> None:
        answer = await self.ask(question, **about)
        self.set_header("Cache-Control", "no-store")
        self.finish(answer.body, set_content_type=answer.content_type)

    async def ask(self, question: str, **about: Any) -> Answer:
        """Ask the index. Raises HTTPError where it refuses."""
        try:
            return await self.service.ask(question, **about)
        except Refused as refusal:
            if refusal.status == 503:
                self.set_header("Retry-After", "1")
            raise web.HTTPError(refusal.status, refusal.message) from refusal

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def options(self, *_args: Any, **_named: Any) -> None:  # type: ignore[override]
        """Say which methods there are; unlike in other handlers, to those alone who may read."""
        self._allow()
        self.set_status(204)
        await self.finish()

    def _allow(self) -> None:
        self.set_header("Allow", ", ".join((*self.METHODS, "OPTIONS")))

    def refuse(self, message: str) -> NoReturn:
        raise web.HTTPError(400, message)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """As other handlers do, but with the message itself: they show the format that it has for the log."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        message = error.log_message if isinstance(error, web.HTTPError) else None
        reply = {"message": (message or http.client.responses[status_code]).replace("%%", "%")}
        if status_code == 405:
            self._allow()
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(reply))

    def integer(self, name: str, least: int, most: int) -> int | None:
        """An integer argument of the query; None where it is not given."""
        given = self.get_query_argument(name, None)
        if given is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,19}", given) or not least <= int(given) <= most:
            self.refuse(f"{name}= is an integer from {least} to {most}, not {given[:40]!r}")
        return int(given)

    def step(self, name: str) -> int | None:
        return self.integer(name, -HIGHEST_STEP, HIGHEST_STEP)

    def columns(self) -> int | None:
        return self.integer("points", 1, MOST_COLUMNS)

    def keys(self) -> list[str]:
        """The paths asked for."""
        keys = self.get_query_arguments("key", strip=False)
        if not keys or len(keys) > MOST_KEYS:
            self.refuse(f"key= names the path of a series: once or more, up to {MOST_KEYS} times")
        return keys

    def one_key(self) -> str:
        """The only path asked for."""
        keys = self.keys()
        if len(keys) != 1:
            self.refuse("key= names one path here")
        return keys[0]


class UnknownHandler(RunsideHandler):
    """All that is not among the routes: refused in the way of the others, not with a page of HTML."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, *_args: Any) -> None:
        raise web.HTTPError(404, f"there is nothing at {self.request.path}")

    @web.authenticated
    @authorized(action="write", resource=RESOURCE)
    async def post(self, *_args: Any) -> None:
        raise web.HTTPError(404, f"there is nothing at {self.request.path}")

    head = get
    put = patch = delete = post
