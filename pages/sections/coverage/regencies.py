"""Every measure by regency."""

from __future__ import annotations

import pandas as pd

from analytics.i18n.numbers import number, percent
from analytics.wording.estimates import in_unit
from pages.sections.coverage.map import by_regency
from pages.shared.frame import Frame
from pages.shared.show import show_table


def show_regencies(frame: Frame, target: tuple[str, int] | None) -> None:
    """`target`: programme and year whose target stands beside what was delivered."""
    show_table(frame, regency_table(frame, target), frame.t("coverage.table.regencies"))


def regency_table(frame: Frame, target: tuple[str, int] | None) -> pd.DataFrame:
    """All places of the filters in official order; one without grants has zeros, not a gap."""
    t, lang, names, picked = frame.t, frame.lang, frame.regencies, frame.picked_regencies
    poverty_year = frame.estimate("grants_per_1000_poor").context.get("poor_people_year", 0)

    def column(key: str, absent: str = "0") -> list[str]:
        found = by_regency(frame, key)
        units = {code: in_unit(t, one.value, one.unit) for code, one in found.items() if one.value is not None}
        return [units.get(code, absent) for code in picked]

    columns = {t("coverage.column.regency"): [names[code] for code in picked]}
    for key in ("grants", "families", "amount_idr"):
        columns[t(f"coverage.column.{key}")] = column(key)
    if target:
        programme, year = target
        realised = by_regency(frame, "target_realisation", programme=[programme], cohort_year=[year])
        words = {"programme": t(f"programme.{programme}.short"), "year": year}
        for name in ("target", "delivered"):
            columns[t(f"coverage.column.{name}", **words)] = [
                number(realised[code].counts[name], lang) if code in realised else "–" for code in picked
            ]
        columns[t("coverage.column.realisation")] = [
            percent(realised[code].value or 0, lang) if code in realised else "–" for code in picked
        ]
    columns[t("coverage.column.grants_per_1000_poor", poverty_year=poverty_year)] = column("grants_per_1000_poor")
    columns[t("coverage.column.representation_ratio")] = column("representation_ratio")
    columns[t("coverage.column.visited_rate")] = column("visited_rate", "–")
    return pd.DataFrame(columns)
