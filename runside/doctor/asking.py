"""One question to a running Jupyter server of this user, over HTTP.

No proxy and no redirect is followed: the token goes to nobody but the process that wrote it down.
"""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

PATIENCE_S = 5.0
LONGEST = 4 << 20


class Reply(NamedTuple):
    status: int
    body: bytes

    def json(self) -> Any:
        """What it says. Raises ValueError where it is no JSON."""
        return json.loads(self.body)


def ask(base: str, path: str, token: str) -> Reply:
    """`GET` a path below the base URL of a Jupyter server.

    Raises OSError where nothing answers, or not in HTTP.
    """
    parts = urlsplit(urljoin(base, path))
    host, port = parts.hostname or "localhost", parts.port
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        # Certificates of such servers are the user's own, and the address is this machine's.
        unchecked = ssl.create_default_context()
        unchecked.check_hostname = False
        unchecked.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(host, port, timeout=PATIENCE_S, context=unchecked)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
    try:
        headers = {"Authorization": f"token {token}"} if token else {}
        connection.request("GET", parts.path, headers=headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.read(LONGEST))
    except http.client.HTTPException as error:
        raise OSError(f"what answers there is no web server ({error!r})") from error
    finally:
        connection.close()
