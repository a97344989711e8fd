"""Streamlit's own files from memory, compressed once: a first visit takes a third of the bytes."""

from __future__ import annotations

import gzip
import mimetypes
import re
from pathlib import Path
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

COMPRESSED = (".js", ".css", ".svg", ".json", ".html", ".wasm")
GZIP_TAKEN = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
FOREVER = "public, immutable, max-age=31536000"
"""The names of these files change with what they hold."""


class StaticFiles:
    """Answers `/static/...` for browsers that take gzip; the rest is Streamlit's to answer.

    `folder` is read once, so that no path of a request ever reaches the disk.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app = app
        self.files = {f"/{path.relative_to(folder).as_posix()}": path for path in (folder / "static").rglob("*.*")}
        self.packed: dict[str, bytes] = {}
        self.lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory what it can."""
        path = scope.get("path", "")
        is_asked = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and path.endswith(COMPRESSED)
        if not is_asked or path not in self.files or not takes_gzip(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        body = self.packed.get(path) or await run_in_threadpool(self.pack, path)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        headers = {"content-encoding": "gzip", "cache-control": FOREVER, "vary": "Accept-Encoding"}
        await Response(body, headers=headers, media_type=kind)(scope, receive, send)

    def pack(self, path: str) -> bytes:
        """The file in gzip, kept for all who ask later."""
        with self.lock:
            if path not in self.packed:
                self.packed[path] = gzip.compress(self.files[path].read_bytes(), compresslevel=9, mtime=0)
        return self.packed[path]


def takes_gzip(headers: Headers) -> bool:
    """Whether the browser takes gzip, and asks for the whole file."""
    return "range" not in headers and bool(GZIP_TAKEN.search(headers.get("accept-encoding", "")))
