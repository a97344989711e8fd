"""The way in for who is not yet known, and the account of who is, in the sidebar."""

from __future__ import annotations

import streamlit as st

from analytics.door.access import THIS_MACHINE, AccessError, Account, NotLetInError
from analytics.i18n import Catalog
from pages.shared.account import account
from pages.shared.memory import access_now
from pages.shared.show import PROSE_PX


def is_let_in(t: Catalog) -> bool:
    """Whether there is somebody to show pages to; else says why not, with the way in."""
    try:
        who = account()
    except NotLetInError as error:
        _show_way_in(t, error.reason)
        return False
    except AccessError as error:
        st.error(t(f"access_error.{error.code}", **error.details), icon=":material/error:")
        return False
    return who is THIS_MACHINE or not _signs_out(t, who)


def _show_way_in(t: Catalog, reason: str) -> None:
    access = access_now()
    with st.container(width=PROSE_PX, key="way-in"):
        st.title(t("frame.product"), anchor=False)
        st.markdown(t(f"access.not_let_in.{reason}"))
        if access is None or access.way != "oidc":
            return
        if st.button(t("access.sign_in"), type="primary", icon=":material/login:"):
            st.login()
        if reason == "unknown" and st.button(t("access.sign_out"), icon=":material/logout:"):
            st.logout()


def _signs_out(t: Catalog, who: Account) -> bool:
    """Shows the account in the sidebar; whether its holder goes, so that nothing more is to be shown."""
    access = access_now()
    with st.sidebar.container(horizontal=True, key="account", vertical_alignment="center"):
        st.caption(f"{who.name} · {t(f'access.role.{who.role}')}")
        is_going = access is not None and access.way == "oidc" and st.button(t("access.sign_out"), type="tertiary")
    if is_going:
        st.logout()
    return is_going
