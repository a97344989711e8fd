"""The registry of indicators ('kamus indikator'): what every number means, once.

To add an indicator: an entry in `REGISTRY` here, its question in `sql/<query>.sql` with the columns that its estimator
reads, and its words in `indicators.toml` of every language (`name`, `definition`, `numerator`, `denominator`, `how`,
`limits` under its key). The dictionary, the command line and the workbook then hold it. What no estimator does yet is a
function in `estimators/`, entered in `answers/figures.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal[
    "grants", "idr", "families", "share", "share_difference", "ratio", "types", "per_1000_poor", "months",
    "workers_per_business", "months_per_million",
]  # fmt: skip
"""Shares, and differences of shares, are fractions of 1."""

PLACES = ("regency", "regency_type", "district")
"""The dimensions that restrict a question to a part of the province."""


@dataclass(frozen=True)
class Indicator:
    """One figure.

    - `numerator`, `denominator`: columns of the query whose sums are divided (the denominator may be empty); for what
      is fitted, the column that counts its grants; for a median, the column of its values.
    - `interval`: the kind that states what is unknown.
    - `query`: stem of the `.sql` file; `estimator`: name in `figures.ESTIMATORS`; `tables`: what it rests on.
    - `fewest`: units under which the figure is withheld (`too_few`), the unit being that of the reason code.
    - `not_by`: dimensions in which the question cannot be asked.
    """

    key: str
    unit: Unit
    query: str
    estimator: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    interval: Literal["sampling", "bounds", "sensitivity", "complete_count"] = "complete_count"
    tables: tuple[str, ...] = ("grants",)
    fewest: int = 0
    withheld_as: str = ""
    not_by: tuple[str, ...] = ()


SEEN = ("grants", "visits")
NOT_A_TARGET_DIMENSION = ("district", "business_category", "amount_band", "funding_source")

REGISTRY: dict[str, Indicator] = {
    indicator.key: indicator
    for indicator in (
        Indicator("grants", "grants", "grants", "complete_count", ("grants",)),
        Indicator("families", "families", "grants", "complete_count", ("families",)),
        Indicator("amount_idr", "idr", "grants", "complete_count", ("amount_idr",)),
        Indicator("visited_rate", "share", "grants", "complete_share", ("visited",), ("grants",), tables=SEEN),
        Indicator(
            "persistence_rate", "share", "persistence", "persistence_rate", ("running",), ("running", "closed"),
            "sampling", SEEN, 20, "too_few_verdicts",
        ),
        Indicator(
            "member_persistence", "share", "members", "member_persistence", ("active",), ("founding",),
            "sampling", SEEN, 10, "too_few_groups",
        ),
        Indicator(
            "member_persistence_running", "share", "members", "member_persistence_running", ("active",),
            ("running_founding",), "sampling", SEEN, 10, "too_few_groups",
        ),
        Indicator(
            "nearly_alone_rate", "share", "members", "nearly_alone_rate", ("nearly_alone",), ("running_counted",),
            "sampling", SEEN, 10, "too_few_groups",
        ),
        Indicator(
            "target_realisation", "ratio", "targets", "target_realisation", ("delivered",), ("target",),
            tables=("grants", "targets"), not_by=NOT_A_TARGET_DIMENSION,
        ),
        Indicator(
            "grants_per_1000_poor", "per_1000_poor", "poverty", "per_1000_poor", ("grants",), ("poor_people",),
            not_by=("district",),
        ),
        Indicator(
            "families_per_1000_poor", "per_1000_poor", "poverty", "per_1000_poor", ("families",), ("poor_people",),
            not_by=("district",),
        ),
        Indicator(
            "representation_ratio", "ratio", "poverty", "representation_ratio", ("families",), ("poor_people",),
            not_by=("district",),
        ),
        Indicator(
            "effective_business_types", "types", "business_types", "effective_business_types", ("grants",),
            fewest=20, withheld_as="too_few_grants",
        ),
        Indicator(
            "cost_per_surviving_business_idr", "idr", "costs", "cost_per_surviving_business", ("amount_idr",),
            ("running",), "sampling", SEEN, 10, "too_few_running",
        ),
        Indicator(
            "cost_per_active_member_idr", "idr", "costs", "cost_per_active_member", ("amount_idr",),
            ("active",), "sampling", SEEN, 10, "too_few_running",
        ),
        *(
            Indicator(
                f"survival_{months}", "share", "survival", f"survival_{months}", ("grants",), (),
                "sampling", SEEN, 10, "too_few_old_enough",
            )
            for months in (6, 12, 24, 36, 48)
        ),
        Indicator(
            "survival_24_standardised", "share", "survival", "survival_24_standardised", ("grants",), (),
            "sampling", SEEN, 10, "strata_seen_alike",
        ),
        Indicator(
            "survival_median_months", "months", "survival", "survival_median_months", ("grants",), (),
            "sampling", SEEN, 10, "too_few_closures",
        ),
        Indicator(
            "persistence_nowcast", "share", "nowcast", "persistence_nowcast", ("grants",), (),
            "sampling", SEEN, 10, "too_few_closures",
        ),
        Indicator(
            "persistence_audited", "share", "audit", "persistence_audited", ("running",), ("running", "closed"),
            "sampling", SEEN, 20, "too_few_audited",
        ),
        *(
            Indicator(
                f"cost_per_business_alive_{months}_idr", "idr", "survival", f"cost_per_business_alive_{months}",
                ("real_amount_idr",), ("grants",), "sampling", SEEN, 10, "too_few_old_enough",
            )
            for months in (12, 24)
        ),
        *(
            Indicator(
                key, "months_per_million", "survival", key, ("grants",), ("real_amount_idr",),
                "sampling", SEEN, 10, "too_few_old_enough",
            )
            for key in ("business_months_per_million", "business_months_per_million_36")
        ),
        Indicator(
            "hazard_ratio", "ratio", "hazard_ratios", "hazard_ratios", ("grants",), (),
            "sampling", SEEN, 10, "too_few_closures",
        ),
        Indicator(
            "survival_24_what_if", "share", "survival_what_if", "survival_24_what_if", ("grants",), (),
            "sensitivity", SEEN, 10, "too_few_old_enough",
        ),
        Indicator(
            "closing_rate", "ratio", "closing_rates", "closing_rate", ("trials",), (),
            "sampling", SEEN, 10, "too_few_verdicts",
        ),
        Indicator(
            "survival_24_by_rate", "share", "closing_rates", "survival_24_by_rate", ("trials",), (),
            "sampling", SEEN, 10, "too_few_verdicts",
        ),
        Indicator(
            "turnover_median_idr", "idr", "turnover", "median_idr", ("turnover_idr",), (),
            "sampling", SEEN, 20, "too_few_recorded",
        ),
        Indicator(
            "turnover_change_median_idr", "idr", "turnover", "median_idr", ("change_idr",), (),
            "sampling", SEEN, 20, "too_few_recorded",
        ),
        Indicator(
            "workers_employed", "workers_per_business", "workers", "workers_employed", ("workers",), ("businesses",),
            "sampling", SEEN, 20, "too_few_recorded",
        ),
        *(
            Indicator(
                f"kube_{name}_rate", "share", "kube_classes", "recorded_share", (name,), ("recorded",),
                "sampling", SEEN, 20, "too_few_recorded",
            )
            for name in ("tumbuh", "berkembang", "mandiri")
        ),
        Indicator(
            "turnover_at_minimum_wage_rate", "share", "minimum_wage", "recorded_share", ("at_minimum_wage",),
            ("recorded",), "sampling", SEEN, 20, "too_few_recorded",
        ),
        Indicator(
            "deciles_1_to_5_rate", "share", "welfare_deciles", "recorded_complete_share", ("deciles_1_to_5",),
            ("recorded",), fewest=20, withheld_as="too_few_grants",
        ),
        Indicator(
            "group_individual_difference_24", "share_difference", "comparison", "group_individual_difference_24",
            ("grants",), (), "sampling", SEEN, withheld_as="gate",
        ),
    )
}  # fmt: skip
