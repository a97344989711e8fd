"""What the grants became: by category, as typed, as offered, how varied, what still runs and what that turns over."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.charts.bar_rows import BarRow, bar_rows
from analytics.charts.business_types import DotRow, YearRow, programme_dots, year_columns
from analytics.contract import VISITS
from analytics.estimate import Estimate
from analytics.i18n.numbers import number
from analytics.programmes import PROGRAMMES
from analytics.wording.estimates import in_unit, value_words
from pages.sections.business_types.categories import Category, by_category, category_of, in_order, label
from pages.sections.business_types.persistence import show_category_persistence, show_cells
from pages.sections.business_types.recorded import show_recorded
from pages.shared.filters import regency_names
from pages.shared.frame import Frame, page_frame
from pages.shared.show import (
    PROSE_PX,
    show_answer,
    show_chart,
    show_empty,
    show_head,
    show_method,
    show_section,
    show_table,
)
from pages.shared.typed import as_typed

MEASURES = ("grants", "families", "amount_idr")
DETAILS = ("programme", "cohort_year", "regency")
AXIS_SCALE = {"grants": 1, "families": 1, "amount_idr": 1_000_000}
Cells = Mapping[tuple[Category, str | int], Estimate]


def cells(frame: Frame, key: str, detail: str) -> Cells:
    found = frame.figures(key, by=["business_category", detail])
    return {(category_of(one), one.by[detail] or 0): one for one in found}


def answer_words(frame: Frame, grants: Mapping[Category, Estimate], order: Sequence[Category]) -> list[str]:
    t = frame.t
    named = [category for category in order if category is not None]
    unnamed = number(grants[None].value or 0, t.lang) if None in grants else ""
    if not named:
        return [t("business_types.answer.unnamed", n=unnamed)]
    known = [category for category in named if category != "other"] or named
    most, largest = (max(of, key=lambda category: grants[category].value or 0) for of in (known, named))
    form = "only" if len(named) == 1 else "most" if most == largest else "most_known"
    sentence = t(
        f"business_types.answer.{form}",
        category=label(frame, most),
        x=number(grants[most].value or 0, t.lang),
        n=number(sum(grants[category].n for category in named), t.lang),
        other=number(grants[largest].value or 0, t.lang),
    )
    notes = [t("business_types.answer.some_unnamed", count=unnamed)] if unnamed else []
    return [sentence, " ".join([t("business_types.answer.derived"), *notes])]


def choose(frame: Frame, name: str, options: Sequence[str]) -> str:
    return str(
        st.segmented_control(
            frame.t(f"business_types.choose.{name}"), options, default=options[0], required=True,
            format_func=lambda option: frame.t(f"business_types.{name}.{option}"),
            key=f"business_types_{name}", bind="query-params",
        )
    )  # fmt: skip


def show_spread(frame: Frame, order: Sequence[Category]) -> None:
    show_section(frame.t("business_types.spread.title"))
    with st.container(width=PROSE_PX):
        measure = choose(frame, "measure", MEASURES)
        detail = choose(frame, "by", DETAILS)
        parts = [frame.t(f"business_types.spread.{detail}")]
        if measure == "amount_idr" and detail == "cohort_year":
            parts.append(frame.t("business_types.spread.in_million"))
        st.markdown(f":gray[{' '.join(parts)}]")
        totals = by_category(frame, measure)
        found = cells(frame, measure, detail)
        notes = {category: in_unit(frame.t, one.value or 0, one.unit) for category, one in totals.items()}
        words = " ".join(f"{label(frame, category)}: {notes[category]}." for category in order)
        show_chart(frame, spread_figure(frame, order, measure, detail, found, notes), words, "types-spread")
    table = spread_table(frame, order, detail, found, totals)
    show_table(frame, table, "business_types", frame.t("business_types.table.spread"), is_open=detail == "regency")


def spread_figure(
    frame: Frame, order: Sequence[Category], measure: str, detail: str, found: Cells, notes: Mapping[Category, str]
) -> go.Figure:
    scale = AXIS_SCALE[measure]
    if detail == "programme":
        dots = [DotRow(label(frame, category), notes[category], scaled(found, category, scale)) for category in order]
        names = {
            code: frame.t(f"programme.{code}.short") for code in PROGRAMMES if any(key[1] == code for key in found)
        }
        axis = frame.t(f"business_types.spread.axis_{measure}")
        return programme_dots(dots, names, frame.palette, frame.lang, axis)
    if detail == "cohort_year":
        columns = [year_row(frame, category, notes[category], scaled(found, category, scale)) for category in order]
        years = sorted({int(year) for _, year in found})
        return year_columns(columns, range(years[0], years[-1] + 1), frame.palette, frame.lang)
    totals = by_category(frame, measure)
    rows = [
        BarRow(label(frame, category), notes[category], totals[category].value, frame.palette.unknown)
        for category in order
    ]
    return bar_rows(rows, frame.palette, frame.lang)


def scaled(found: Cells, category: Category, scale: int) -> dict[str | int, float]:
    return {key: (one.value or 0) / scale for (of, key), one in found.items() if of == category}


def year_row(frame: Frame, category: Category, note: str, values: Mapping[int, float]) -> YearRow:
    return YearRow(
        label(frame, category), note, values, {year: number(value, frame.lang) for year, value in values.items()}
    )


def spread_table(
    frame: Frame, order: Sequence[Category], detail: str, found: Cells, totals: Mapping[Category, Estimate]
) -> pd.DataFrame:
    """Categories in rows, the chosen detail in columns, regencies in official order."""
    names = regency_names(frame.lang)
    ranks = {code: rank for rank, code in enumerate([*PROGRAMMES, *names])}
    heads = sorted({key for _, key in found}, key=lambda key: ranks.get(str(key), key))

    def head(key: str | int) -> str:
        return frame.t(f"programme.{key}.short") if detail == "programme" else names.get(str(key), str(key))

    def cell(category: Category, key: str | int) -> str:
        one = found.get((category, key))
        return in_unit(frame.t, one.value or 0, one.unit) if one else "0"

    columns = {frame.t("business_types.column.category"): [label(frame, category) for category in order]}
    columns |= {head(key): [cell(category, key) for category in order] for key in heads}
    columns[frame.t("business_types.column.total")] = [
        in_unit(frame.t, totals[category].value or 0, totals[category].unit) for category in order
    ]
    return pd.DataFrame(columns)


def show_words(frame: Frame) -> None:
    """The businesses as the exports wrote them."""
    t = frame.t
    rows = frame.rows("business_type_words", as_of=frame.as_of, picked=frame.where, by=[]).to_dict("records")
    missing = t("business_category.missing")
    table = pd.DataFrame(
        {
            t("business_types.column.business_type"): [
                missing if pd.isna(row["business_type"]) else row["business_type"] for row in rows
            ],
            t("business_types.column.category"): [
                label(frame, None if pd.isna(row["category"]) else row["category"]) for row in rows
            ],
            t("business_types.column.programmes"): [
                ", ".join(t(f"programme.{code}.short") for code in row["programmes"]) for row in rows
            ],
            t("business_types.column.grants"): [number(row["grants"], t.lang) for row in rows],
        }
    )
    show_table(frame, table, "business_types", t("business_types.table.words"))


def show_offered(frame: Frame) -> None:
    """The published offers of a programme, where the filters leave grants of it."""
    t = frame.t
    rows = frame.rows("offered_business_types", as_of=frame.as_of, picked=frame.where, by=[])
    for code in [code for code in ("UEP", "KUBE") if rows.loc[rows["programme"] == code, "grants"].sum()]:
        offered = rows[rows["programme"] == code].to_dict("records")
        bars = [
            BarRow(
                offered_label(frame, row["offered_types"]), number(row["grants"], t.lang), row["grants"],
                frame.palette.of_programme(code),
            )
            for row in offered
        ]  # fmt: skip
        show_section(t(f"business_types.offered.{code}"), t("business_types.offered.text"))
        with st.container(width=PROSE_PX):
            words = " ".join(f"{bar.label}: {bar.note}." for bar in bars)
            show_chart(frame, bar_rows(bars, frame.palette, frame.lang), words, f"types-offered-{code}")
            st.markdown(f":gray[{t('business_types.offered.source', source=as_typed(offered[0]['source']))}]")


def offered_label(frame: Frame, offered_types: Sequence[str]) -> str:
    if len(offered_types) == 0:
        return frame.t("business_types.offered.outside")
    words = "; ".join(frame.t(f"business_types.offered_type.{offered}") for offered in offered_types)
    return words[0].upper() + words[1:]


def show_concentration(frame: Frame) -> None:
    """How varied each place is, in official order; a complete count, so bars without a whisker."""
    t = frame.t
    names = regency_names(frame.lang)
    found = {str(one.by["regency"]): one for one in frame.figures("effective_business_types", by=["regency"])}
    shown = [code for code in names if code in found]
    rows = [
        BarRow(names[code], concentration_note(frame, found[code]), found[code].value, frame.palette.unknown)
        for code in shown
    ]
    show_section(t("business_types.concentration.title"), t("business_types.concentration.text"))
    with st.container(width=PROSE_PX):
        words = " ".join(f"{row.label}: {row.note}." for row in rows)
        show_chart(frame, bar_rows(rows, frame.palette, frame.lang), words, "types-concentration")
    table = pd.DataFrame(
        {
            t("business_types.column.regency"): [names[code] for code in shown],
            t("business_types.column.n"): [number(found[code].n, t.lang) for code in shown],
            t("business_types.column.effective"): [value_words(t, found[code]) for code in shown],
            t("business_types.column.herfindahl"): [
                number(found[code].counts["herfindahl"], t.lang, 2) if found[code].value is not None else "–"
                for code in shown
            ],
        }
    )
    show_table(frame, table, "business_types", t("business_types.table.concentration"))


def concentration_note(frame: Frame, estimate: Estimate) -> str:
    form = "withheld" if estimate.value is None else "note"
    return frame.t(
        f"business_types.concentration.{form}",
        value=value_words(frame.t, estimate), n=number(estimate.n, frame.lang),
    )  # fmt: skip


def show_obstacles(frame: Frame, order: Sequence[Category]) -> None:
    t = frame.t
    rows = frame.rows("obstacles", as_of=frame.as_of, picked=frame.where, by=[])
    visits, named = int(rows["visits"].sum()), rows[rows["obstacle"].notna()]
    counts = {"visits": number(visits, t.lang), "named": number(int(named["visits"].sum()), t.lang)}
    if named.empty:
        show_section(t("business_types.obstacles.title"), t("business_types.obstacles.none", **counts))
        return
    show_section(t("business_types.obstacles.title"), t("business_types.obstacles.text", **counts))
    totals = named.groupby("obstacle")["visits"].sum()
    known = [obstacle for obstacle in VISITS.column("obstacle").domain if obstacle in totals]
    known.sort(key=lambda obstacle: (obstacle == "other", -int(totals[obstacle])))
    bars = [
        BarRow(t(f"business_types.obstacle.{obstacle}"), number(int(totals[obstacle]), t.lang), float(totals[obstacle]),
               frame.palette.unknown)
        for obstacle in known
    ]  # fmt: skip
    with st.container(width=PROSE_PX):
        words = " ".join(f"{bar.label}: {bar.note}." for bar in bars)
        show_chart(frame, bar_rows(bars, frame.palette, frame.lang), words, "types-obstacles")
    show_table(frame, obstacle_table(frame, order, rows, known), "business_types", t("business_types.table.obstacles"))


def obstacle_table(frame: Frame, order: Sequence[Category], rows: pd.DataFrame, known: Sequence[str]) -> pd.DataFrame:
    t = frame.t
    counted = {
        (None if pd.isna(row["category"]) else row["category"], None if pd.isna(row["obstacle"]) else row["obstacle"]):
            int(row["visits"])
        for row in rows.to_dict("records")
    }  # fmt: skip
    shown = [category for category in order if any(key[0] == category for key in counted)]
    columns = {t("business_types.column.category"): [label(frame, category) for category in shown]}
    for obstacle in known:
        columns[t(f"business_types.obstacle.{obstacle}")] = [
            number(counted.get((category, obstacle), 0), t.lang) for category in shown
        ]
    columns[t("business_types.column.visits")] = [
        number(sum(count for key, count in counted.items() if key[0] == category), t.lang) for category in shown
    ]
    return pd.DataFrame(columns)


def show_support(frame: Frame, order: Sequence[Category]) -> None:
    """Mentoring and goods by type, where the export records them."""
    t = frame.t
    rows = frame.rows("support", as_of=frame.as_of, picked=frame.where, by=[])
    sums = rows[["grants", "mentored", "not_mentored", "goods_named"]].sum().astype(int)
    recorded = int(sums["mentored"] + sums["not_mentored"])
    form = "text" if recorded or sums["goods_named"] else "none"
    said = {"recorded": recorded, "grants": sums["grants"], "mentored": sums["mentored"], "goods": sums["goods_named"]}
    words = {name: number(int(count), t.lang) for name, count in said.items()}
    show_section(t("business_types.support.title"), t(f"business_types.support.{form}", **words))
    if form == "none":
        return
    by_type = {None if pd.isna(row["category"]) else row["category"]: row for row in rows.to_dict("records")}
    columns = {t("business_types.column.category"): [label(frame, category) for category in order]}
    for name in ("grants", "mentored", "not_mentored", "goods_named"):
        columns[t(f"business_types.column.{name}")] = [number(by_type[category][name], t.lang) for category in order]
    show_table(frame, pd.DataFrame(columns), "business_types", t("business_types.table.support"))


frame = page_frame("business_types")
show_head(frame, "business_types")
if not show_empty(frame):
    grants = by_category(frame, "grants")
    order = in_order(grants)
    show_answer(frame, *answer_words(frame, grants, order))
    show_spread(frame, order)
    show_words(frame)
    show_offered(frame)
    show_category_persistence(frame, order)
    show_cells(frame, order)
    show_recorded(frame, order)
    show_concentration(frame)
    show_obstacles(frame, order)
    show_support(frame, order)
    show_method(
        frame,
        "grants",
        "families",
        "amount_idr",
        "persistence_rate",
        "effective_business_types",
        "turnover_median_idr",
        "turnover_change_median_idr",
        "workers_employed",
        also=("business_types.pooling_method",),
        queries=("business_type_words", "offered_business_types", "obstacles", "support"),
    )
