"""Signing in at an identity provider in a real browser: let in, kept out, role, expiry, signing out, deep links."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import run_server_in_thread

from analytics.i18n import catalog
from tests.browser.conftest import OpenTab, Watched, serving

pytestmark = pytest.mark.browser

T = catalog("id")
HEAD, STEWARD, STRANGER = "kepala@dinas.example", "data@dinas.example", "lain@dinas.example"
ACCESS = """
address = "ADDRESS"
way = "oidc"
session_hours = {hours}
[oidc]
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_id = "dashboard"
client_secret = "a secret"
cookie_secret = "0123456789abcdef0123456789abcdef"
[accounts]
"{head}" = {{ name = "kepala", role = "viewer" }}
"{steward}" = {{ name = "data", role = "steward" }}
"""
GRANTS = "grant_id,programme,regency,amount_idr,disbursed_on\nKUBE-1,KUBE,Samarinda,20000000,2022-03-05\n"

SignIn = Callable[[Watched, str], Watched]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty: the sample is shown."""
    return tmp_path_factory.mktemp("signing-in") / "store"


@pytest.fixture(scope="module")
def address(store: Path, provider: str) -> Iterator[str]:
    with serving(store, ACCESS.format(hours=12, provider=provider, head=HEAD, steward=STEWARD)) as address:
        yield address


def sign_in(tab: Watched, who: str) -> Watched:
    tab.page.get_by_role("button", name=T("access.sign_in"), exact=True).click()
    tab.page.locator("input[name=sub]").fill(who)
    tab.page.get_by_role("button", name="Authorize").click()
    return tab.idle()


def test_a_registered_account_is_let_in_and_named(address: str, open_tab: OpenTab) -> None:
    tab = sign_in(open_tab(address), HEAD)
    assert f"kepala · {T('access.role.viewer')}" in tab.page.locator("[data-testid=stSidebar]").inner_text()
    assert tab.page.locator(".js-plotly-plot").count()


def test_who_has_not_signed_in_sees_no_figure(address: str, open_tab: OpenTab) -> None:
    tab = open_tab(address)
    assert T("access.not_let_in.signed_out") in tab.text
    assert not tab.page.locator(".js-plotly-plot, [data-testid=stSidebarNavLink]").count()


def test_an_account_that_is_not_registered_is_kept_out(address: str, open_tab: OpenTab) -> None:
    tab = sign_in(open_tab(address), STRANGER)
    assert T("access.not_let_in.unknown") in tab.text


def test_a_viewer_can_load_nothing(address: str, open_tab: OpenTab) -> None:
    tab = sign_in(open_tab(f"{address}/imports"), HEAD)
    assert T("imports.for_stewards") in tab.text
    assert not tab.page.locator("input[type=file]").count()


def test_a_deep_link_leads_to_its_page_after_signing_in(address: str, open_tab: OpenTab) -> None:
    tab = sign_in(open_tab(f"{address}/coverage?regency=Paser"), HEAD)
    assert tab.page.url == f"{address}/coverage?regency=Paser"
    assert T("coverage.title") in tab.text


def test_after_signing_out_nothing_is_shown(address: str, provider: str, open_tab: OpenTab) -> None:
    tab = sign_in(open_tab(address), HEAD)
    tab.page.get_by_role("button", name=T("access.sign_out"), exact=True).click()
    tab.page.wait_for_url(f"{provider}/**")
    tab.open(address)
    assert T("access.not_let_in.signed_out") in tab.text


def test_an_import_is_put_down_under_the_name_of_who_did_it(
    address: str, store: Path, open_tab: OpenTab, tmp_path: Path
) -> None:
    tab = sign_in(open_tab(f"{address}/imports"), STEWARD)
    file = tmp_path / "grants.csv"
    file.write_text(GRANTS)
    tab.page.locator("input[type=file]").set_input_files(file)
    tab.page.get_by_text(file.name, exact=True).first.wait_for()
    tab.idle()
    tab.page.get_by_role("button", name=T("imports.check"), exact=True).click()
    tab.idle()
    tab.page.get_by_role("button", name=T("imports.load.button"), exact=True).click()
    tab.idle()
    done = [json.loads(line) for line in (store / "audit.jsonl").read_text().splitlines()]
    assert [(one["by"], one["act"], one["outcome"], one["version"]) for one in done] == [
        ("data", "import", "accepted", "0001")
    ]
    manifest = json.loads((store / "versions" / "0001" / "manifest.json").read_text())
    assert (manifest["imported_by"], manifest["database"]["sha256"]) == ("data", done[0]["digest"])


def test_a_sign_in_ends(store: Path, provider: str, open_tab: OpenTab) -> None:
    """After 14 seconds of a sign-in that lasts 7: asked anew at the next run, in the page that is open."""
    access = ACCESS.format(hours=7 / 3600, provider=provider, head=HEAD, steward=STEWARD)
    with serving(store, access) as address:
        tab = open_tab(address)
        tab.page.get_by_role("button", name=T("access.sign_in"), exact=True).click()
        tab.page.locator("input[name=sub]").fill(HEAD)
        tab.page.get_by_role("button", name="Authorize").click()
        tab.page.wait_for_url(f"{address}/")
        time.sleep(8)
        tab.open(f"{address}/survival")
        assert T("access.not_let_in.expired") in tab.text
