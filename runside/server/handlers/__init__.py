"""The REST interface and the WebSocket, as routes."""

from __future__ import annotations

from typing import Any

from jupyter_server.utils import url_path_join

from runside.server.handlers.base import API, RUN, UnknownHandler
from runside.server.handlers.blobs import BLOB, BlobHandler
from runside.server.handlers.boards import (
    AboutHandler,
    CompareHandler,
    DescriptionHandler,
    KeysHandler,
)
from runside.server.handlers.events import EventsHandler
from runside.server.handlers.runs import (
    LinesHandler,
    RunHandler,
    RunsHandler,
    SeriesHandler,
    ValuesHandler,
)
from runside.server.service import IndexService


def routes(base_url: str, service: IndexService) -> list[tuple[str, type, dict[str, Any]]]:
    """All routes below the Jupyter server's base URL. Each names a run by its uid and a blob by
    its hash, nothing else.
    """
    handlers: dict[str, type] = {
        "runs": RunsHandler,
        f"runs/{RUN}": RunHandler,
        f"runs/{RUN}/series": SeriesHandler,
        f"runs/{RUN}/values": ValuesHandler,
        f"runs/{RUN}/lines": LinesHandler,
        f"runs/{RUN}/blobs/{BLOB}": BlobHandler,
        "series": CompareHandler,
        "keys": KeysHandler,
        "about": AboutHandler,
        r"openapi\.json": DescriptionHandler,
        "events": EventsHandler,
        ".*": UnknownHandler,
    }
    return [
        (url_path_join(base_url, API, path), handler, {"service": service})
        for path, handler in handlers.items()
    ]
