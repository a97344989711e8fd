"""What a request passes on its way to Streamlit, each guard a piece of ASGI middleware for one danger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.door.access import Account, is_this_machine

STREAM, UPLOAD, MEDIA = "/_stcore/stream", "/_stcore/upload_file/", "/media/"
FOR_THE_OPERATOR = ("/_stcore/metrics", "/_stcore/agent/", "/_stcore/script-health-check")
POLICY_VIOLATION = 1008
RETURN_TO = "dashboard_return_to"
RETURN_SECONDS = 600


@dataclass(frozen=True)
class Refusal:
    """Why a request ends here, for the one who reads the server's answers; a reader of pages never meets it."""

    status: int
    why: str


class Guard:
    """Ends the requests, and the WebSockets before they are accepted, that `why_not` gives a reason against."""

    def __init__(self, app: ASGIApp, why_not: Callable[[Scope], Refusal | None]) -> None:
        self.app, self.why_not = app, why_not

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request pass or ends it."""
        refusal = self.why_not(scope) if scope["type"] in {"http", "websocket"} else None
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": refusal.why})
        else:
            await PlainTextResponse(refusal.why, refusal.status)(scope, receive, send)


def foreign_origin(scope: Scope) -> Refusal | None:
    """Against WebSockets and changes that a page of another address asks for.

    Streamlit would refuse them too, but asks an address in the internet for its own first, within the event loop: where
    names are not answered, one such request holds up every reader for twenty seconds.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if scope.get("method") in {"GET", "HEAD"} or origin is None or urlsplit(origin).netloc == headers.get("host"):
        return None
    return Refusal(403, "foreign origin")


def handed_on(scope: Scope) -> Refusal | None:
    """Against what a proxy hands on from elsewhere, where nobody is known for want of `deploy/access.toml`."""
    return Refusal(403, "deploy/access.toml is missing") if is_from_elsewhere(Headers(scope=scope)) else None


def not_for_readers(scope: Scope) -> Refusal | None:
    """Against asking for metrics, or the interface for programs, from beyond this machine or through the proxy."""
    if not scope["path"].startswith(FOR_THE_OPERATOR):
        return None
    peer = scope["client"][0] if scope.get("client") else None
    return None if is_this_machine(peer) and not is_from_elsewhere(Headers(scope=scope)) else Refusal(404, "not found")


def not_allowed(account_of: Callable[[Scope], Account | None]) -> Callable[[Scope], Refusal | None]:
    """Against handing out files to nobody who is known, and taking them from who may not import. Pages ask themselves
    who looks."""

    def why_not(scope: Scope) -> Refusal | None:
        if not scope["path"].startswith((UPLOAD, MEDIA)):
            return None
        account = account_of(scope)
        if account is None:
            return Refusal(401, "not signed in")
        return (
            None
            if account.may("import" if scope["path"].startswith(UPLOAD) else "look")
            else Refusal(403, "not allowed")
        )

    return why_not


def is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a proxy handed the request on from another machine. `headers` minds no capitals, as Starlette's do."""
    hands = headers.get("x-forwarded-for", "").split(",") if "x-forwarded-for" in headers else []
    return "forwarded" in headers or not all(is_this_machine(hand.strip()) for hand in hands)


class BoundedUploads:
    """Bounds what uploads hold in memory, for each session and for the server, with those that are under way.

    `held` gives the bytes that each session holds already. A length must be said, so that it can be counted before.
    """

    def __init__(
        self, app: ASGIApp, held: Callable[[], Mapping[str, int]], session_bytes: int, server_bytes: int
    ) -> None:
        self.app, self.held = app, held
        self.session_bytes, self.server_bytes = session_bytes, server_bytes
        self.under_way: list[tuple[str, int | None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts an upload while it comes, or refuses it."""
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(UPLOAD):
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        coming = (scope["path"].removeprefix(UPLOAD).partition("/")[0], int(length) if length.isdecimal() else None)
        if refusal := self.why_not(*coming):
            await PlainTextResponse(refusal.why, refusal.status)(scope, receive, send)
            return
        self.under_way.append(coming)
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way.remove(coming)

    def why_not(self, session: str, length: int | None) -> Refusal | None:
        """Against an upload of so many bytes into a session."""
        if length is None:
            return Refusal(411, "length required")
        held = [*self.held().items(), *self.under_way, (session, length)]
        if sum(size or 0 for one, size in held if one == session) > self.session_bytes:
            return Refusal(413, "too much for one session")
        if sum(size or 0 for _, size in held) > self.server_bytes:
            return Refusal(503, "too many uploads at once, try again in a minute")
        return None


class SecurityHeaders:
    """Headers that tell the browser what a page may load, and who may frame it: nobody."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds the headers to every answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class BackToThePage:
    """After signing in the reader is where the link led; Streamlit alone would open the first page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keeps the page in a cookie while the reader signs in, and leads back to it."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in {"/auth/login", "/oauth2callback"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        wanted = page_of(headers.get("referer", ""), headers.get("host", ""))
        kept = cookie_parser(headers.get("cookie", "")).get(RETURN_TO, "")

        async def send_with_page(message: Message) -> None:
            if message["type"] == "http.response.start":
                response = Response()
                if path == "/auth/login" and wanted:
                    response.set_cookie(RETURN_TO, wanted, max_age=RETURN_SECONDS, httponly=True, samesite="lax")
                if path == "/oauth2callback" and kept:
                    response.delete_cookie(RETURN_TO)
                    sent = MutableHeaders(scope=message)
                    if sent.get("location") == "/" and is_own_page(kept):
                        sent["location"] = kept
                cookies = [(name, value) for name, value in response.raw_headers if name == b"set-cookie"]
                message = {**message, "headers": [*message["headers"], *cookies]}
            await send(message)

        await self.app(scope, receive, send_with_page)


def page_of(referer: str, host: str) -> str:
    """Path and query of a page of this server; empty for any other address."""
    said = urlsplit(referer)
    if said.netloc != host or not is_own_page(said.path):
        return ""
    return f"{said.path}?{said.query}" if said.query else said.path


def is_own_page(address: str) -> bool:
    """Whether an address leads to this server and nowhere else."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
