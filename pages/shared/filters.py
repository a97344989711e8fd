"""The filters: which grants, and on which day. Each may pick values or leave some out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import streamlit as st

from analytics.contract import BUSINESS_CATEGORIES, FIRST_DAY, GRANTS
from analytics.i18n import Catalog, catalog, languages
from analytics.i18n.numbers import day
from analytics.programmes import PROGRAMMES
from analytics.store.database import Selection, Store
from pages.shared.address import SHOWN, hand_on, held, held_list
from pages.shared.memory import Question, remembered

FILTERS = ("programme", "regency", "cohort_year", "business_category", "funding_source")
LEFT_OUT = "-"
"""Before a code in the address: all but this one."""
AS_OF = "as_of"


@dataclass(frozen=True)
class Filters:
    """What the reader chose: the codes `picked` and `left_out` of each filter that is used; the day; and what the
    address holds that is none of the options, by its name there."""

    picked: dict[str, list[str]]
    left_out: dict[str, list[str]]
    as_of: date
    not_understood: dict[str, list[str]]

    def where(self, options: Mapping[str, list[str]]) -> Selection:
        """The values that count, of each filter that is used."""
        return {
            name: [int(code) if name == "cohort_year" else code for code in self._kept(name, options[name])]
            for name in FILTERS
            if name in self.picked or name in self.left_out
        }

    def _kept(self, name: str, codes: list[str]) -> list[str]:
        return [
            code for code in self.picked.get(name, codes) if code in codes and code not in self.left_out.get(name, [])
        ]


def options_of(store: Store) -> dict[str, list[str]]:
    """The codes that each filter offers."""
    return remembered(Question(partial(_options, store), (store.manifest.version_key, "options")))


def _options(store: Store) -> dict[str, list[str]]:
    return {
        "programme": list(PROGRAMMES),
        "regency": list(regencies_of(store)),
        "cohort_year": [str(year) for year in cohort_years(store)],
        "business_category": list(BUSINESS_CATEGORIES),
        "funding_source": list(GRANTS.column("funding_source").domain),
    }


def labels_of(t: Catalog, store: Store) -> dict[str, dict[str, str]]:
    """The words of each option of each filter."""
    names, offered = regencies_of(store), options_of(store)
    words: dict[str, Callable[[str], str]] = {
        "programme": lambda code: t(f"programme.{code}.short"),
        "regency": names.__getitem__,
        "cohort_year": str,
        "business_category": lambda code: t(f"business_category.{code}"),
        "funding_source": lambda code: t(f"programme.funding_source.{code}"),
    }
    return {name: {code: words[name](code) for code in codes} for name, codes in offered.items()}


def regencies_of(store: Store) -> dict[str, str]:
    """Code to name of every regency, in official order."""
    return remembered(Question(partial(_regencies, store), (store.manifest.version_key, "regencies")))


def _regencies(store: Store) -> dict[str, str]:
    rows = store.query("regencies")
    return dict(zip(rows["regency_code"], rows["regency_name"], strict=True))


def cohort_years(store: Store) -> list[int]:
    """Years in which the data has disbursements or targets."""
    years = store.query("cohort_years", as_of=store.latest_on)["cohort_year"]
    return [int(year) for year in years]


def hold_filters(store: Store) -> None:
    """Declares what the address holds of the filters; once a run, before they are read."""
    for name, codes in options_of(store).items():
        held_list(name, codes)
    held(AS_OF)


def filters_in_address(store: Store) -> Filters:
    """What the address asks for; a label instead of a code, in whichever language, is understood too."""
    picked: dict[str, list[str]] = {}
    left_out: dict[str, list[str]] = {}
    unknown: dict[str, list[str]] = {}
    for name in FILTERS:
        for value in st.session_state.get(name, []):
            code = _code(store, name, value.removeprefix(LEFT_OUT))
            kind = unknown if code is None else left_out if value.startswith(LEFT_OUT) else picked
            kind.setdefault(name, []).append(code or value)
    typed = st.session_state.get(AS_OF, "")
    as_of = _day(typed, store.latest_on)
    if as_of is None:
        unknown[AS_OF] = [typed]
    return Filters(picked, left_out, as_of or store.latest_on, unknown)


def _code(store: Store, name: str, value: str) -> str | None:
    if value in options_of(store)[name]:
        return value
    return next(
        (
            code
            for lang in languages()
            for code, label in labels_of(catalog(lang), store)[name].items()
            if label.casefold() == value.casefold()
        ),
        None,
    )


def _day(text: str, latest: date) -> date | None:
    try:
        chosen = date.fromisoformat(text) if text else latest
    except ValueError:
        return None
    return chosen if FIRST_DAY <= chosen <= latest else None


def show_filters(t: Catalog, store: Store, filters: Filters) -> None:
    """The fields, for the filter's popover: the day, then for each filter what is picked and what is left out."""
    _show_day(t, store, filters)
    for name, labels in labels_of(t, store).items():
        kinds = ((name, filters.picked), (LEFT_OUT + name, filters.left_out))
        with st.container(horizontal=True, key=f"filter-{name}"):
            for key, chosen in kinds:
                label = t(f"frame.{name}") if key == name else t("frame.left_out")
                st.session_state[SHOWN + key] = chosen.get(name, [])
                st.pills(
                    label,
                    labels,
                    selection_mode="multi",
                    format_func=labels.__getitem__,
                    key=SHOWN + key,
                    on_change=_hand_on,
                    args=(name,),
                    wrap=True,
                )


def _hand_on(name: str) -> None:
    picked, left_out = st.session_state[SHOWN + name], st.session_state[SHOWN + LEFT_OUT + name]
    hand_on(name, [*picked, *(LEFT_OUT + code for code in left_out)])


def _show_day(t: Catalog, store: Store, filters: Filters) -> None:
    days = sorted({filters.as_of, *month_ends(store.latest_on)}, reverse=True)
    st.session_state[SHOWN + AS_OF] = filters.as_of
    st.selectbox(
        t("frame.as_of"),
        days,
        format_func=lambda one: day(one, t.lang),
        key=SHOWN + AS_OF,
        on_change=hand_on_day,
        args=(store.latest_on,),
    )


def hand_on_day(latest: date) -> None:
    """Takes the day that was picked into the address; from a callback."""
    chosen = st.session_state[SHOWN + AS_OF]
    # A day picked while the language changes arrives as its words in the language before.
    if isinstance(chosen, date):
        hand_on(AS_OF, _in_address(chosen, latest))


def _in_address(chosen: date, latest: date) -> str:
    """Nothing for the latest day, so that a reader who stands on it moves with the data."""
    return "" if chosen == latest else chosen.isoformat()


def month_ends(latest: date) -> list[date]:
    """The latest day, and every end of a month before it since the first grants."""
    firsts = [date(year, month, 1) for year in range(FIRST_DAY.year, latest.year + 1) for month in range(1, 13)]
    ends = (first - timedelta(days=1) for first in firsts)
    return [*(end for end in ends if FIRST_DAY <= end < latest), latest]


def clear(*names: str) -> None:
    """Takes these filters out of the address; from a callback."""
    for name in names or (*FILTERS, AS_OF):
        hand_on(name, "" if name == AS_OF else [])
