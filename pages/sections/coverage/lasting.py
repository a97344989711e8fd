"""How fast the businesses of one programme close in each regency, said as the share that lasts 24 months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.documents.typed_table import Column, TypedTable, dimension_columns, estimate_columns
from analytics.estimate import Estimate
from pages.shared.address import choose
from pages.shared.compact import lasting_row, show_lasting_rows
from pages.shared.frame import Frame
from pages.shared.panels import panel
from pages.shared.show import show_note
from pages.shared.tables import show_table


def show_lasting(frame: Frame) -> None:
    """One programme: how many of 100 would last 24 months at the rate at which those of each regency close."""
    t = frame.t
    offered = {code: t(f"programme.{code}.short") for code in frame.by_programme("grants")}
    of = frame.narrowed(programme=[choose(t("frame.programme"), "coverage_lasting", offered, is_labelled=False)])
    grants, rates, survival = (by_code(of, key) for key in ("grants", "closing_rate", "survival_24_by_rate"))
    rows = [
        lasting_row(of, frame.regencies[code], grants[code].value or 0 if code in grants else 0, survival.get(code))
        for code in frame.picked_regencies
    ]
    with panel("lasting", t("closing_rates.title"), t("closing_rates.text.regency")):
        show_lasting_rows(of, rows, "coverage-lasting")
    shown = [code for code in frame.picked_regencies if code in rates]
    show_table(
        of, rates_table(of, shown, rates, survival), t("closing_rates.table", programme=offered[of.only_programme])
    )
    show_note(t("closing_rates.assumption"))


def by_code(frame: Frame, key: str) -> dict[str, Estimate]:
    return {str(one.by["regency"]): one for one in frame.estimates(key, by=["regency"])}


def rates_table(
    frame: Frame, codes: Sequence[str], rates: Mapping[str, Estimate], survivals: Mapping[str, Estimate]
) -> TypedTable:
    t = frame.t
    of, survival = [rates[code] for code in codes], [survivals.get(code) for code in codes]
    counted = [one.counts.get("closings") for one in of]
    expected = [one.context.get("closings_expected") for one in of]
    chance = [t("closing_rates.unlike") if one.note("closes_unlike_average") else None for one in of]
    return TypedTable(
        f"coverage-closing-rates-{frame.only_programme}",
        (
            *dimension_columns(t, "regency", codes, frame.regencies),
            *estimate_columns(t, of, t("closing_rates.column.rate"), "rate"),
            *estimate_columns(t, survival, t("closing_rates.column.survival"), "survival_24", is_brief=True),
            Column("closings", t("closing_rates.column.found"), counted, "count"),
            Column("closings_expected", t("closing_rates.column.expected"), expected, "count", decimals=1),
            Column("chance", t("closing_rates.column.chance"), chance),
        ),
    )
