"""The sidebar: language, day and filters. Declared by `dashboard.py`, so that they live in the address."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any

import streamlit as st

from analytics.contract import BUSINESS_CATEGORIES, FIRST_DAY, GRANTS
from analytics.i18n import Catalog, catalog, languages
from analytics.programmes import PROGRAMMES
from analytics.store.database import Store
from pages import PAGES
from pages.shared.frame import FILTERS, regencies_of
from pages.shared.memory import open_served
from pages.shared.settings import default_language

LATEST = "_latest_on"


def choose_language() -> str:
    """The reader's language, `lang` in the address."""
    if st.session_state.get("lang") not in languages():
        st.session_state.pop("lang", None)
    chosen: str = st.sidebar.selectbox(
        " / ".join(catalog(lang)("frame.choose_language") for lang in languages()),
        languages(),
        index=languages().index(default_language()),
        format_func=lambda lang: catalog(lang)("frame.language"),
        key="lang",
        bind="query-params",
        on_change=_keep_choices,
    )
    return chosen


def show_filters(t: Catalog) -> None:
    """As-of date, programme, regency, disbursement years, business category, source of funds; empty means all."""
    store = open_served()
    names = regencies_of(store)
    _follow_latest(store.latest_on)
    with st.sidebar:
        st.date_input(
            t("frame.as_of"),
            value=store.latest_on,
            min_value=FIRST_DAY,
            max_value=store.latest_on,
            format="DD/MM/YYYY",
            key="as_of",
            bind="query-params",
        )
        _pick(t, "programme", list(PROGRAMMES), {code: t(f"programme.{code}.short") for code in PROGRAMMES})
        _pick(t, "regency", list(names), names)
        years = cohort_years(store)
        _pick(t, "cohort_year", years, {year: str(year) for year in years})
        _pick(
            t,
            "business_category",
            list(BUSINESS_CATEGORIES),
            {code: t(f"business_category.{code}") for code in BUSINESS_CATEGORIES},
        )
        sources = GRANTS.column("funding_source").domain
        _pick(t, "funding_source", list(sources), {code: t(f"programme.funding_source.{code}") for code in sources})


def _follow_latest(latest: date) -> None:
    """A reader who stands on the latest day of the data moves with it when another version is served."""
    before = st.session_state.get(LATEST)
    if before not in (None, latest) and st.session_state.get("as_of") == before:
        st.session_state["as_of"] = latest
    st.session_state[LATEST] = latest


def _pick(t: Catalog, name: str, options: list[Any], labels: dict[Any, str]) -> None:
    st.multiselect(
        t(f"frame.{name}"),
        options,
        format_func=lambda option: labels.get(option, str(option)),
        placeholder=t(f"frame.all_{name}"),
        key=name,
        bind="query-params",
    )


def cohort_years(store: Store) -> list[int]:
    """Years in which the data has disbursements."""
    years = store.query("cohort_years", as_of=store.latest_on)["cohort_year"]
    return [int(year) for year in years]


def _keep_choices() -> None:
    """Labels change with the language and with them the address; the choice itself must not.

    Choices of a single page are named `<stem>_...`; what else it keeps (files, buttons) is not a choice.
    """
    stems = tuple(f"{entry.stem}_" for entry in PAGES)
    for name, chosen in st.session_state.items():
        if name in FILTERS or (str(name).startswith(stems) and _is_choice(chosen)):
            st.session_state[name] = copy(chosen)


def _is_choice(chosen: object) -> bool:
    picked = chosen if isinstance(chosen, list) else [chosen]
    return bool(picked) and all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in picked)
