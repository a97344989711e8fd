"""What the running businesses turn over and whom they hire, on the survival page."""

from __future__ import annotations

from analytics.charts.comparison import cost_rows
from analytics.charts.estimate_rows import EstimateRow
from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns, named
from analytics.estimate import Estimate
from analytics.i18n.numbers import rupiah
from analytics.programmes import PROGRAMMES
from analytics.wording.survival import recorded_counts, turnover_words
from pages.shared.frame import Frame
from pages.shared.rows import alt_text, estimate_row
from pages.shared.show import show_chart, show_note, show_text
from pages.shared.tables import show_table

TURNOVER_FIGURES = ("turnover_median_idr", "turnover_change_median_idr", "workers_employed")


def show_turnover(frame: Frame) -> None:
    """Turnover at real prices, its change since before the grant, workers: where they were recorded at all."""
    t = frame.t
    found = {key: frame.by_programme(key) for key in TURNOVER_FIGURES}
    if not any(estimate.n for by_code in found.values() for estimate in by_code.values()):
        show_text(t("survival.turnover.none"))
        return
    year = max(by_code.context.get("price_year", 0) for by_code in found["turnover_median_idr"].values())
    show_note(t("survival.turnover.text", year=int(year)))
    show_medians(frame, found["turnover_median_idr"])
    lines = [turnover_words(frame.t, key, one) for key in TURNOVER_FIGURES[1:] for one in found[key].values() if one.n]
    show_text("\n".join(f"- {line}" for line in lines))
    show_note(t("survival.turnover.limits"))
    show_table(frame, turnover_table(frame, found), t("survival.turnover.table"))


def show_medians(frame: Frame, medians: dict[str, Estimate]) -> None:
    t = frame.t
    rows = [median_row(frame, code, estimate) for code, estimate in medians.items()]
    axis = t("survival.turnover.axis")
    figure = cost_rows(rows, frame.palette, t.lang, axis, lambda amount: rupiah(amount, t.lang))
    alt = alt_text(rows)
    show_chart(frame, figure, alt, "survival-turnover")


def median_row(frame: Frame, code: str, estimate: Estimate) -> EstimateRow:
    t = frame.t
    note = t("survival.turnover.n", **recorded_counts(frame.t, estimate))
    return estimate_row(t, t(f"programme.{code}.short"), estimate, code, note)


def turnover_table(frame: Frame, found: dict[str, dict[str, Estimate]]) -> TypedTable:
    t = frame.t
    estimates = [by_code[code] for code in PROGRAMMES for by_code in found.values() if code in by_code]
    figures = [one.indicator for one in estimates]
    missing = [one.counts["not_recorded"] for one in estimates]
    return TypedTable(
        "survival-turnover",
        (
            *dimension_columns(t, "programme", [one.by["programme"] for one in estimates]),
            *named(t, "figure", t("survival.column.figure"), figures, lambda key: t(f"indicators.{key}.name")),
            *estimate_columns(t, estimates, t("survival.column.value")),
            Column("not_recorded", t("survival.column.not_recorded"), missing, "count"),
        ),
    )
