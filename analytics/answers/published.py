"""Published figures beside what this data says, each recomputed at its own date, in its own places.

To add a published figure: a row in `data/reference/published_figures.csv`, its name in both catalogs
(`published.figure.<figure_id>`), and here how it is recomputed, or why it cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from analytics.answers.figures import figures
from analytics.estimate import Estimate
from analytics.methods.published_agreement import Outcome, agreement
from analytics.store.database import Selection, Store

ROUNDED_TO_A_PERCENT = 0.005


@dataclass(frozen=True)
class Comparison:
    """A published figure and ours. `ours` is None where it cannot be had; `reason` says why, as a catalog word."""

    figure_id: str
    programme: str
    as_of: date
    published: float
    unit: str
    source: str
    ours: float | None
    estimate: Estimate | None
    status: Outcome
    reason: str | None


@dataclass(frozen=True)
class Published:
    """A row of the table of published figures, dates as dates, a share as a fraction of 1."""

    figure_id: str
    programme: str
    as_of: date
    value: float
    unit: str
    regency_codes: tuple[str, ...]
    source: str


Answer = tuple[float | None, Estimate | None, str | None]
Recompute = Callable[[Store, Published], Answer]


def compare_published(store: Store) -> list[Comparison]:
    """Every published figure beside this data's, in the order of the query, without the reader's filters.

    They are asked by their dates, so that the state of the grants on a day is calculated once.
    """
    published = _published(store)
    compared = {one.figure_id: _compare(store, one) for one in sorted(published, key=lambda one: one.as_of)}
    return [compared[one.figure_id] for one in published]


def _published(store: Store) -> list[Published]:
    rows = store.query("published_figures").to_dict("records")
    return [
        Published(
            row["figure_id"],
            row["programme"],
            row["as_of"].date(),
            row["value"] / 100 if row["unit"] == "percent" else row["value"],
            row["unit"],
            tuple(code for code in row["regency_codes"].split() if "." in code),
            ", ".join(
                part for part in (row["source_title"], row["outlet"], row["source_date"]) if isinstance(part, str)
            ),
        )
        for row in rows
    ]


def _compare(store: Store, published: Published) -> Comparison:
    recompute = RECOMPUTED.get(published.figure_id)
    if recompute is None:
        answer: Answer = None, None, NOT_RECOMPUTED.get(published.figure_id, "not_in_exports")
    else:
        answer = recompute(store, published)
    ours, estimate, reason = answer
    return Comparison(
        published.figure_id, published.programme, published.as_of, published.value, published.unit,
        published.source, ours, estimate, _status(published, ours, estimate), reason,
    )  # fmt: skip


def _status(published: Published, ours: float | None, estimate: Estimate | None) -> Outcome:
    """Of a share by its interval, the published one being rounded to a percent; counts agree when equal."""
    if ours is None:
        return "cannot_be_compared"
    interval = estimate.sampling if estimate is not None else None
    if interval is None:
        return "agree" if ours == published.value else "differ"
    return agreement((interval.lower, interval.upper), published.value, ROUNDED_TO_A_PERCENT)


def _where(published: Published, *years: int) -> Selection:
    picked: dict[str, list[str | int]] = {"programme": [published.programme]}
    if years:
        picked["cohort_year"] = list(years)
    if published.regency_codes:
        picked["regency"] = list(published.regency_codes)
    return picked


def _has_ended(store: Store, published: Published) -> bool:
    return published.as_of <= store.latest_on


def _figure(key: str) -> Recompute:
    def recompute(store: Store, published: Published) -> Answer:
        if not _has_ended(store, published):
            return None, None, "data_ends_before"
        (estimate,) = figures(store, key, as_of=published.as_of, where=_where(published))
        return estimate.value, estimate, None if estimate.withheld is None else "too_few_in_data"

    return recompute


def _grants_of(year: int) -> Recompute:
    """Grants of that year by the figure's date. Places beyond those named count too: they would be a difference."""

    def recompute(store: Store, published: Published) -> Answer:
        if not _has_ended(store, published):
            return None, None, "data_ends_before"
        where: Selection = {"programme": [published.programme], "cohort_year": [year]}
        (estimate,) = figures(store, "grants", as_of=published.as_of, where=where)
        if not estimate.value:
            return None, None, "none_in_data"
        return estimate.value, estimate, None

    return recompute


def _target_of(*years: int, places: int | None = None) -> Recompute:
    """The target that the agency's own table sets for those years, divided over `places` where asked."""

    def recompute(store: Store, published: Published) -> Answer:
        (estimate,) = figures(
            store, "target_realisation", as_of=date(max(years), 12, 31), where=_where(published, *years)
        )
        target = estimate.counts.get("target", 0)
        if not target:
            return None, None, "no_target_in_data"
        return target / (places or 1), None, None

    return recompute


def _amount_of(year: int, end: str) -> Recompute:
    def recompute(store: Store, published: Published) -> Answer:
        if not _has_ended(store, published):
            return None, None, "data_ends_before"
        rows = store.query("disbursed_amounts", as_of=published.as_of)
        row = rows[(rows["programme"] == published.programme) & (rows["cohort_year"] == year)]
        return (float(row[f"{end}_amount_idr"].iloc[0]), None, None) if len(row) else (None, None, "none_in_data")

    return recompute


def _first_year(store: Store, published: Published) -> Answer:
    rows = store.query("disbursed_amounts", as_of=store.latest_on)
    years = rows[rows["programme"] == published.programme]["cohort_year"]
    return (float(years.min()), None, None) if len(years) else (None, None, "none_in_data")


def _categories_of(year: int) -> Recompute:
    def recompute(store: Store, published: Published) -> Answer:
        if not _has_ended(store, published):
            return None, None, "data_ends_before"
        where = _where(published, year)
        (estimate,) = figures(store, "effective_business_types", as_of=published.as_of, where=where)
        categories = estimate.counts.get("categories")
        return (float(categories), None, None) if categories else (None, None, "too_few_in_data")

    return recompute


RECOMPUTED: Mapping[str, Recompute] = {
    "kube_persistence_2025": _figure("persistence_rate"),
    "uep_total_2025": _grants_of(2025),
    "kube_groups_2023": _grants_of(2023),
    "kube_groups_to_date_2024": _grants_of(2024),
    "wrse_recipients_2023": _grants_of(2023),
    "kube_target_total": _target_of(2024, 2025, 2026),
    "kube_target_year": _target_of(2024),
    "kube_target_regency": _target_of(2024, places=10),
    "wrse_target_total": _target_of(2024, 2025, 2026),
    "wrse_target_year": _target_of(2024),
    "wrse_target_regency": _target_of(2024, places=10),
    "uep_amount_2024": _amount_of(2024, "largest"),
    "uep_amount_2025_low": _amount_of(2025, "smallest"),
    "uep_amount_2025_high": _amount_of(2025, "largest"),
    "kube_amount_2023": _amount_of(2023, "largest"),
    "kube_amount_2024": _amount_of(2024, "largest"),
    "wrse_amount_2023": _amount_of(2023, "largest"),
    "kube_start": _first_year,
    "uep_business_types_2025": _categories_of(2025),
}
NOT_RECOMPUTED: Mapping[str, str] = {
    "uep_target_2025": "part_of_a_total",
    "uep_extra_2025": "part_of_a_total",
    "uep_sectors_2025": "other_classification",
    "kube_business_types": "other_classification",
    "kube_members": "rule_not_result",
}
