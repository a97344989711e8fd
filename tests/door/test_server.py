"""A server with its door, as who has no account meets it: asked by programs that are no browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from analytics.i18n import catalog
from tests.browser.conftest import ROOT, serving

pytestmark = pytest.mark.slow

T = catalog("id")
FINISHED = ForwardMsg.FINISHED_SUCCESSFULLY
ACCESS = """
address = "ADDRESS"
way = "header"
[header]
name = "X-Remote-User"
[accounts]
kepala = { name = "kepala", role = "viewer" }
data = { name = "data", role = "steward" }
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("door") / "store", ACCESS) as address:
        yield address


def asked(address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and text of the answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data=body, method=method, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


@dataclass
class Seen:
    """What a page sends: its session, the bytes of its messages, the kinds of its elements."""

    session: str = ""
    sent: bytes = b""
    kinds: set[str | None] = field(default_factory=set)

    def says(self, sentence: str) -> bool:
        return sentence.encode() in self.sent


def page_as_seen(address: str, page: str, **headers: str) -> Seen:
    """A page as a program sees it that opens a WebSocket and asks for it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    stream = f"{address.replace('http', 'ws')}/_stcore/stream"
    seen, message, wanted = Seen(), ForwardMsg(), BackMsg()
    wanted.rerun_script.page_name = page
    with connect(stream, additional_headers=named, max_size=None) as socket:
        socket.send(wanted.SerializeToString())
        while not (message.HasField("script_finished") and message.script_finished == FINISHED):
            frame = socket.recv(timeout=30, decode=False)
            message.ParseFromString(frame)
            seen.session = message.new_session.initialize.session_id or seen.session
            seen.sent += frame
            seen.kinds.add(message.delta.new_element.WhichOneof("type"))
    return seen


class TestWithoutAnAccount:
    def test_no_page_shows_a_figure_or_takes_a_file(self, address: str) -> None:
        seen = page_as_seen(address, "imports")
        assert seen.says(T("access.not_let_in.signed_out"))
        assert not seen.kinds & {"file_uploader", "plotly_chart", "arrow_data_frame"}

    def test_a_file_sent_straight_to_the_server_is_refused(self, address: str) -> None:
        session = page_as_seen(address, "imports").session
        assert asked(f"{address}/_stcore/upload_file/{session}/1", "PUT", b"grant_id\n")[0] == 401

    def test_an_account_that_is_not_registered_is_nobody(self, address: str) -> None:
        assert page_as_seen(address, "", X_Remote_User="lain").says(T("access.not_let_in.unknown"))

    def test_no_download_is_handed_out(self, address: str) -> None:
        assert asked(f"{address}/media/any.pdf")[0] == 401


class TestAViewer:
    def test_sees_figures(self, address: str) -> None:
        assert "plotly_chart" in page_as_seen(address, "", X_Remote_User="kepala").kinds

    def test_sends_no_file(self, address: str) -> None:
        seen = page_as_seen(address, "imports", X_Remote_User="kepala")
        assert seen.says(T("imports.for_stewards"))
        to = f"{address}/_stcore/upload_file/{seen.session}/1"
        assert asked(to, "PUT", b"grant_id\n", X_Remote_User="kepala")[0] == 403


def test_a_steward_is_offered_to_load(address: str) -> None:
    assert "file_uploader" in page_as_seen(address, "imports", X_Remote_User="data").kinds


def test_accounts_that_are_gone_while_the_server_runs_let_nobody_in_through_the_proxy(tmp_path: Path) -> None:
    with serving(tmp_path / "store", ACCESS) as address:
        (tmp_path / "access.toml").unlink()
        seen = page_as_seen(address, "imports", X_Forwarded_For="10.1.2.3", X_Remote_User="data")
        assert seen.says(T("access_error.needed", file="access.toml", address="proxy"))
        assert asked(f"{address}/media/any.pdf", X_Forwarded_For="10.1.2.3", X_Remote_User="data")[0] == 401


def test_health_opens_the_store(address: str) -> None:
    status, text = asked(f"{address}/health")
    assert (status, json.loads(text)["status"]) == (200, "ok")


def test_an_address_of_another_host_is_refused(address: str) -> None:
    assert asked(address, Host="evil.example")[0] == 400


def test_a_foreign_page_opens_no_socket(address: str) -> None:
    with pytest.raises(InvalidStatus):
        page_as_seen(address, "", Origin="http://evil.example")


def test_who_can_be_reached_by_others_does_not_start_without_accounts(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.address", "0.0.0.0", "--server.port", "0"],
        cwd=ROOT, env={**os.environ, "DASHBOARD_ACCESS": str(tmp_path / "access.toml")}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode != 0
    assert T("access_error.needed", file="access.toml", address="0.0.0.0") in run.stderr
