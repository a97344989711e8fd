"""All of one regency on a page to print: target, grants, what became of them, types, obstacles, districts."""

from __future__ import annotations

import pandas as pd

from analytics.documents.typed_table import Column, TypedTable, value_column
from analytics.estimate import Estimate
from analytics.i18n.numbers import number, percent, rupiah_about
from analytics.wording.estimates import DASH, group_words, range_words, value_words
from pages.shared.address import choose
from pages.shared.compact import show_counts
from pages.shared.escape import escaped
from pages.shared.frame import Frame
from pages.shared.panels import Metric, panel, show_metrics, sides
from pages.shared.show import show_note
from pages.shared.tables import show_table

MAX_ROWS = 7
OF_DISTRICTS = ("families", "amount_idr", "visited_rate")
MAX_OVERDUE = 1_000_000


def show_profile(frame: Frame) -> None:
    """The regency that is chosen, the first of the filters until one is."""
    t = frame.t
    names = {code: frame.regencies[code] for code in frame.picked_regencies}
    code = choose(t("coverage.choose.regency"), "coverage_regency", names, is_labelled=False)
    of = frame.narrowed(regency=[code])
    found = districts(frame, "grants", code)
    if not found:
        show_note(districts_sentence(frame, names[code], code, found))
        return
    show_metrics(metrics_of(of))
    places = sides("profile", 1, 1, 1)
    for place, (name, counts) in zip(places, counts_of(of).items(), strict=True):
        with place, panel(f"profile-{name}", t(f"coverage.profile.{name}")):
            if counts:
                show_counts(of, counts, f"coverage-profile-{name}")
            else:
                show_note(t("coverage.profile.none"))
    show_note(districts_sentence(frame, names[code], code, found))
    show_table(frame, districts_table(frame, code, found), t("coverage.table.districts"))


def metrics_of(frame: Frame) -> list[Metric]:
    """Grants, families and rupiah, the target, then each programme's last sight; who was never visited."""
    t = frame.t
    target, visited = frame.estimate("target_realisation"), frame.estimate("visited_rate")
    amount = rupiah_about(int(frame.estimate("amount_idr").value or 0), t.lang)
    families = number(frame.estimate("families").value or 0, t.lang)
    said = t("coverage.profile.families", families=families, amount=amount)
    metrics = [Metric(t("coverage.column.grants"), number(frame.grants, t.lang), of=said)]
    if target.counts.get("target"):
        of_target = t("coverage.of_target", target=number(target.counts["target"], t.lang))
        delivered, realised = number(target.counts["delivered"], t.lang), percent(target.value or 0, t.lang, 0)
        metrics.append(Metric(t("coverage.measure.target"), delivered, realised, of_target))
    for code, one in frame.by_programme("persistence_rate").items():
        interval = one.sampling
        ends = range_words(t, interval.lower, interval.upper, one.unit) if interval and one.value is not None else ""
        known = t("coverage.profile.known", n=number(one.n, t.lang), unknown=number(one.counts["unknown"], t.lang))
        label = t("coverage.profile.running", programme=t(f"programme.{code}.short"))
        metrics.append(Metric(label, DASH if one.value is None else value_words(t, one), ends, known))
    unseen, of_all = number(visited.unvisited, t.lang), t("coverage.profile.of", n=number(frame.grants, t.lang))
    return [*metrics, Metric(t("coverage.profile.never"), unseen, of=of_all)]


def counts_of(frame: Frame) -> dict[str, list[tuple[str, int]]]:
    """Types, obstacles named at visits, and visits that are overdue by programme, the most numerous first."""
    t = frame.t
    types = [
        (group_words(t, "business_category", one.by["business_category"]), int(one.value or 0))
        for one in frame.estimates("grants", by=["business_category"])
    ]
    rows = frame.filtered_rows("obstacles", by=[]).dropna(subset=["obstacle"])
    obstacles = [
        (t(f"business_types.obstacle.{name}"), int(visits))
        for name, visits in rows.groupby("obstacle")["visits"].sum().items()
    ]
    overdue = frame.filtered_rows("overdue", most=MAX_OVERDUE)["programme"].value_counts()
    return {
        "types": _largest(types),
        "obstacles": _largest(obstacles),
        "overdue": [(t(f"programme.{code}.short"), int(count)) for code, count in overdue.items()],
    }


def _largest(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda one: -one[1])[:MAX_ROWS]


def districts_table(frame: Frame, code: str, grants: dict[str | None, Estimate]) -> TypedTable:
    """Those without grants are not in the data."""
    t = frame.t
    order = sorted(grants, key=lambda name: (name is None, name or ""))
    found = {"grants": grants, **{key: districts(frame, key, code) for key in OF_DISTRICTS}}
    labels = [name or t("coverage.districts.missing") for name in order]
    counts = [
        value_column(t(f"coverage.column.{key}"), [estimates[name] for name in order])
        for key, estimates in found.items()
    ]
    district = Column("district", t("coverage.column.district"), labels)
    return TypedTable(f"coverage-districts-{code}", (district, *counts))


def districts(frame: Frame, key: str, regency: str) -> dict[str | None, Estimate]:
    found = frame.estimates(key, by=["district"], regency=[regency])
    return {None if pd.isna(one.by["district"]) else str(one.by["district"]): one for one in found}


def districts_sentence(frame: Frame, name: str, code: str, found: dict[str | None, Estimate]) -> str:
    named = [district for district in found if district is not None]
    form = "found" if named else "not_recorded" if found else "nothing"
    districts = frame.rows("regencies").set_index("regency_code")["district_count"]
    official = number(int(districts.loc[code]), frame.lang)
    return frame.t(
        f"coverage.districts.{form}", regency=escaped(name), found=number(len(named), frame.lang), official=official
    )
