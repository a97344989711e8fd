"""The dictionary: what every figure means, how it is made, what has been published, what cannot be answered."""

import re

import pandas as pd
import streamlit as st

from analytics.i18n import Catalog
from analytics.i18n.numbers import day, number, rupiah
from analytics.indicators import REGISTRY, Indicator
from analytics.programmes import PROGRAMMES, Programme
from analytics.store.database import DIMENSIONS, SQL, query_text
from analytics.wording.estimates import interval_words, n_words, persistence_sentence, value_words, withheld_words
from pages.sections.definitions.simulation import show_simulation
from pages.shared.filters import regency_names
from pages.shared.frame import Frame, page_frame
from pages.shared.show import PROSE_PX, scope, show_head, show_note, show_section, show_table, show_text
from pages.shared.typed import as_typed

WORDS = ("definition", "numerator", "denominator", "how", "limits")
METHODS = (
    "as_of", "verdict", "last_sight", "too_young", "families", "bounds", "sampling", "wilson", "jackknife", "withheld",
    "survival", "nowcast", "audit", "difference",
)  # fmt: skip
UNANSWERED = (
    "profit", "effect", "poverty", "today", "unseen", "when_closed", "why_closed", "amount", "repeat", "published_46",
)  # fmt: skip
ADDRESS = "indicator"
CHOSEN = "definitions_chosen"


def show_entries(frame: Frame) -> None:
    """A search over all words of the dictionary, and the one entry that is open."""
    t = frame.t
    _open_what_the_address_names()
    with st.container(width=PROSE_PX):
        typed = st.text_input(
            t("definitions.search"), placeholder=t("definitions.search_hint"), key="search", persist_state="session"
        )
        search = typed.strip()
        found = [key for key in REGISTRY if search.casefold() in _all_words(t, key)]
        if not found:
            st.info(t("definitions.nothing_found", search=as_typed(search)), icon=":material/search_off:")
            return
        chosen = st.selectbox(
            t("definitions.entry", found=number(len(found), t.lang), indicators=number(len(REGISTRY), t.lang)),
            found,
            format_func=lambda key: t(f"indicators.{key}.name"),
            key=CHOSEN,
            on_change=_put_in_the_address,
        )
        with st.container(border=True):
            show_entry(frame, REGISTRY[chosen])


def show_entry(frame: Frame, indicator: Indicator) -> None:
    t = frame.t
    st.subheader(t(f"indicators.{indicator.key}.name"), anchor=False)
    st.markdown(now_words(frame, indicator.key))
    for part in WORDS:
        if t.has(f"indicators.{indicator.key}.{part}"):
            st.markdown(f":gray[{t(f'frame.method.{part}')}:] {t(f'indicators.{indicator.key}.{part}')}")
    for part, said in properties(t, indicator).items():
        st.markdown(f":gray[{t(f'definitions.part.{part}')}:] {said}")
    text = query_text(indicator.query)
    with st.expander(t("definitions.part.query", query=indicator.query)):
        st.code(text, language="sql", wrap_lines=True)
    for macro in macros_in(text):
        with st.expander(t("definitions.part.macro", macro=macro)):
            st.code(query_text(f"macros/{macro}"), language="sql", wrap_lines=True)


def now_words(frame: Frame, key: str) -> str:
    """The figure as it stands under the active filters, or why it is not shown."""
    t = frame.t
    estimate = frame.figure(key)
    if "bounds_lead" in estimate.counts:
        said = persistence_sentence(t, estimate)
    elif estimate.withheld:
        said = withheld_words(t, estimate)
    else:
        said = t(
            "definitions.value",
            value=value_words(t, estimate),
            interval=interval_words(t, estimate.interval("sampling"), estimate.unit),
            n=n_words(t, estimate),
        )
    return f"{said} :gray[{scope(frame)}]"


def properties(t: Catalog, indicator: Indicator) -> dict[str, str]:
    """What the registry says beside the words."""
    dimensions = [name for name in DIMENSIONS if name not in indicator.not_by]
    return {
        "unit": t(f"definitions.unit.{indicator.unit}"),
        "interval": t(f"definitions.interval.{indicator.interval}"),
        "fewest": fewest_words(t, indicator),
        "tables": ", ".join(t(f"definitions.table.{table}") for table in indicator.tables),
        "dimensions": ", ".join(t(f"definitions.dimension.{name}") for name in dimensions),
        "key": f"`{indicator.key}`",
    }


def fewest_words(t: Catalog, indicator: Indicator) -> str:
    """Under how many units the figure is withheld."""
    return t(f"definitions.fewest.{indicator.withheld_as or 'none'}", fewest=number(indicator.fewest, t.lang))


def macros_in(query: str) -> list[str]:
    """The table macros of `sql/macros/` that a query uses, and after each those that it uses itself."""
    names = sorted(path.stem for path in (SQL / "macros").glob("*.sql"))
    used = [name for name in names if re.search(rf"(from|join) {name}\s*\(", query)]
    within = [macro for name in used for macro in (name, *macros_in(query_text(f"macros/{name}")))]
    return list(dict.fromkeys(within))


