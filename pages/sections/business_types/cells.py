"""Regencies by types: grants, what part of the regency's they are, how fast they close, what still runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from analytics.answers.variation import Cell, pooled_persistence
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, percent
from analytics.methods.pooling import MIN_CELLS
from analytics.wording.estimates import DASH
from pages.sections.business_types.types import Category, Types, category_of
from pages.shared.address import choose
from pages.shared.compact import FEWEST
from pages.shared.show import show_note, show_withheld

ROW_PX = 27
MEASURES = ("grants", "share", "closing_rate", "running")
Key = tuple[str, Category]


def show_cells(types: Types) -> None:
    """One measure at a time, all regencies in official order."""
    t = types.frame.t
    names = {measure: t(f"business_types.cells.{measure}") for measure in MEASURES}
    measure = choose(t("business_types.cells.measure"), "business_types_cells", names, is_labelled=False)
    show = {"closing_rate": show_rates, "running": show_running}.get(measure, partial(show_grants, measure=measure))
    show(types)


def by_cell(types: Types, key: str) -> dict[Key, Estimate]:
    found = types.frame.estimates(key, by=["regency", "business_category"])
    return {(str(one.by["regency"]), category_of(one.by["business_category"])): one for one in found}


def matrix(types: Types, value: Callable[[Key], float | None]) -> pd.DataFrame:
    """Regencies in rows, types in columns."""
    places = types.frame.picked_regencies
    columns: dict[str, list[object]] = {types.frame.t("frame.regency"): [types.frame.regencies[one] for one in places]}
    columns |= {types.label(category): [value((code, category)) for code in places] for category in types.order}
    return pd.DataFrame(columns)


def show_grants(types: Types, measure: str) -> None:
    """Complete counts as bars; a sentence on how varied the regencies are."""
    found = by_cell(types, "grants")
    counts = {key: one.value or 0 for key, one in found.items()}
    whole = {code: sum(count for (of, _), count in counts.items() if of == code) for code in types.frame.regencies}
    is_share = measure == "share"

    def value(key: Key) -> float | None:
        count = counts.get(key, 0)
        return count if not is_share else 100 * count / whole[key[0]] if whole[key[0]] else None

    most = 100 if is_share else int(max(counts.values(), default=1))
    bar = st.column_config.ProgressColumn(format="%.0f%%" if is_share else "%.0f", min_value=0, max_value=most)
    heads = [types.label(category) for category in types.order]
    st.dataframe(
        matrix(types, value), hide_index=True, height="content", row_height=ROW_PX, placeholder=DASH,
        column_config=dict.fromkeys(heads, bar),
    )  # fmt: skip
    show_note(variety_words(types))


def variety_words(types: Types) -> str:
    """How many types the regencies have as if all were equally common; regencies with few grants are not judged."""
    t = types.frame.t
    found = [one.value for one in types.frame.estimates("effective_business_types", by=["regency"])]
    values = [value for value in found if value is not None]
    counts = {"types": number(len(types.order), t.lang), "fewest": number(FEWEST, t.lang)}
    if not values:
        return t("business_types.cells.no_variety", **counts)
    low, high = (number(end, t.lang, 1) for end in (min(values), max(values)))
    return t("business_types.cells.variety", low=low, high=high, n=number(len(values), t.lang), **counts)


def show_rates(types: Types) -> None:
    """Rates of closing; a star where the interval does not hold the average."""
    t = types.frame.t
    found = by_cell(types, "closing_rate")
    judged = [one for one in found.values() if one.sampling and one.n >= FEWEST]
    beyond = [one for one in judged if one.sampling and not one.sampling.holds(1)]
    by_chance = number(0.05 * len(judged), t.lang)
    show_matrix(
        types,
        {key: one.value for key, one in found.items() if one.value is not None},
        {key: one.n for key, one in found.items()},
        lambda key: number(found[key].value or 0, t.lang, 2) + (" *" if found[key] in beyond else ""),
    )
    counts = {"n": number(len(judged), t.lang), "beyond": number(len(beyond), t.lang), "chance": by_chance}
    show_note(t("business_types.cells.rate_note", programme=types.short, **counts))


def show_running(types: Types) -> None:
    """What still ran at the last visit, each cell drawn towards the mean of all as far as it rests on little."""
    t = types.frame.t
    pooled = types.frame.ask(pooled_persistence)
    if pooled is None:
        show_withheld(t("business_types.cells.too_few", fewest=number(MIN_CELLS, t.lang)))
        return
    cells: dict[Key, Cell] = {(str(one.regency_code), one.business_category): one for one in pooled.cells if one.n}
    show_matrix(
        types,
        {key: 100 * cell.share for key, cell in cells.items()},
        {key: cell.n for key, cell in cells.items()},
        lambda key: number(100 * cells[key].share, t.lang),
    )
    show_note(t("business_types.cells.running_note", mean=percent(pooled.mean, t.lang)))


def show_matrix(
    types: Types, values: Mapping[Key, float], known: Mapping[Key, int], words: Callable[[Key], str]
) -> None:
    """Numbers in the reader's words, grey where fewer than twenty are known."""
    frame = matrix(types, values.get)
    places = types.frame.picked_regencies
    written = frame.style
    for category in types.order:
        head = types.label(category)
        for row, code in enumerate(places):
            if (code, category) in values:
                said = partial(_always, words((code, category)))
                written = written.format(said, subset=pd.IndexSlice[[row], [head]])
        faint = ["color: gray" if known.get((code, category), 0) < FEWEST else "" for code in places]
        written = written.apply(lambda _, faint=faint: faint, subset=[head])
    st.dataframe(written, hide_index=True, height="content", row_height=ROW_PX, placeholder=DASH)


def _always(words: str, _: object) -> str:
    return words
