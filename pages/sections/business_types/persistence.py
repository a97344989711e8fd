"""What still runs, by business category and by regency within one: small numbers shrunk towards the mean of all."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.answers.variation import Cell, PooledPersistence, pooled_persistence
from analytics.charts.estimate_rows import estimate_rows
from analytics.charts.pooling import PooledRow, pooled_rows
from analytics.estimate import Estimate
from analytics.i18n import Catalog
from analytics.i18n.numbers import number, percent
from analytics.methods.pooling import FEWEST_CELLS
from analytics.wording.estimates import bounds_words, range_words, sampling_words, value_words
from pages.sections.business_types.categories import Category, by_category, label
from pages.shared.frame import Frame
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import PROSE_PX, show_chart, show_section, show_table, show_withheld

NOT_NAMED = "missing"


def show_category_persistence(frame: Frame, order: Sequence[Category]) -> None:
    """Every category in the page's order: pooled where there are enough of them, as counted where there are not."""
    t = frame.t
    found = by_category(frame, "persistence_rate")
    shown = [category for category in order if category in found]
    pooled = frame.ask(pooled_persistence, by=("business_category",))
    show_section(t("business_types.persistence.title"))
    with st.container(width=PROSE_PX):
        if pooled is None:
            show_withheld(t("business_types.persistence.too_few", fewest=number(FEWEST_CELLS, t.lang)))
            st.markdown(f":gray[{t('business_types.persistence.text_raw')}]")
            show_raw_rows(frame, shown, found)
        else:
            show_pooled_categories(frame, shown, found, pooled)
        st.markdown(f":gray[{t('figures.persistence.assumption')}]")
    table = category_table(frame, shown, found, pooled)
    show_table(frame, table, t("business_types.table.persistence"))


def show_raw_rows(frame: Frame, shown: Sequence[Category], found: dict[Category, Estimate]) -> None:
    t = frame.t
    rows = [estimate_row(t, label(frame, category), found[category], frame.only_programme) for category in shown]
    words = alt_text(rows)
    figure = estimate_rows(rows, frame.palette, frame.lang, t("business_types.persistence.axis"))
    show_chart(frame, figure, words, "types-persistence")


def show_pooled_categories(
    frame: Frame, shown: Sequence[Category], found: dict[Category, Estimate], pooled: PooledPersistence
) -> None:
    t = frame.t
    cells = {cell.business_category: cell for cell in pooled.cells}
    rows = [
        pooled_row(t, label(frame, category), cells[category], found[category])
        if category in cells
        else PooledRow(label(frame, category), "", t("figures.short.too_young"))
        for category in shown
    ]
    st.markdown(f"**{t('business_types.persistence.sentence', **range_of_shares(t, pooled.cells, pooled.mean))}**")
    st.markdown(f":gray[{t('business_types.persistence.text')} {t('business_types.persistence.bounds')}]")
    show_pooled_rows(frame, rows, pooled.mean, "types-persistence-pooled")


def show_cells(frame: Frame, order: Sequence[Category]) -> None:
    """One category at a time by regency in official order, the table with all of them."""
    t = frame.t
    pooled = frame.ask(pooled_persistence)
    show_section(t("business_types.cells.title"), t("business_types.cells.text"))
    if pooled is None:
        show_withheld(t("business_types.cells.too_few", fewest=number(FEWEST_CELLS, t.lang)))
        return
    names = frame.regencies
    by_place = {(cell.business_category, str(cell.regency_code)): cell for cell in pooled.cells}
    with_cells = [category for category in order if any(key[0] == category for key in by_place)]
    with st.container(width=PROSE_PX):
        chosen = st.selectbox(
            t("business_types.choose.category"), [category or NOT_NAMED for category in with_cells],
            format_func=lambda category: t(f"business_category.{category}"),
            key="business_types_category", bind="query-params",
        )  # fmt: skip
        cells = [
            by_place[category, code]
            for category in with_cells
            for code in names
            if (category or NOT_NAMED) == chosen and (category, code) in by_place
        ]
        rows = [pooled_row(t, names[str(cell.regency_code)], cell) for cell in cells]
        sentence = t(
            "business_types.cells.sentence",
            category=t(f"business_category.{chosen}"), places=number(len(cells), t.lang),
            n=number(sum(cell.n for cell in cells), t.lang), **range_of_shares(t, cells, pooled.mean),
        )  # fmt: skip
        st.markdown(f"**{sentence}**")
        st.markdown(f":gray[{t('business_types.persistence.text')}]")
        show_pooled_rows(frame, rows, pooled.mean, f"types-cells-{chosen}")
    ordered = [by_place[category, code] for code in names for category in with_cells if (category, code) in by_place]
    show_table(frame, cell_table(frame, ordered, names), t("business_types.table.cells"))


