"""Streamlit's own files from memory, compressed once: a first visit takes a third of the bytes."""

from __future__ import annotations

import gzip
import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

COMPRESSED = (".js", ".css", ".svg", ".json", ".wasm")
FOREVER = "public, immutable, max-age=31536000"
"""The names of these files change with what they hold."""
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: bytes(brotli.compress(data, quality=9)),
    "gzip": lambda data: gzip.compress(data, mtime=0),
}
"""The best first. Better brotli would take ten times as long, and who waits for it is the first reader."""


class StaticFiles:
    """Answers `/static/...` for browsers that take what is compressed; the rest is Streamlit's to answer.

    `folder` is read once, so that no path of a request ever reaches the disk.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app = app
        self.files = {f"/{path.relative_to(folder).as_posix()}": path for path in (folder / "static").rglob("*.*")}
        self.packed: dict[tuple[str, str], bytes] = {}
        self.lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory what it can."""
        path = scope.get("path", "")
        is_asked = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and path.endswith(COMPRESSED)
        coding = best_coding(Headers(scope=scope)) if is_asked and path in self.files else None
        if coding is None:
            await self.app(scope, receive, send)
            return
        body = self.packed.get((path, coding)) or await run_in_threadpool(self.pack, path, coding)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        headers = {"content-encoding": coding, "cache-control": FOREVER, "vary": "Accept-Encoding"}
        await Response(body, headers=headers, media_type=kind)(scope, receive, send)

    def pack(self, path: str, coding: str) -> bytes:
        """The file compressed, kept for all who ask later."""
        with self.lock:
            if (path, coding) not in self.packed:
                self.packed[path, coding] = CODINGS[coding](self.files[path].read_bytes())
        return self.packed[path, coding]


def best_coding(headers: Headers) -> str | None:
    """The best coding that the browser takes; none where it asks for a part of the file."""
    if "range" in headers:
        return None
    offered = [one.strip().split(";") for one in headers.get("accept-encoding", "").lower().split(",")]
    taken = {name.strip() for name, *rest in offered if not re.search(r"q=0(\.0*)?$", "".join(rest).strip())}
    return next((coding for coding in CODINGS if coding in taken), None)
