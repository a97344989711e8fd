"""Obstacles named at visits, by year."""

from __future__ import annotations

from analytics.charts.business_types import YearRow
from analytics.contract import VISITS
from analytics.documents.typed_table import Column, TypedTable
from analytics.i18n.numbers import number, percent
from pages.sections.monitoring.years import show_years
from pages.shared.frame import Frame
from pages.shared.show import show_note
from pages.shared.tables import show_table


def show_obstacles(frame: Frame) -> None:
    t = frame.t
    rows = frame.filtered_rows("obstacles_by_year")
    if rows.empty:
        show_note(t("monitoring.obstacles.none"))
        return
    show_note(t("monitoring.obstacles.text"))
    totals = rows.groupby("obstacle")["visits"].sum()
    named = [obstacle for obstacle in VISITS.column("obstacle").domain if obstacle in totals]
    named.sort(key=lambda obstacle: (obstacle == "other", -int(totals[obstacle])))
    lines = []
    for obstacle in named:
        found = rows[(rows["obstacle"] == obstacle) & rows["named_share"].notna()]
        shares = {int(year): float(share) for year, share in zip(found["year"], found["named_share"], strict=True)}
        note = t("monitoring.obstacles.note", n=number(int(totals[obstacle]), t.lang))
        written = {year: percent(share, t.lang, 0).rstrip("%") for year, share in shares.items()}
        lines.append(YearRow(t(f"business_types.obstacle.{obstacle}"), note, shares, written))
    if rows["named_share"].notna().any():
        show_years(frame, lines, [int(year) for year in rows["year"]], "monitoring-obstacles")
    counted = rows.set_index(["year", "obstacle"])["visits"].to_dict()
    years = rows.drop_duplicates("year").set_index("year")["visits_of_year"].to_dict()
    columns = (
        Column("year", t("monitoring.column.year"), list(years), "year"),
        *(
            Column(obstacle, t(f"business_types.obstacle.{obstacle}"),
                   [counted.get((year, obstacle), 0) for year in years], "count")
            for obstacle in named
        ),
        Column("visits", t("monitoring.column.visits"), list(years.values()), "count"),
    )  # fmt: skip
    show_table(frame, TypedTable("monitoring-obstacles", columns), t("monitoring.table.obstacles"))
