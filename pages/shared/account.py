"""Who looks and who acts: the account of this session, asked anew at every run and at every act."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analytics.door.access import THIS_MACHINE, AccessError, Account, NotLetInError
from analytics.door.guards import is_from_elsewhere
from analytics.store.audit_trail import put_down
from analytics.store.versions import StoreError
from analytics.wording.versions import PLACE
from pages.shared.memory import access_now
from pages.shared.settings import store_folder


def account() -> Account:
    """The account of this session. Raises NotLetInError (nobody who is known), AccessError (the file of accounts)."""
    access = access_now()
    if access is not None:
        return access.let_in(st.user.to_dict(), datetime.now(UTC))
    if is_from_elsewhere(st.context.headers):
        raise AccessError("needed", file="access.toml", address="proxy")
    return THIS_MACHINE


def is_known() -> bool:
    """Whether this session has an account."""
    try:
        account()
    except (NotLetInError, AccessError):
        return False
    return True


def may(act: str) -> bool:
    """Whether the button for an act is drawn; the act itself asks `require`."""
    return account().may(act)


def require(act: str) -> str:
    """The name under which an act is put down. Raises StoreError (`not_allowed`) where the role does not reach."""
    try:
        who = account()
    except (NotLetInError, AccessError) as error:
        raise StoreError("not_allowed", act=act) from error
    if not who.may(act):
        raise StoreError("not_allowed", act=act)
    return who.name


def put_down_act(act: str, by: str, **what: str | None) -> None:
    """Puts an act that is done down in the trail."""
    put_down(store_folder(), act, by=by, at=datetime.now(PLACE), **what)
