"""The type that is chosen in the table: its regencies; its obstacles, words, turnover and workers."""

from __future__ import annotations

import streamlit as st

from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.wording.estimates import in_unit, range_words
from pages.sections.business_types.exported_words import words_of
from pages.sections.business_types.obstacles import named_obstacles
from pages.sections.business_types.types import Category, Types, category_of
from pages.shared.compact import lasting_row, show_counts, show_lasting_rows
from pages.shared.panels import panel, sides
from pages.shared.show import show_note

MAX_OBSTACLES, MAX_WORDS = 4, 3
RECORDED = ("turnover_median_idr", "turnover_change_median_idr", "workers_employed")


def show_chosen(types: Types, category: Category) -> None:
    """Two panels side by side."""
    left, right = sides("types", 3, 2)
    with left:
        show_places(types, category)
    with right:
        show_about(types, category)


def show_places(types: Types, category: Category) -> None:
    """The regencies in official order."""
    frame, t = types.frame, types.frame.t
    grants, lasting = (of_type_by_regency(types, key, category) for key in ("grants", "survival_24_by_rate"))
    rows = [
        lasting_row(
            frame, frame.regencies[code], grants[code].value or 0 if code in grants else 0, lasting.get(code)
        )
        for code in frame.picked_regencies
    ]  # fmt: skip
    with panel("type-places", t("business_types.chosen.places", category=types.label(category))):
        show_lasting_rows(frame, rows, "types-places")


def of_type_by_regency(types: Types, key: str, category: Category) -> dict[str, Estimate]:
    found = types.frame.estimates(key, by=["regency", "business_category"])
    return {str(one.by["regency"]): one for one in found if category_of(one.by["business_category"]) == category}


def show_about(types: Types, category: Category) -> None:
    """What visits and exports say of it; what is not recorded is said to be so."""
    frame, t = types.frame, types.frame.t
    obstacles = named_obstacles(types, category)[:MAX_OBSTACLES]
    words = words_of(types, category)
    with panel("type-about", t("business_types.chosen.obstacles"), t("business_types.chosen.visits")):
        if obstacles:
            show_counts(frame, obstacles, "types-chosen-obstacles")
        else:
            show_note(t("business_types.chosen.no_obstacles"))
        st.markdown(f"**{t('business_types.chosen.words')}** :gray[{t('business_types.chosen.grants')}]")
        show_counts(frame, words[:MAX_WORDS], "types-chosen-words")
        if len(words) > MAX_WORDS:
            show_note(t("business_types.chosen.more_words", count=number(len(words) - MAX_WORDS, t.lang)))
        show_note(" ".join(recorded_words(types, category, key) for key in RECORDED))


def recorded_words(types: Types, category: Category, key: str) -> str:
    """Turnover, its change since before the grant, or workers; withheld in its own form."""
    t = types.frame.t
    found = types.frame.estimates(key, by=["business_category"])
    one = next((one for one in found if category_of(one.by["business_category"]) == category), None)
    if one is None or one.value is None or one.sampling is None:
        return t(f"business_types.chosen.{key}_withheld", n=number(one.n if one else 0, t.lang))
    return t(
        f"business_types.chosen.{key}",
        value=in_unit(t, one.value, one.unit),
        interval=range_words(t, one.sampling.lower, one.sampling.upper, one.unit),
        n=number(one.n, t.lang),
        year=one.context.get("price_year", 0),
    )
