"""What every request passes before Streamlit: asked as a server asks, without one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.door.access import Account
from analytics.door.guards import (
    BackToThePage,
    BoundedUploads,
    Guard,
    SecurityHeaders,
    foreign_origin,
    handed_on,
    not_allowed,
    not_for_readers,
)
from analytics.door.policy import policy
from analytics.door.static_files import StaticFiles

HOST = "bantuan.example"


async def within(_scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the door."""
    await PlainTextResponse("within")(_scope, receive, send)


def asked(
    app: ASGIApp, path: str = "/", method: str = "GET", kind: str = "http", peer: str = "127.0.0.1", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status (of a WebSocket: its closing code), headers and body of what comes back."""
    named = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    path, _, query = path.partition("?")
    scope: Scope = {
        "type": kind, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()], "client": (peer, 50000),
        "http_version": "1.1", "scheme": "http", "server": (HOST, 80), **({"method": method} if kind == "http" else {}),
    }  # fmt: skip
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def answer() -> None:
        await app(scope, receive, send)

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may have a loop running here
        apart.submit(asyncio.run, answer()).result()
    if kind == "websocket":
        return sent[0].get("code", 0), {}, b""
    given = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], given, b"".join(message.get("body", b"") for message in sent[1:])


class TestForeignOrigin:
    door = Guard(within, foreign_origin)

    def test_a_change_that_another_page_asks_for(self) -> None:
        assert asked(self.door, method="PUT", origin="http://evil.example")[0] == 403

    def test_a_web_socket_that_another_page_opens(self) -> None:
        assert asked(self.door, "/_stcore/stream", kind="websocket", origin="http://evil.example")[0] == 1008

    @pytest.mark.parametrize("origin", [f"http://{HOST}", f"https://{HOST}"])
    def test_our_own_pages(self, origin: str) -> None:
        assert asked(self.door, method="PUT", origin=origin)[0] == 200

    def test_another_port_is_another_page(self) -> None:
        assert asked(self.door, method="DELETE", origin=f"http://{HOST}:8080")[0] == 403

    def test_a_link_from_another_page(self) -> None:
        assert asked(self.door, origin="http://evil.example")[0] == 200

    def test_a_program_that_is_no_browser(self) -> None:
        assert asked(self.door, method="PUT")[0] == 200


class TestHandedOn:
    @pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded"])
    def test_a_proxy_without_accounts(self, header: str) -> None:
        assert asked(Guard(within, handed_on), **{header: "10.1.2.3"})[0] == 403

    def test_whoever_says_so_further_along(self) -> None:
        assert asked(Guard(within, handed_on), x_forwarded_for="127.0.0.1, 10.1.2.3")[0] == 403

    def test_the_machine_itself(self) -> None:
        assert asked(Guard(within, handed_on))[0] == 200

    def test_a_proxy_that_hands_on_what_this_machine_asks(self) -> None:
        assert asked(Guard(within, handed_on), x_forwarded_for="127.0.0.1")[0] == 200


class TestNotForReaders:
    door = Guard(within, not_for_readers)

    @pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/script-health-check"])
    def test_from_elsewhere_and_through_the_proxy(self, path: str) -> None:
        assert asked(self.door, path, peer="10.1.2.3")[0] == 404
        assert asked(self.door, path, x_forwarded_for="10.1.2.3")[0] == 404
        assert asked(self.door, path)[0] == 200

    def test_pages_are_for_all(self) -> None:
        assert asked(self.door, "/", peer="10.1.2.3")[0] == 200


class TestNotAllowed:
    @pytest.mark.parametrize(
        ("account", "upload", "media"),
        [(None, 401, 401), (Account("kepala", "viewer"), 403, 200), (Account("data", "steward"), 200, 200)],
    )
    def test_files_by_account(self, account: Account | None, upload: int, media: int) -> None:
        door = Guard(within, not_allowed(lambda scope: account))
        assert asked(door, "/_stcore/upload_file/session/file", "PUT")[0] == upload
        assert asked(door, "/media/file.pdf")[0] == media

    def test_the_page_that_signs_in_is_for_all(self) -> None:
        assert asked(Guard(within, not_allowed(lambda scope: None)), "/")[0] == 200


class TestBoundedUploads:
    def put(self, held: Mapping[str, int], **headers: str) -> int:
        door = BoundedUploads(within, lambda: held, session_bytes=100, server_bytes=150)
        return asked(door, "/_stcore/upload_file/a/file", "PUT", **headers)[0]

    @pytest.mark.parametrize(
        ("held", "length", "status"),
        [({}, 100, 200), ({}, 101, 413), ({"a": 60}, 40, 200), ({"a": 60}, 41, 413), ({"b": 50}, 100, 200),
         ({"b": 51}, 100, 503), ({"b": 100, "c": 50}, 1, 503)],
    )  # fmt: skip
    def test_of_a_session_and_of_the_server(self, held: dict[str, int], length: int, status: int) -> None:
        assert self.put(held, content_length=str(length)) == status

    @pytest.mark.parametrize("headers", [{}, {"content_length": "-1"}, {"content_length": "many"}])
    def test_a_length_must_be_said(self, headers: dict[str, str]) -> None:
        assert self.put({}, **headers) == 411

    def test_what_is_under_way_counts(self) -> None:
        inner: list[int] = []

        async def another_meanwhile(scope: Scope, receive: Receive, send: Send) -> None:
            refusal = door.why_not("b", 60)
            inner.append(refusal.status if refusal else 200)
            await within(scope, receive, send)

        door = BoundedUploads(another_meanwhile, dict, session_bytes=100, server_bytes=150)
        assert asked(door, "/_stcore/upload_file/a/file", "PUT", content_length="100")[0] == 200
        assert inner == [503]
        assert door.why_not("b", 60) is None


class TestBackToThePage:
    def test_the_page_is_kept_while_the_reader_signs_in(self) -> None:
        _, headers, _ = asked(BackToThePage(within), "/auth/login", referer=f"http://{HOST}/coverage?regency=Paser")
        assert headers["set-cookie"].startswith("dashboard_return_to=")
        assert "HttpOnly" in headers["set-cookie"]

    @pytest.mark.parametrize("kept, leads_to", [("/coverage", "/coverage"), ("//evil.example", "/"), ("", "/")])
    def test_and_led_back_to(self, kept: str, leads_to: str) -> None:
        door = BackToThePage(RedirectResponse("/", 302))
        _, headers, _ = asked(door, "/oauth2callback", cookie=f"dashboard_return_to={kept}")
        assert headers["location"] == leads_to

    def test_a_page_of_another_address_is_not_kept(self) -> None:
        _, headers, _ = asked(BackToThePage(within), "/auth/login", referer="http://evil.example/coverage")
        assert "set-cookie" not in headers


class TestStaticFiles:
    @pytest.fixture
    def door(self, tmp_path: Path) -> StaticFiles:
        (tmp_path / "static" / "js").mkdir(parents=True)
        (tmp_path / "static" / "js" / "index.abc.js").write_text("let a = 1;\n" * 1000)
        (tmp_path / "secret.js").write_text("secret")
        return StaticFiles(within, tmp_path)

    @pytest.mark.parametrize(
        ("accepted", "coding"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip")]
    )
    def test_a_file_compressed_for_good(self, door: StaticFiles, accepted: str, coding: str) -> None:
        status, headers, body = asked(door, "/static/js/index.abc.js", accept_encoding=accepted)
        assert (status, headers["content-encoding"]) == (200, coding)
        assert len(body) < 200
        assert "immutable" in headers["cache-control"]

    @pytest.mark.parametrize(
        ("path", "headers"),
        [
            ("/static/js/index.abc.js", {"accept_encoding": "deflate"}),
            ("/static/js/index.abc.js", {"accept_encoding": "gzip;q=0, br;q=0.0"}),
            ("/static/js/index.abc.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
            ("/static/js/../../secret.js", {"accept_encoding": "gzip"}),
            ("/static/js/none.js", {"accept_encoding": "gzip"}),
            ("/secret.js", {"accept_encoding": "gzip"}),
        ],
    )
    def test_the_rest_is_streamlits_to_answer(self, door: StaticFiles, path: str, headers: dict[str, str]) -> None:
        assert asked(door, path, **headers)[2] == b"within"


def test_every_answer_bears_the_headers() -> None:
    _, headers, _ = asked(SecurityHeaders(within, "default-src 'self'"))
    assert headers["content-security-policy"] == "default-src 'self'"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_policy_allows_the_scripts_that_are_ours() -> None:
    """SHA-256 of `1` in base64, by openssl: a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=."""
    said = policy("<script>1</script><script src='x'></script>", [])
    assert "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='" in said
    assert "script-src 'self' 'unsafe-inline'" not in said
    assert "frame-ancestors 'none'" in said
