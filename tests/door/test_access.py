"""Who may do what: what `deploy/access.toml` says, and what is refused."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.door.access import (
    ROLE_FOR,
    ROLES,
    Access,
    AccessError,
    Account,
    NotLetInError,
    claims_of_cookie,
    is_this_machine,
    read_access,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HOUR = 3600
EXAMPLE = Path(__file__).parents[2] / "deploy" / "access.example.toml"
OIDC = """
address = "https://bantuan.example/"
way = "oidc"
session_hours = 12
[oidc]
server_metadata_url = "https://sso.example/.well-known/openid-configuration"
client_id = "dashboard"
client_secret = "a secret"
cookie_secret = "0123456789abcdef0123456789abcdef"
[accounts]
"Kepala@Dinas.example" = { name = "kepala", role = "viewer" }
"data@dinas.example" = { name = "data", role = "steward" }
"""
HEADER = """
address = "https://bantuan.example"
way = "header"
[header]
name = "X-Remote-User"
[accounts]
data = { name = "data", role = "steward" }
"""


@pytest.fixture
def access_of(tmp_path: Path) -> AccessOf:
    return AccessOf(tmp_path / "access.toml")


class AccessOf:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __call__(self, text: str, bound_to: str | None = "127.0.0.1") -> Access | None:
        self.file.write_text(text, encoding="utf-8")
        self.file.chmod(0o640)
        return read_access(self.file, bound_to)

    def let_in(self, text: str, **claims: object) -> Account:
        access = self(text)
        assert access is not None
        return access.let_in(claims, NOW)


@pytest.mark.parametrize(
    ("address", "is_own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.0.0.2", True), ("0.0.0.0", False),
     ("10.1.2.3", False), ("::", False), ("dinas.example", False), ("", False), (None, False)],
)  # fmt: skip
def test_which_addresses_reach_nobody_else(address: str | None, is_own: bool) -> None:
    assert is_this_machine(address) is is_own


def test_nobody_is_asked_on_this_machine(tmp_path: Path) -> None:
    assert read_access(tmp_path / "access.toml", "127.0.0.1") is None


@pytest.mark.parametrize("bound_to", ["0.0.0.0", "10.1.2.3", None])
def test_who_can_be_reached_needs_the_file(tmp_path: Path, bound_to: str | None) -> None:
    with pytest.raises(AccessError) as refused:
        read_access(tmp_path / "access.toml", bound_to)
    assert refused.value.code == "needed"


def test_the_example_lacks_nothing_but_its_secrets(access_of: AccessOf) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    with pytest.raises(AccessError) as refused:
        access_of(text)
    assert refused.value.code == "short_secret"
    assert access_of(text.replace('cookie_secret = "..."', f'cookie_secret = "{"x" * 32}"'), "0.0.0.0") is not None


@pytest.mark.parametrize(
    ("before", "after", "code", "details"),
    [
        ("https://bantuan.example/", "bantuan.example", "incomplete", {"setting": "address"}),
        ('way = "oidc"', 'way = "password"', "unknown_way", {"found": "password"}),
        ('role = "viewer"', 'role = "boss"', "unknown_role", {"found": "boss"}),
        ('client_id = "dashboard"', "", "incomplete", {"setting": "oidc.client_id"}),
        ('name = "kepala"', 'name = ""', "incomplete", {"setting": "Kepala@Dinas.example.name"}),
        ("0123456789abcdef0123456789abcdef", "short", "short_secret", {"length": 32}),
        ("session_hours = 12", "session_hours = 0", "incomplete", {"setting": "session_hours"}),
        ("session_hours = 12", "session_hours = true", "incomplete", {"setting": "session_hours"}),
        ("[accounts]", "[people]", "incomplete", {"setting": "accounts"}),
        ("[oidc]", "[oidc", "unreadable", {}),
    ],
)
def test_what_is_wrong_is_named(
    access_of: AccessOf, before: str, after: str, code: str, details: dict[str, object]
) -> None:
    assert before in OIDC
    with pytest.raises(AccessError) as refused:
        access_of(OIDC.replace(before, after))
    assert refused.value.code == code
    assert refused.value.details.items() >= details.items()


@pytest.mark.skipif(os.name != "posix", reason="rights of this form are POSIX's")
def test_a_file_of_secrets_that_everybody_may_read_is_refused(access_of: AccessOf) -> None:
    access_of(OIDC)
    access_of.file.chmod(0o644)
    with pytest.raises(AccessError) as refused:
        read_access(access_of.file, "127.0.0.1")
    assert refused.value.code == "open_to_all"


def test_a_header_is_believed_only_from_this_machine(access_of: AccessOf) -> None:
    with pytest.raises(AccessError) as refused:
        access_of(HEADER, "0.0.0.0")
    assert refused.value.code == "header_beyond_this_machine"


class TestLetIn:
    def test_an_account_by_its_address_in_any_letters(self, access_of: AccessOf) -> None:
        account = access_of.let_in(OIDC, email="KEPALA@dinas.example", iat=NOW.timestamp())
        assert account == Account("kepala", "viewer")

    @pytest.mark.parametrize("claims", [{}, {"email": ""}, {"email": None}, {"account": "data@dinas.example"}])
    def test_nobody(self, access_of: AccessOf, claims: dict[str, object]) -> None:
        assert _reason(access_of, OIDC, iat=NOW.timestamp(), **claims) == "signed_out"

    def test_a_stranger(self, access_of: AccessOf) -> None:
        assert _reason(access_of, OIDC, email="lain@dinas.example", iat=NOW.timestamp()) == "unknown"

    def test_an_address_that_the_provider_has_not_verified(self, access_of: AccessOf) -> None:
        said = {"email": "data@dinas.example", "email_verified": False, "iat": NOW.timestamp()}
        assert _reason(access_of, OIDC, **said) == "unknown"

    def test_a_sign_in_lasts_twelve_hours_and_no_second_more(self, access_of: AccessOf) -> None:
        given_at = NOW.timestamp() - 12 * HOUR
        assert access_of.let_in(OIDC, email="data@dinas.example", iat=given_at).name == "data"
        assert _reason(access_of, OIDC, email="data@dinas.example", iat=given_at - 1) == "expired"

    def test_a_sign_in_that_does_not_say_when_is_over(self, access_of: AccessOf) -> None:
        assert _reason(access_of, OIDC, email="data@dinas.example") == "expired"

    def test_the_name_in_the_proxys_header(self, access_of: AccessOf) -> None:
        assert access_of.let_in(HEADER, account="Data").role == "steward"


def _reason(access_of: AccessOf, text: str, **claims: object) -> str:
    with pytest.raises(NotLetInError) as refused:
        access_of.let_in(text, **claims)
    return refused.value.reason


def test_each_role_may_what_those_before_it_may() -> None:
    allowed = {role: {act for act in ROLE_FOR if Account("x", role).may(act)} for role in ROLES}
    assert allowed == {
        "viewer": {"look"},
        "planner": {"look"},
        "steward": {"look", "import", "restore", "words", "recipes"},
    }


def test_a_cookie_counts_where_it_was_given() -> None:
    cookie = b'{"email": "data@dinas.example", "origin": "https://bantuan.example"}'
    assert claims_of_cookie(cookie, "https://bantuan.example")["email"] == "data@dinas.example"
    assert claims_of_cookie(cookie, "https://else.example") == {}
    assert claims_of_cookie(None, "https://bantuan.example") == {}


def test_what_streamlit_signs_people_in_with(access_of: AccessOf) -> None:
    access = access_of(OIDC, "0.0.0.0")
    assert access is not None
    assert access.streamlit_secrets["auth"]["redirect_uri"] == "https://bantuan.example/oauth2callback"
    assert access.host == "bantuan.example"


def test_a_session_of_minutes(access_of: AccessOf) -> None:
    access = access_of(OIDC.replace("session_hours = 12", "session_hours = 0.5"))
    assert access is not None
    given_at = (NOW - timedelta(minutes=31)).timestamp()
    with pytest.raises(NotLetInError):
        access.let_in({"email": "data@dinas.example", "iat": given_at}, NOW)
