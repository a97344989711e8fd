"""Obstacles named at visits, by year."""

from __future__ import annotations

import pandas as pd

from analytics.charts.business_types import YearRow
from analytics.contract import VISITS
from analytics.i18n.numbers import number, percent
from pages.sections.monitoring.years import show_years
from pages.shared.frame import Frame
from pages.shared.show import show_section, show_table


def show_obstacles(frame: Frame) -> None:
    t = frame.t
    rows = frame.filtered_rows("obstacles_by_year")
    if rows.empty:
        show_section(t("monitoring.obstacles.title"), t("monitoring.obstacles.none"))
        return
    show_section(t("monitoring.obstacles.title"), t("monitoring.obstacles.text"))
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
    columns = {t("monitoring.column.year"): [str(year) for year in years]}
    for obstacle in named:
        columns[t(f"business_types.obstacle.{obstacle}")] = [
            number(counted.get((year, obstacle), 0), t.lang) for year in years
        ]
    columns[t("monitoring.column.visits")] = [number(count, t.lang) for count in years.values()]
    show_table(frame, pd.DataFrame(columns), t("monitoring.table.obstacles"))
