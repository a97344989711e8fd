"""The frame around every page: which data, which day, which grants, in which words and colours."""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from analytics.answers import figures as figures_of_indicators
from analytics.answers import served as serving
from analytics.charts.palette import SCREEN, Palette
from analytics.estimate import Estimate
from analytics.i18n import Catalog, catalog, languages
from analytics.store.database import Selection, Store
from analytics.store.versions import StoreError, current_version
from pages.shared.menu import menu

Answer = TypeVar("Answer")

FRAME_IS_UP = "_frame_is_up"
PAGES_AT_ONCE = 2
_TURNS = threading.BoundedSemaphore(PAGES_AT_ONCE)
FILTERS = ("programme", "regency", "cohort_year", "business_category")


@dataclass(frozen=True)
class Frame:
    """What a page works with. `where` holds the active filters, `as_of` the day on which figures stand."""

    t: Catalog
    store: Store
    as_of: date
    where: Selection
    palette: Palette = SCREEN

    @property
    def lang(self) -> str:
        return self.t.lang

    def figures(self, key: str, by: Sequence[str] = (), as_of: date | None = None, **where: object) -> list[Estimate]:
        """Estimates under the active filters; a filter given here goes before the active one of its name."""
        picked = {**self.where, **{name: values for name, values in where.items() if values}}
        return _figures(
            self.store, self.store.manifest.version_key, key, as_of or self.as_of, tuple(by), _plain(picked)
        )

    def by_programme(self, key: str, **where: object) -> dict[str, Estimate]:
        """One estimate a programme that has any, in the order of the house."""
        return figures_of_indicators.by_programme(self.figures(key, by=["programme"], **where))

    def figure(self, key: str, as_of: date | None = None, **where: object) -> Estimate:
        """The one Estimate over all grants that the filters leave."""
        return self.figures(key, as_of=as_of, **where)[0]

    def ask(self, question: Callable[..., Answer], **arguments: object) -> Answer:
        """What a function of `analytics` answers from the store under the active date and filters, remembered."""
        version, name = self.store.manifest.version_key, f"{question.__module__}.{question.__qualname__}"
        return _answers(
            self.store, version, question, name, self.as_of, _plain(self.where), tuple(sorted(arguments.items()))
        )  # fmt: skip

    def rows(self, query: str, **parameters: object) -> pd.DataFrame:
        """Rows of a query in `sql/` that is no figure (names, lists), under the active filters and date."""
        return self.store.query(query, **parameters)

    @property
    def grants(self) -> int:
        """How many grants the filters leave."""
        return int(self.figure("grants").value or 0)


def only_programme(frame: Frame) -> str:
    """The programme whose colour a picture of all grants may bear: the one that is filtered for, else none."""
    chosen = frame.where.get("programme", [])
    return str(chosen[0]) if len(chosen) == 1 else ""


def page_frame(stem: str) -> Frame:
    """Every page begins with it. Brings up the frame where the page was opened by its address without it."""
    guard()
    language = st.session_state.get("lang", default_language())
    served = open_served()
    picked = {name: st.session_state.get(name) or [] for name in FILTERS}
    day = st.session_state.get("as_of") or served.latest_on
    return Frame(catalog(language), served, day, {name: values for name, values in picked.items() if values})


def configure(t: Catalog) -> None:
    """Title and width. An icon of our own, since Streamlit fetches that of the menu's entry from outside."""
    st.set_page_config(page_title=t("frame.product"), page_icon="📊", layout="wide")


def guard() -> None:
    """On a freshly started server a deep link runs the page's file alone, without language, filters or menu.

    Declaring the navigation makes Streamlit run `dashboard.py` from then on; the address is kept.
    """
    if st.session_state.get(FRAME_IS_UP):
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
def frame_up() -> Iterator[None]:
    """Marks, for the length of a script run, that `dashboard.py` is what runs."""
    st.session_state[FRAME_IS_UP] = True
    try:
        yield
    finally:
        st.session_state[FRAME_IS_UP] = False


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


def store_folder() -> Path:
    """Where versions are kept: DASHBOARD_STORE, else `data/store`."""
    return Path(os.environ.get("DASHBOARD_STORE", serving.DEFAULT_STORE))


def default_language() -> str:
    """The first language: DASHBOARD_LANGUAGE where it names one, else Bahasa Indonesia."""
    asked = os.environ.get("DASHBOARD_LANGUAGE", "")
    return asked if asked in languages() else languages()[0]


def open_served() -> Store:
    """The version served now: a newer one is taken up at the next rerun, without a restart."""
    folder = serving.served_store(store_folder())
    return _open(folder, current_version(folder))


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(folder: Path, version: str | None) -> Store:
    return Store.open(folder)


@st.cache_data(max_entries=2_000, show_spinner=False)
def _figures(
    _store: Store,
    version_key: str,
    key: str,
    as_of: date,
    by: tuple[str, ...],
    where: tuple[tuple[str, tuple[str | int, ...]], ...],
) -> list[Estimate]:
    return figures_of_indicators.figures(_store, key, as_of=as_of, by=by, where=dict(where))


@st.cache_data(max_entries=200, show_spinner=False)
def _answers(
    _store: Store,
    version_key: str,
    _question: Callable[..., Answer],
    name: str,
    as_of: date,
    where: tuple[tuple[str, tuple[str | int, ...]], ...],
    arguments: tuple[tuple[str, object], ...],
) -> Answer:
    return _question(_store, as_of=as_of, where=dict(where), **dict(arguments))


def _plain(picked: Selection) -> tuple[tuple[str, tuple[str | int, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in sorted(picked.items()) if values)