def dictionary_table(t: Catalog) -> pd.DataFrame:
    """Every indicator, one a row."""
    words = ("name", "definition", "numerator", "denominator")
    return pd.DataFrame(
        {
            **{t(f"definitions.column.{word}"): [_said(t, key, word) for key in REGISTRY] for word in words},
            t("definitions.column.unit"): [t(f"definitions.unit.{one.unit}") for one in REGISTRY.values()],
            t("definitions.column.fewest"): [fewest_words(t, one) for one in REGISTRY.values()],
            t("definitions.column.limits"): [_said(t, key, "limits") for key in REGISTRY],
            t("definitions.column.key"): list(REGISTRY),
        }
    )


def published_table(frame: Frame) -> pd.DataFrame:
    """Every published figure, one a row, with its source."""
    t = frame.t
    rows = frame.rows("published_figures").to_dict("records")
    words = {
        "programme": [row["programme"] for row in rows],
        "measure": [t(f"published.figure.{row['figure_id']}") for row in rows],
        "value": [published_value(t, row["value"], row["unit"]) for row in rows],
        "place": [place_words(frame, row["regency_codes"]) for row in rows],
        "as_of": [day(pd.Timestamp(row["as_of"]).date(), t.lang) for row in rows],
        "note": [t(f"definitions.published.note.{row['figure_id']}") for row in rows],
        "source_title": [row["source_title"] for row in rows],
        "outlet": [row["outlet"] for row in rows],
        "source_date": [source_date_words(t, row["source_date"]) for row in rows],
    }
    return pd.DataFrame({t(f"definitions.published.column.{name}"): said for name, said in words.items()})


def published_value(t: Catalog, value: float, unit: str) -> str:
    """A published value in the unit it was published in."""
    if unit.startswith("rupiah"):
        said = rupiah(value, t.lang)
    elif unit == "year":
        said = str(int(value))
    else:
        said = number(value, t.lang)
    return t(f"definitions.published.unit.{unit}", value=said)


def source_date_words(t: Catalog, said: str | float) -> str:
    """A day in full where the source has one, else the year as it stands."""
    if not isinstance(said, str):
        return t("definitions.published.undated")
    return day(pd.Timestamp(said).date(), t.lang) if re.fullmatch(r"\d{4}-\d\d-\d\d", said) else said


def place_words(frame: Frame, codes: str) -> str:
    """Names of the places of a published figure; the province where it names none."""
    names = regency_names(frame.lang)
    places = [names[code] for code in codes.split() if code in names]
    return ", ".join(places) or frame.t("definitions.published.province")


def show_programmes(frame: Frame) -> None:
    t = frame.t
    show_section(t("definitions.programmes.title"))
    show_text("\n".join(f"- {programme_words(t, programme)}" for programme in PROGRAMMES.values()))
    show_note(t("definitions.programmes.text"))


def programme_words(t: Catalog, programme: Programme) -> str:
    """Years, unit and usual amounts of a programme."""
    form = "between" if programme.last_year else "since"
    low, high = programme.usual_amount_idr
    return t(
        f"definitions.programmes.{programme.delivery}",
        name=t(f"programme.{programme.code}.name"),
        years=t(f"definitions.programmes.{form}", first=programme.first_year, last=programme.last_year),
        members=number(programme.usual_members, t.lang),
        low=rupiah(low, t.lang),
        high=rupiah(high, t.lang),
    )


def _said(t: Catalog, key: str, word: str) -> str:
    return t(f"indicators.{key}.{word}") if t.has(f"indicators.{key}.{word}") else ""


def _all_words(t: Catalog, key: str) -> str:
    return " ".join([key, *(_said(t, key, word) for word in ("name", *WORDS))]).casefold()


def _open_what_the_address_names() -> None:
    asked = st.query_params.get(ADDRESS)
    if asked in REGISTRY and st.session_state.get(CHOSEN) != asked:
        st.session_state[CHOSEN] = asked


def _put_in_the_address() -> None:
    """The key, not its name: such an address opens the same entry in either language."""
    st.query_params[ADDRESS] = st.session_state[CHOSEN]


frame = page_frame("definitions")
t = frame.t
show_head(frame, "definitions")
st.subheader(t("definitions.answer", indicators=number(len(REGISTRY), t.lang)), anchor=False, width=PROSE_PX)
show_note(t("definitions.text"))
show_entries(frame)
show_table(frame, dictionary_table(t), "definitions", t("definitions.everything"))
show_section(t("definitions.methods.title"))
for method in METHODS:
    with st.expander(t(f"definitions.methods.{method}.title"), width=PROSE_PX):
        st.markdown(t(f"definitions.methods.{method}.text"))
show_simulation(frame)
show_section(t("definitions.published.title"), t("definitions.published.text"))
show_table(frame, published_table(frame), "definitions", t("definitions.published.table"))
show_programmes(frame)
show_section(t("definitions.unanswered.title"), t("definitions.unanswered.text"))
show_text("\n".join(f"- {t(f'definitions.unanswered.{question}')}" for question in UNANSWERED))
