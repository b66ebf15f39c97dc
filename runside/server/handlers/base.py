"""What all REST handlers have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, cast

from jupyter_server.auth import decorator
from jupyter_server.base.handlers import APIHandler
from tornado import web

from runside.server.answer import Answer, Refused
from runside.server.service import IndexService

RESOURCE = "runside"
"""What an authorizer of the Jupyter server is asked about."""

Method = TypeVar("Method", bound=Callable[..., Any])

RUN = r"(?P<uid>[0-9a-f]{32})"

_MOST_KEYS = 500
_MOST_COLUMNS = 100_000
_HIGHEST = 2**63 - 1


def authorized(*, action: str, resource: str) -> Callable[[Method], Method]:
    """The Jupyter server's decorator, with both arguments.

    Without them it keeps those of its first call in its closure, for all handlers.
    """
    return cast("Callable[[Method], Method]", decorator.authorized(action, resource))


class RunsideHandler(APIHandler):
    """Passes a question to the index process and its answer on."""

    auth_resource = RESOURCE

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
            raise web.HTTPError(refusal.status, refusal.message.replace("%", "%%")) from refusal

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def options(self, *_args: Any, **_named: Any) -> None:  # type: ignore[override]
        """Say which methods there are; unlike in other handlers, to those alone who may read."""
        self.set_header("Allow", "GET, OPTIONS")
        self.set_status(204)
        await self.finish()

    def refuse(self, message: str) -> NoReturn:
        raise web.HTTPError(400, message.replace("%", "%%"))

    def integer(self, name: str, least: int, most: int) -> int | None:
        """An integer argument of the query; None where it is not given."""
        given = self.get_query_argument(name, None)
        if given is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,19}", given) or not least <= int(given) <= most:
            self.refuse(f"{name}= is an integer from {least} to {most}, not {given[:40]!r}")
        return int(given)

    def step(self, name: str) -> int | None:
        return self.integer(name, -_HIGHEST, _HIGHEST)

    def columns(self) -> int | None:
        return self.integer("points", 1, _MOST_COLUMNS)

    def keys(self) -> list[str]:
        """The paths asked for."""
        keys = self.get_query_arguments("key", strip=False)
        if not keys or len(keys) > _MOST_KEYS:
            self.refuse(f"key= names the path of a series: once or more, up to {_MOST_KEYS} times")
        return keys
