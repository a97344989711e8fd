"""Visits by the role of the officer."""

from __future__ import annotations

from analytics.contract import VISITS
from analytics.documents.typed_table import Column, TypedTable, dimension_columns
from analytics.i18n.numbers import number
from pages.sections.monitoring.years import show_years, year_row
from pages.shared.frame import Frame
from pages.shared.show import show_note
from pages.shared.tables import show_table


def show_roles(frame: Frame) -> None:
    t = frame.t
    rows = frame.filtered_rows("visits_by_role")
    if rows.empty:
        show_note(t("monitoring.roles.none"))
        return
    show_note(t("monitoring.roles.text"))
    rows = rows.fillna({"officer_role": "missing"})
    roles = [role for role in (*VISITS.column("officer_role").domain, "missing") if role in set(rows["officer_role"])]
    totals = rows.groupby("officer_role")["visits"].sum()
    by_year = rows.groupby(["officer_role", "year"])["visits"].sum()
    lines = [
        year_row(frame, t(f"monitoring.roles.{role}"), t("monitoring.roles.note", n=number(int(totals[role]), t.lang)),
                 {int(year): int(count) for year, count in by_year[role].items()})
        for role in roles
    ]  # fmt: skip
    show_years(frame, lines, [int(year) for year in rows["year"]], "monitoring-roles")
    counted = rows.groupby(["regency_code", "officer_role"])["visits"].sum().to_dict()
    places = rows.groupby("regency_code")["visits"].sum().to_dict()
    shown = {code: name for code, name in frame.regencies.items() if code in places}
    columns = (
        *dimension_columns(t, "regency", list(shown), shown),
        *(
            Column(role, t(f"monitoring.roles.{role}"), [counted.get((code, role), 0) for code in shown], "count")
            for role in roles
        ),
        Column("visits", t("monitoring.column.visits"), [places[code] for code in shown], "count"),
    )
    show_table(frame, TypedTable("monitoring-roles", columns), t("monitoring.table.roles"))