def range_of_shares(t: Catalog, cells: Sequence[Cell], mean: float) -> dict[str, str]:
    """From the lowest pooled share to the highest, and the mean that all are shrunk towards."""
    shares = [cell.share for cell in cells]
    return {
        "low": percent(min(shares), t.lang), "high": percent(max(shares), t.lang), "mean": percent(mean, t.lang)
    }  # fmt: skip


def pooled_row(t: Catalog, name: str, cell: Cell, raw: Estimate | None = None) -> PooledRow:
    note = t(
        "business_types.persistence.note" if raw else "business_types.cells.note",
        n=number(cell.n, t.lang), unknown=number(cell.unknown, t.lang), shrinkage=percent(cell.shrinkage, t.lang, 0),
    )  # fmt: skip
    if not cell.n:
        return PooledRow(name, note, t("business_types.cells.none_known"))
    bounds = raw.bounds if raw else None
    ends = (bounds.lower, bounds.upper) if bounds else None
    share = percent(cell.share, t.lang)
    return PooledRow(name, note, share, cell.running / cell.n, cell.share, cell.lower, cell.upper, ends)


def show_pooled_rows(frame: Frame, rows: Sequence[PooledRow], mean: float, key: str) -> None:
    t = frame.t
    figure = pooled_rows(
        rows, mean, t("business_types.persistence.mean", mean=percent(mean, t.lang)), frame.palette, frame.lang,
        t("business_types.persistence.axis"), frame.palette.of_programme(frame.only_programme),
    )  # fmt: skip
    show_chart(frame, figure, alt_text(rows), key)


def category_table(
    frame: Frame, shown: Sequence[Category], found: dict[Category, Estimate], pooled: PooledPersistence | None
) -> pd.DataFrame:
    """As counted, and pooled beside it where it is."""
    t = frame.t
    cells = {cell.business_category: cell for cell in pooled.cells} if pooled else {}

    def line(category: Category) -> dict[str, str]:
        raw = found[category]
        columns = {
            "category": label(frame, category),
            "n_verdicts": number(raw.n, t.lang),
            "unknown": number(raw.counts["unknown"], t.lang),
            "persistence": value_words(t, raw),
            "interval": sampling_words(t, raw),
            "bounds": bounds_words(t, raw),
        }
        return columns | pooled_columns(t, cells.get(category)) if pooled else columns

    lines = [
        {t(f"business_types.column.{name}"): words for name, words in line(category).items()} for category in shown
    ]
    return pd.DataFrame(lines)


def pooled_columns(t: Catalog, cell: Cell | None) -> dict[str, str]:
    if cell is None or not cell.n:
        return {"pooled": "–", "pooled_interval": "–", "shrinkage": "–"}
    return {
        "pooled": percent(cell.share, t.lang),
        "pooled_interval": range_words(t, cell.lower, cell.upper, "share"),
        "shrinkage": percent(cell.shrinkage, t.lang, 0),
    }


def cell_table(frame: Frame, cells: Sequence[Cell], names: dict[str, str]) -> pd.DataFrame:
    """One row per cell, regencies in official order; as counted: so many of so many, a share where 20 are known."""
    t = frame.t
    counted = {
        (estimate.by["regency"], estimate.by["business_category"]): estimate
        for estimate in frame.estimates("persistence_rate", by=["regency", "business_category"])
    }

    def line(cell: Cell) -> dict[str, str]:
        return {
            "regency": names[str(cell.regency_code)],
            "category": label(frame, cell.business_category),
            "n_verdicts": number(cell.n, t.lang),
            "running": number(cell.running, t.lang),
            "unknown": number(cell.unknown, t.lang),
            "persistence": value_words(t, counted[cell.regency_code, cell.business_category]),
            **pooled_columns(t, cell),
        }

    return pd.DataFrame(
        [{t(f"business_types.column.{name}"): words for name, words in line(cell).items()} for cell in cells]
    )
