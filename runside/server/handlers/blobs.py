"""The bytes of a blob, in a way that no browser takes for a page of ours."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

from tornado import web
from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError

from runside.server.blobs import OCTETS, Blob, BlobUnavailable, open_blob
from runside.server.handlers.base import RESOURCE, RunsideHandler, authorized

BLOB = r"(?P<sha256>[0-9a-f]{64})"

_AT_ONCE = 256 << 10


class BlobHandler(RunsideHandler):
    """A blob of a run, by its SHA-256."""

    @web.authenticated
    @authorized(action="read", resource=RESOURCE)
    async def get(self, uid: str, sha256: str) -> None:
        # GET is not checked by itself, and an <img> of another site would be sent with the user's
        # cookies.
        self.check_xsrf_cookie()
        told = await self.ask("folder", uid=uid)
        loop = IOLoop.current()
        try:
            blob = await loop.run_in_executor(
                None, open_blob, Path(json.loads(told.body)["dir"]), sha256
            )
        except BlobUnavailable as error:
            raise web.HTTPError(404, str(error)) from error
        try:
            await self._send(blob, sha256)
        except StreamClosedError:
            pass  # the browser has gone elsewhere
        finally:
            os.close(blob.descriptor)

    async def _send(self, blob: Blob, sha256: str) -> None:
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "private, max-age=31536000, immutable")
        self.set_header("Content-Length", str(blob.size))
        self.set_header("Content-Type", blob.content_type)
        if blob.content_type == OCTETS:
            self.set_header("Content-Disposition", "attachment")
        loop = IOLoop.current()
        offset = 0
        while offset < blob.size:
            read = partial(os.pread, blob.descriptor, min(_AT_ONCE, blob.size - offset), offset)
            part = await loop.run_in_executor(None, read)
            if not part:
                # It was cut while it was sent: a broken answer, not a short one that looks whole.
                raise web.HTTPError(500, f"the blob {sha256} was cut while it was read")
            self.write(part)
            await self.flush()
            offset += len(part)
        self.finish(set_content_type=blob.content_type)
