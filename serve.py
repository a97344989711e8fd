"""The server with its door: what every request passes before Streamlit sees it (analytics/door).

`streamlit run serve.py`, or `make run`. `streamlit run dashboard.py` serves the pages alone, to this machine only.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Scope
from streamlit import config, file_util
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from analytics.door import guards
from analytics.door.access import (
    HEADER_CLAIM,
    THIS_MACHINE,
    Access,
    AccessError,
    Account,
    NotLetInError,
    claims_of_cookie,
    read_access,
)
from analytics.door.policy import policy
from analytics.door.static_files import StaticFiles
from analytics.i18n import catalog
from pages.shared.memory import access_now, health
from pages.shared.page_scripts import scripts
from pages.shared.settings import access_file, default_language
from pages.shared.warm_up import warm_up

UPLOADS_OF_SERVER = 2
"""How many uploads of the largest size the server holds at once; a session holds one."""


def opening_access() -> Access | None:
    """Who may do what. Ends the server, with a sentence, where that is not said and others could reach it."""
    try:
        return read_access(access_file(), st.get_option("server.address"))
    except AccessError as error:
        sys.exit(catalog(default_language())(f"access_error.{error.code}", **error.details))


def account_of(scope: Scope) -> Account | None:
    """Who asks for a file or sends one; None where that is nobody who is known."""
    try:
        access = access_now()
        if access is None:
            return None if guards.is_from_elsewhere(HTTPConnection(scope).headers) else THIS_MACHINE
        return access.let_in(claims_of(scope, access), datetime.now(UTC))
    except (AccessError, NotLetInError):
        return None


def claims_of(scope: Scope, access: Access) -> Mapping[str, object]:
    """What the proxy's header or the login cookie says."""
    asked = HTTPConnection(scope)
    if access.way == "header":
        return {HEADER_CLAIM: asked.headers.get(access.header)}

    def signed_part(name: str) -> bytes | None:
        value = asked.cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    return claims_of_cookie(get_cookie_with_chunks(signed_part, AUTH_COOKIE_NAME), access.address)


def held_uploads() -> Mapping[str, int]:
    """Bytes of uploads that the server holds in memory, by session."""
    uploads = get_instance().uploaded_file_mgr
    held = list(uploads.file_storage.items()) if isinstance(uploads, MemoryUploadedFileManager) else []
    return {session: sum(len(file.data) for file in list(files.values())) for session, files in held}


async def show_health(_: Request) -> JSONResponse:
    """Opens the store: 200 where figures can be shown, 503 where none can."""
    state, version = await run_in_threadpool(health)
    return JSONResponse({"status": state, "version": version}, 503 if state == "down" else 200)


@asynccontextmanager
async def opened(_: st.App) -> AsyncIterator[None]:
    """While the server is up."""
    warm_up()
    yield


def door(access: Access | None) -> list[Middleware]:
    """The guards, outermost first."""
    folder = Path(file_util.get_static_dir())
    allowed = policy((folder / "index.html").read_text(encoding="utf-8"), scripts())
    hosts = ["127.0.0.1", "localhost", *([access.host] if access else [])]
    largest = int(st.get_option("server.maxUploadSize")) * 1024 * 1024
    return [
        Middleware(guards.SecurityHeaders, policy=allowed),
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        Middleware(guards.Guard, why_not=guards.foreign_origin),
        *([] if access else [Middleware(guards.Guard, why_not=guards.handed_on)]),
        Middleware(guards.Guard, why_not=guards.not_for_readers),
        Middleware(StaticFiles, folder=folder),
        Middleware(guards.BackToThePage),
        Middleware(guards.Guard, why_not=guards.not_allowed(account_of)),
        Middleware(
            guards.BoundedUploads, held=held_uploads, session_bytes=largest, server_bytes=UPLOADS_OF_SERVER * largest
        ),
    ]


ACCESS = opening_access()
if ACCESS is not None:
    config.set_option("server.allowedHosts", ["127.0.0.1", "localhost", ACCESS.host])
    if ACCESS.way == "header":
        config.set_option("server.trustedUserHeaders", {ACCESS.header: HEADER_CLAIM})
    else:
        config.set_option("server.cookieSecret", ACCESS.oidc["cookie_secret"])

app = st.App(
    "dashboard.py",
    secrets=ACCESS.streamlit_secrets if ACCESS else None,
    middleware=door(ACCESS),
    routes=[Route("/health", show_health)],
    lifespan=opened,
)
