"""Every figure of the dictionary can be asked for, and what is not shown has its reason in words."""

from __future__ import annotations

import math

import pytest

from analytics.answers.figures import comparison, figures
from analytics.i18n import catalog, languages
from analytics.indicators import REGISTRY
from analytics.store.database import Store
from analytics.wording.estimates import withheld_words
from tests.spec.tables import ON, StoreOf, Tables, figure
from tests.spec.test_comparison_gate import YEARS, both_sides

DEMANDED = {
    "grants", "amount_idr", "families", "visited_rate", "persistence_rate", "persistence_nowcast", "survival_12",
    "survival_24", "survival_36", "survival_24_standardised", "survival_median_months", "persistence_audited",
    "member_persistence", "member_persistence_running", "nearly_alone_rate", "target_realisation",
    "grants_per_1000_poor", "families_per_1000_poor", "representation_ratio", "effective_business_types",
    "cost_per_surviving_business_idr", "cost_per_active_member_idr", "turnover_median_idr", "workers_employed",
    "group_individual_difference_24",
}  # fmt: skip


def test_every_figure_that_is_demanded_is_in_the_dictionary() -> None:
    assert set(REGISTRY) >= DEMANDED


@pytest.mark.parametrize("key", REGISTRY)
@pytest.mark.parametrize(
    ("by", "where"),
    [((), {}), (("programme",), {}), ((), {"regency": ["64.11"]}), ((), {"cohort_year": [2026]})],
    ids=["all", "by programme", "one regency", "the youngest"],
)
def test_of_the_sample_it_is_a_number_or_says_why_not(
    sample: Store, key: str, by: tuple[str, ...], where: dict[str, list[str | int]]
) -> None:
    estimates = figures(sample, key, by=by, where=where)
    assert estimates
    for estimate in estimates:
        if estimate.value is None:
            assert all(withheld_words(catalog(lang), estimate) for lang in languages())
        else:
            assert math.isfinite(estimate.value)


@pytest.mark.parametrize("key", sorted(DEMANDED - {"target_realisation"}))
def test_of_nothing_it_still_answers(store_of: StoreOf, key: str) -> None:
    store = store_of(Tables().add(1, "WRSE"))
    assert len(figures(store, key, as_of=ON, where={"programme": ["KUBE"]})) <= 1


class TestTheDifferenceBetweenGroupsAndIndividuals:
    def test_is_withheld_with_the_first_condition_that_is_not_met(self, store_of: StoreOf) -> None:
        difference = figure(store_of(both_sides(years=YEARS[:1])), "group_individual_difference_24")
        assert (difference.value, difference.withheld) == (None, "no_common_years")
        assert difference.intervals == ()

    def test_is_nowhere_while_the_gate_is_closed(self, store_of: StoreOf) -> None:
        assert comparison(store_of(both_sides(years=YEARS[:1])), as_of=ON).difference is None

    def test_of_sides_that_are_alike_is_nothing(self, store_of: StoreOf) -> None:
        store = store_of(both_sides())
        difference = figure(store, "group_individual_difference_24")
        assert difference.value == pytest.approx(0, abs=1e-6)
        assert (difference.n, difference.counts["group_grants"]) == (84, 42)

    def test_is_groups_less_individuals(self, store_of: StoreOf) -> None:
        tables = both_sides()
        for day in YEARS:
            tables.add(10, "UEP", ("2025-03-01", "closed"), disbursed_on=day)
        found = comparison(store_of(tables), as_of=ON).difference
        assert found is not None
        assert (found.standardised.value or 0) > 0.1
        assert (found.crude.value or 0) > 0.1
