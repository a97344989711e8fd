"""How a page is opened: the dashboard around it, its turn among other pages, and what is said when it fails."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import streamlit as st

from analytics.i18n import Catalog, catalog
from analytics.store.versions import StoreError
from pages.shared.menu import menu
from pages.shared.quiet import COLLECTOR
from pages.shared.settings import default_language

DASHBOARD_IS_UP = "_dashboard_is_up"
SIDEBAR_PX = 224
MAX_PAGES_AT_ONCE = 2
_TURNS = threading.BoundedSemaphore(MAX_PAGES_AT_ONCE)


def configure(t: Catalog) -> None:
    """Title and widths. An icon of our own, since Streamlit fetches that of the menu's entry from outside."""
    st.set_page_config(page_title=t("frame.product"), page_icon="📊", layout="wide", initial_sidebar_state=SIDEBAR_PX)


def require_dashboard() -> None:
    """On a freshly started server a deep link runs the page's file alone, without language, filters or menu.

    Declaring the navigation makes Streamlit run `dashboard.py` from then on; the address is kept.
    """
    if st.session_state.get(DASHBOARD_IS_UP):
        return
    t = catalog(default_language())
    configure(t)
    st.navigation(menu(t), position="hidden")
    st.rerun()


def in_turn(stem: str) -> AbstractContextManager[object]:
    """Lets two pages be made at once, and others after them: a dozen at once take turns a few milliseconds long and are
    all late. The page of imports waits for nobody and keeps nobody waiting, since another process does its work.
    """
    return nullcontext() if stem == "imports" else _TURNS


@contextmanager
def dashboard_up() -> Iterator[None]:
    """Marks, for the length of a script run, that `dashboard.py` is what runs."""
    st.session_state[DASHBOARD_IS_UP] = True
    try:
        yield
    finally:
        st.session_state[DASHBOARD_IS_UP] = False
        COLLECTOR.page_made()


@contextmanager
def explain_errors(t: Catalog) -> Iterator[None]:
    """One sentence in the reader's language instead of a trace; the trace goes to the log under a code."""
    try:
        yield
    except StoreError as error:
        st.error(t(f"store_error.{error.code}", **error.details), icon=":material/error:")
    except Exception:
        code = uuid.uuid4().hex[:8]
        logging.getLogger("dashboard").exception("code %s", code)
        st.error(t("frame.unexpected", code=code), icon=":material/error:")
