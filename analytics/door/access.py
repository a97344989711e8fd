"""Who may do what: `deploy/access.toml`, by which people are known outside this machine."""

from __future__ import annotations

import ipaddress
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROLES = ("viewer", "planner", "steward")
"""Each may do what those before it may."""
ROLE_FOR = {"look": "viewer", "import": "steward", "restore": "steward", "words": "steward", "recipes": "steward"}
"""The least role for each act."""
WAYS = ("oidc", "header")
HEADER_CLAIM = "account"
"""The claim under which the name from the proxy's header is handed on."""
MIN_SECRET_LENGTH = 32
DEFAULT_SESSION_HOURS = 12.0


class AccessError(Exception):
    """What is wrong with who may do what: `code` is a word of the catalogs (`access_error.*`)."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class NotLetInError(Exception):
    """`reason` is a word of the catalogs (`access.not_let_in.*`): signed_out, unknown, expired."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Account:
    """Who does something: the name that the trail bears, and the role."""

    name: str
    role: str

    def may(self, act: str) -> bool:
        """Whether the role reaches to an act of `ROLE_FOR`."""
        return ROLES.index(self.role) >= ROLES.index(ROLE_FOR[act])


THIS_MACHINE = Account("local", "steward")
"""Who sits at the machine itself, where no login is asked for."""


@dataclass(frozen=True)
class Access:
    """How people are known, and the role of each.

    `address` is what people type (scheme and host). `way` is `oidc` (an identity provider, settings in `oidc`) or
    `header` (the agency's proxy, the name of its header in `header`). `accounts` go by what the provider or the proxy
    says, in small letters; `claim` is where the provider says it. A login lasts `session_hours` from when it was given.
    """

    address: str
    way: str
    accounts: Mapping[str, Account]
    session_hours: float
    oidc: Mapping[str, str]
    claim: str
    header: str

    @property
    def host(self) -> str:
        """The host in the address."""
        return urlsplit(self.address).hostname or ""

    def let_in(self, claims: Mapping[str, object], now: datetime) -> Account:
        """The account that the claims name. Raises NotLetInError where they name none, or long ago."""
        said = claims.get(HEADER_CLAIM if self.way == "header" else self.claim)
        if not isinstance(said, str) or not said:
            raise NotLetInError("signed_out")
        if self.way == "oidc":
            given_at = claims.get("iat")
            if not isinstance(given_at, (int, float)) or now.timestamp() - given_at > self._session_seconds:
                raise NotLetInError("expired")
            if claims.get("email_verified") is False:
                raise NotLetInError("unknown")
        account = self.accounts.get(said.strip().lower())
        if account is None:
            raise NotLetInError("unknown")
        return account

    @property
    def _session_seconds(self) -> float:
        return timedelta(hours=self.session_hours).total_seconds()

    @property
    def streamlit_secrets(self) -> dict[str, Any]:
        """What `st.login` needs; empty where a proxy signs people in."""
        if self.way != "oidc":
            return {}
        asked = ("server_metadata_url", "client_id", "client_secret", "cookie_secret")
        given = {name: self.oidc[name] for name in asked}
        return {"auth": {**given, "redirect_uri": f"{self.address}/oauth2callback"}}


def is_this_machine(address: str | None) -> bool:
    """Whether an address that a server is bound to reaches nobody beyond this machine; none given reaches everybody."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def read_access(file: Path, bound_to: str | None) -> Access | None:
    """What the file says; None where there is none and the server, `bound_to` this machine alone, needs none.

    Raises AccessError: `needed` (no file, and others can reach the server), `unreadable`, `open_to_all` (it holds
    secrets), `incomplete` (with the setting), `unknown_role` and `unknown_way` (with what was found), `short_secret`,
    `header_beyond_this_machine` (who reaches the server past the proxy could send any name).
    """
    try:
        text = file.read_text(encoding="utf-8")
        is_open_to_all = os.name == "posix" and file.stat().st_mode & 0o007
    except FileNotFoundError as error:
        if is_this_machine(bound_to):
            return None
        raise AccessError("needed", file=file.name, address=bound_to or "0.0.0.0") from error
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError("unreadable", file=file.name, found=type(error).__name__) from error
    if is_open_to_all:
        raise AccessError("open_to_all", file=file.name)
    try:
        access = _access_of(tomllib.loads(text), file.name)
    except tomllib.TOMLDecodeError as error:
        raise AccessError("unreadable", file=file.name, found=str(error)) from error
    if access.way == "header" and not is_this_machine(bound_to):
        raise AccessError("header_beyond_this_machine", file=file.name, address=bound_to or "0.0.0.0")
    return access


def _access_of(said: Mapping[str, object], file: str) -> Access:
    way = _text(said, "way", file)
    if way not in WAYS:
        raise AccessError("unknown_way", file=file, found=way, known=", ".join(WAYS))
    settings = _table(said, way, file)
    needed = {"oidc": ("server_metadata_url", "client_id", "client_secret", "cookie_secret"), "header": ("name",)}
    given = {name: _text(settings, name, file, of=way) for name in needed[way]}
    if len(given.get("cookie_secret", "-" * MIN_SECRET_LENGTH)) < MIN_SECRET_LENGTH:
        raise AccessError("short_secret", file=file, length=MIN_SECRET_LENGTH)
    address = _text(said, "address", file).rstrip("/")
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise AccessError("incomplete", file=file, setting="address")
    hours = said.get("session_hours", DEFAULT_SESSION_HOURS)
    if not isinstance(hours, (int, float)) or isinstance(hours, bool) or hours <= 0:
        raise AccessError("incomplete", file=file, setting="session_hours")
    accounts = _table(said, "accounts", file)
    return Access(
        address=address,
        way=way,
        accounts={known_as.strip().lower(): _account(accounts, known_as, file) for known_as in accounts},
        session_hours=float(hours),
        oidc=given if way == "oidc" else {},
        claim=str(settings.get("claim", "email")),
        header=given.get("name", ""),
    )


def _account(accounts: Mapping[str, object], known_as: str, file: str) -> Account:
    said = _table(accounts, known_as, file)
    role = _text(said, "role", file, of=known_as)
    if role not in ROLES:
        raise AccessError("unknown_role", file=file, found=role, known=", ".join(ROLES))
    return Account(_text(said, "name", file, of=known_as), role)


def _table(said: Mapping[str, object], name: str, file: str) -> Mapping[str, object]:
    found = said.get(name)
    if not isinstance(found, dict) or not found:
        raise AccessError("incomplete", file=file, setting=name)
    return found


def _text(said: Mapping[str, object], name: str, file: str, of: str = "") -> str:
    found = said.get(name)
    if not isinstance(found, str) or not found.strip():
        raise AccessError("incomplete", file=file, setting=f"{of}.{name}" if of else name)
    return found.strip()


def claims_of_cookie(signed_part: bytes | None, origin: str) -> dict[str, object]:
    """What a login cookie says, once its signature is checked; nothing where it was given at another address."""
    if not signed_part:
        return {}
    claims = json.loads(signed_part)
    return claims if isinstance(claims, dict) and claims.get("origin") == origin else {}
