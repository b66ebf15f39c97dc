"""Nobody reads runs who may not, and nothing that was logged runs in a browser."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.auth import Authorizer
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.web import RequestHandler
from tornado.websocket import websocket_connect

from runside.server.conftest import Api, Script
from runside.server.extension import Extension

Json = Any
Scripts = Callable[..., Script]

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
UID, SHA = "0" * 32, "0" * 64
ROUTES = [
    ("runs",),
    ("runs", UID),
    ("runs", UID, "series"),
    ("runs", UID, "values"),
    ("runs", UID, "lines"),
    ("runs", UID, "blobs", SHA),
    ("series",),
    ("keys",),
    ("about",),
    ("openapi.json",),
    ("events",),
    ("nothing",),
]
WRITING = ("post", "put", "patch", "delete")


class Asked(Authorizer):
    """Notes what it is asked, and allows nothing."""

    asked: list[tuple[str, str]]

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        self.asked = [*getattr(self, "asked", []), (action, resource)]
        return False


@pytest.fixture
def jp_server_config() -> Json:
    return {
        "ServerApp": {
            "jpserver_extensions": {"runside": True},
            "allow_unauthenticated_access": False,
        }
    }


def handlers_of(app: ServerApp) -> list[type[RequestHandler]]:
    """The handlers of all routes that are ours, in the order of the routes."""

    def below(router: Any) -> Iterator[Any]:
        for rule in getattr(router, "rules", []):
            yield rule.target
            yield from below(rule.target)

    return [
        target
        for target in below(app.web_app.default_router)
        if inspect.isclass(target)
        and issubclass(target, RequestHandler)
        and target.__module__.startswith("runside.")
    ]


async def refused(fetching: Awaitable[Any]) -> HTTPClientError:
    with pytest.raises(HTTPClientError) as refusal:
        await fetching
    return refusal.value


def test_every_route_is_known_here(extension: Extension, jp_serverapp: ServerApp) -> None:
    assert len(handlers_of(jp_serverapp)) == len(ROUTES)


async def test_every_method_of_every_handler_asks_the_authorizer(
    extension: Extension, jp_serverapp: ServerApp, api: Api, jp_ws_fetch: Callable[..., Any]
) -> None:
    jp_serverapp.web_app.settings["authorizer"] = authorizer = Asked(parent=jp_serverapp)
    for route, handler in zip(ROUTES, handlers_of(jp_serverapp), strict=True):
        for method in METHODS:
            if getattr(handler, method) is getattr(RequestHandler, method):
                continue  # answered with 405
            authorizer.asked = []
            fetch = jp_ws_fetch if route == ("events",) else None
            answer = await refused(
                fetch("runside", "api", "v1", *route)
                if fetch
                else api.get(*route, method=method.upper(), allow_nonstandard_methods=True)
            )
            action = "write" if method in WRITING else "read"
            assert (answer.code, authorizer.asked) == (403, [(action, "runside")]), (route, method)


async def test_without_a_token_there_is_nothing(
    extension: Extension, http_server_client: Any, jp_base_url: str
) -> None:
    for route in ROUTES:
        url = jp_base_url + "/".join(("runside", "api", "v1", *route))
        for method in METHODS:
            answer = await refused(
                http_server_client.fetch(
                    url,
                    method=method.upper(),
                    follow_redirects=False,
                    allow_nonstandard_methods=True,
                )
            )
            assert answer.code in (403, 405), (route, method)


async def cookies_of(api: Api) -> str:
    """What a browser that is logged in sends along, also on behalf of another site."""
    login = await api.get("runs")
    return "; ".join(part.split(";")[0] for part in login.headers.get_list("Set-Cookie"))


async def test_a_socket_of_another_site_is_refused(
    api: Api, jp_base_url: str, jp_http_port: int
) -> None:
    url = f"ws://127.0.0.1:{jp_http_port}{jp_base_url}runside/api/v1/events"
    cookies = await cookies_of(api)

    def connect(origin: str) -> Any:
        return websocket_connect(HTTPRequest(url, headers={"Cookie": cookies, "Origin": origin}))

    for origin in ("https://evil.example", f"http://127.0.0.1:{jp_http_port}.evil.example"):
        assert (await refused(connect(origin))).code == 403
    (await connect(f"http://127.0.0.1:{jp_http_port}")).close()


ATTACKS = [
    "runs/../../etc/passwd",
    "runs/..%2f..%2fetc%2fpasswd",
    "runs/p/r",
    "runs/" + UID.replace("0", "A"),
    "runs/" + UID + "%00",
    "runs/" + UID + "/blobs/..%2f..%2frun.json",
    "runs/" + UID + "/blobs/%252e%252e%252frun.json",
    "runs/" + UID + "/blobs/..\\..\\run.json",
    "runs/" + UID + "/blobs/" + SHA + ".svg",
    "runs/" + UID + "/blobs/" + SHA + "%23",
    "runs/" + UID + "/blobs/" + SHA + ";",
    "runs/" + UID + "/blobs//etc/passwd",
    "runs/*/blobs/" + SHA,
]


async def test_names_in_addresses_are_hex_digits_and_nothing_else(
    extension: Extension,
    http_server_client: Any,
    jp_auth_header: dict[str, str],
    jp_base_url: str,
) -> None:
    for path in ATTACKS:
        url = jp_base_url + "runside/api/v1/" + path
        answer = await refused(http_server_client.fetch(url, headers=jp_auth_header))
        assert answer.code == 404, path


BAD_QUESTIONS: list[tuple[tuple[str, ...], Json]] = [
    (("runs",), {"state": "undead"}),
    (("runs",), {"limit": "-1"}),
    (("runs",), {"limit": "1e9"}),
    (("runs", UID, "series"), {}),
    (("runs", UID, "series"), {"key": "a", "points": "0"}),
    (("runs", UID, "series"), {"key": "a", "points": "9" * 30}),
    (("runs", UID, "series"), {"key": "a", "from": "NaN"}),
    (("runs", UID, "values"), [("key", "a"), ("key", "b")]),
    (("runs", UID, "lines"), {"after": "../w:1"}),
    (("runs", UID, "lines"), {"after": "w:1;w:2"}),
    (("runs", UID, "lines"), {"limit": "1000000000"}),
]


async def test_a_bad_question_is_refused_and_says_what_is_wrong(api: Api) -> None:
    for route, params in BAD_QUESTIONS:
        answer = await refused(api.get(*route, params=params))
        assert answer.code == 400, (route, params)
        assert answer.response is not None
        assert "=" in json.loads(answer.response.body)["message"]


async def test_an_unknown_run_is_404(api: Api) -> None:
    for route in (("runs", UID), ("runs", UID, "lines"), ("runs", UID, "blobs", SHA)):
        assert (await refused(api.get(*route))).code == 404


async def logged_blob(
    api: Api, root: Path, script: Scripts, content: bytes, times: int = 1
) -> tuple[str, str]:
    """The uid of a run and the hash of a blob in it, which is the content so many times over."""
    script(
        """
        from runside.journal import write_blob
        run = new(sys.argv[1])
        write_blob(run.folder.path, bytes.fromhex(sys.argv[2]) * int(sys.argv[3]), "png")
        run.finish()
        """,
        root,
        content.hex(),
        times,
    ).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    return info["run"], hashlib.sha256(content * times).hexdigest()


async def test_a_picture_is_served_as_a_picture_that_can_do_nothing(
    api: Api, jp_root_dir: Path, script: Scripts
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    uid, sha256 = await logged_blob(api, jp_root_dir, script, picture, times=4_000)
    answer = await api.get("runs", uid, "blobs", sha256)
    assert answer.body == picture * 4_000
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"].startswith("private")
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize(
    "content",
    [b"<svg onload='alert(1)'/>", b"<!DOCTYPE html><script>alert(1)</script>", b"%PDF-1.7"],
)
async def test_what_could_hold_a_script_is_a_download_whatever_its_name_says(
    api: Api, jp_root_dir: Path, script: Scripts, content: bytes
) -> None:
    uid, sha256 = await logged_blob(api, jp_root_dir, script, content)
    answer = await api.get("runs", uid, "blobs", sha256)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_a_blob_is_not_given_to_a_page_of_another_site(
    api: Api,
    jp_root_dir: Path,
    script: Scripts,
    http_server_client: Any,
    jp_base_url: str,
) -> None:
    uid, sha256 = await logged_blob(api, jp_root_dir, script, b"\x89PNG\r\n\x1a\n")
    url = jp_base_url + f"runside/api/v1/runs/{uid}/blobs/{sha256}"
    headers = {"Cookie": await cookies_of(api)}
    evil = {**headers, "Referer": "https://evil.example/"}
    assert (await refused(http_server_client.fetch(url, headers=evil))).code == 403
    assert (await refused(http_server_client.fetch(url, headers=headers))).code == 403
    own = {**headers, "Referer": (await api.get("runs")).effective_url}
    assert (await http_server_client.fetch(url, headers=own)).code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_nothing_is_changed_on_behalf_of_another_site(
    api: Api,
    jp_root_dir: Path,
    script: Scripts,
    http_server_client: Any,
    jp_base_url: str,
    method: str,
) -> None:
    script("run = new(sys.argv[1]); run.add('edit', trash=True); run.finish()", jp_root_dir).ended()
    info = await api.run_when(lambda info: info["state"] == "finished")
    url = jp_base_url + f"runside/api/v1/runs/{info['run']}"
    cookies = await cookies_of(api)

    def ask(cookie: str, **headers: str) -> Awaitable[Any]:
        body = '{"trash": false}' if method == "PATCH" else None
        fetched: Awaitable[Any] = http_server_client.fetch(
            url,
            method=method,
            body=body,
            headers={"Cookie": cookie, **headers},
            allow_nonstandard_methods=True,
        )
        return fetched

    # A page of another site sends the cookies, and cannot read them.
    token = "0123456789abcdef" * 2
    with_token = f"{cookies}; _xsrf={token}"
    assert (await refused(ask(cookies))).code == 403
    assert (await refused(ask(with_token))).code == 403
    assert (await refused(ask(with_token, **{"X-XSRFToken": "f" * 32}))).code == 403
    assert await api.runs() == [info]
    assert (await ask(with_token, **{"X-XSRFToken": token})).code in (200, 204)
