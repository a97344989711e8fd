"""Groups and individuals: the gate with its figures, and the difference that may be shown when it opens."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import pytest

from analytics.methods.comparison import Arm, Condition, gate, group_individual_difference, sensitivity
from analytics.trials.simulation import REGENCIES, WEIBULL, seen
from tests.methods.tables import Row, present

COLUMNS = [
    "delivery",
    "year",
    "business_category",
    "regency_type",
    "regency_code",
    "lower_months",
    "upper_months",
    "grants",
]


def table(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"upper_months": float})


def comparable() -> list[Row]:
    """Each arm, in each of two years: 15 seen running at 30 months, 10 closed by 24; one category, one type."""
    return [
        (arm, year, "food", "kota", "R0", *row)
        for arm in ("group", "individual")
        for year in (2023, 2024)
        for row in ((30, None, 15), (0, 24, 10))
    ]


def figures(conditions: Iterable[Condition], reason: str) -> list[Row]:
    return [(c.arm, c.of, c.figure, c.is_met) for c in conditions if c.reason == reason]


def test_the_gate_opens_where_every_condition_is_met() -> None:
    found = gate(table(*comparable()))
    assert (found.is_open, found.common_years, found.reasons) == (True, (2023, 2024), ())


def test_each_condition_comes_with_its_figure() -> None:
    conditions = gate(table(*comparable())).conditions
    assert figures(conditions, "no_common_years") == [(None, None, 2, True)]
    assert figures(conditions, "too_few_closures") == [("group", None, 20, True), ("individual", None, 20, True)]
    assert figures(conditions, "too_few_known_beyond_24_months") == [
        ("group", None, 30, True),
        ("individual", None, 30, True),
    ]
    assert figures(conditions, "business_category_not_shared") == [("group", "food", 50, True)]
    assert figures(conditions, "regency_type_not_shared") == [("group", "kota", 50, True)]


def test_arms_without_a_common_year_cannot_be_compared() -> None:
    rows = table(*comparable())
    found = gate(rows.assign(year=rows["year"] - 3 * (rows["delivery"] == "group")))
    assert not found.is_open
    assert found.common_years == ()
    assert figures(found.conditions, "no_common_years") == [(None, None, 0, False)]


def test_a_year_with_nineteen_verdicts_in_an_arm_is_not_common() -> None:
    """One individual of 2024 less than 20 verdicts: 15 + 4."""
    rows = [*comparable()[:-1], ("individual", 2024, "food", "kota", "R0", 0, 24, 4)]
    assert gate(table(*rows)).common_years == (2023,)


def test_never_seen_grants_are_no_verdicts() -> None:
    rows = [(*row[:5], 0, None, row[7]) for row in comparable()]
    assert gate(table(*rows)).common_years == ()


@pytest.mark.parametrize(
    ("group", "individual", "is_common"),
    [
        (("trade", "fish"), ("food", "fish"), True),
        (("trade", "fish"), ("food", "cakes"), False),
        (("trade", "other"), ("food", "other"), False),
        (("trade", "missing"), ("missing", "other"), True),
    ],
)
def test_a_trade_is_common_where_both_arms_name_it_in_any_year(
    group: tuple[str, ...], individual: tuple[str, ...], is_common: bool
) -> None:
    """What is missing or other names no trade; an arm that names none may have any."""
    rows = [("group", 2016 + i, kind, "kota", "R0", 30, None, 30) for i, kind in enumerate(group)]
    rows += [("individual", 2024 + i, kind, "kota", "R0", 0, None, 30) for i, kind in enumerate(individual)]
    assert gate(table(*rows)).has_common_trade is is_common


def test_a_category_that_only_individuals_hold_closes_the_gate() -> None:
    """6 individuals of 56 bake cakes, no group does; 2 of 58 would be too few to ask for it."""
    rows = [*comparable(), ("individual", 2023, "cakes", "kota", "R0", 30, None, 6)]
    assert figures(gate(table(*rows)).conditions, "business_category_not_shared")[0] == (
        "group",
        "cakes",
        0,
        False,
    )
    rows[-1] = (*rows[-1][:-1], 2)
    assert gate(table(*rows)).is_open


def at_24_months(arm: str, category: str, running: int, closed: int, year: int = 2023) -> list[Row]:
    """Ten regencies alike, every grant visited once, at 24 months."""
    return [
        (arm, year, category, "kota", f"R{i}", *row)
        for i in range(10)
        for row in ((24, None, running), (0, 24, closed))
    ]


def test_the_difference_is_taken_over_the_mix_of_the_individuals() -> None:
    """Food runs 80% in groups and individuals, poultry 40% in both; groups are mostly in food, individuals in poultry.

    Crude 0.72 against 0.48; over the individuals' mix 0.48 against 0.48.
    """
    rows = table(
        *at_24_months("group", "food", 128, 32), *at_24_months("group", "poultry", 16, 24),
        *at_24_months("individual", "food", 32, 8), *at_24_months("individual", "poultry", 64, 96),
    )  # fmt: skip
    found = group_individual_difference(rows)
    assert found.crude.value == pytest.approx(0.24, abs=1e-3)
    assert found.standardised.value == pytest.approx(0.0, abs=2e-3)


def test_moved_and_not_found_may_be_taken_as_closed() -> None:
    """At 24 months 16 of 20 groups ran. Of the individuals 12 ran, 4 were closed and 4 were found moved: 12 of 20."""
    groups, individuals = at_24_months("group", "food", 16, 4), at_24_months("individual", "food", 12, 4)
    rows = table(*groups, *individuals).assign(lost_months=float("nan"))
    lost = table(*[("individual", 2023, "food", "kota", f"R{i}", 0, None, 4) for i in range(10)]).assign(lost_months=24)
    found = sensitivity(pd.concat([rows, lost]))
    assert found.lost == 40
    assert found.lost_as_closed.value == pytest.approx(16 / 20 - 12 / 20, abs=2e-3)


def test_without_one_regency_at_a_time_the_difference_keeps_within() -> None:
    """Nine regencies alike, 80% against 60%; the tenth has 80% on both sides. Without it 0.20, with it less."""
    rows = table(*at_24_months("group", "food", 16, 4), *at_24_months("individual", "food", 12, 8))
    is_odd = (rows["delivery"] == "individual") & (rows["regency_code"] == "R9")
    rows.loc[is_odd, "grants"] = [16, 4]
    lowest, highest = present(sensitivity(rows.assign(lost_months=float("nan"))).without_one_regency)
    assert highest == pytest.approx(0.20, abs=2e-3)
    # Without one of the nine: individuals run in 8 x 12 + 16 of 180.
    assert lowest == pytest.approx(0.80 - 112 / 180, abs=2e-3)


def test_without_a_closure_in_an_arm_nothing_is_said() -> None:
    rows = table(*at_24_months("group", "food", 10, 10), *at_24_months("individual", "food", 10, 0)[::2])
    found = group_individual_difference(rows)
    assert (found.standardised.withheld, found.crude.withheld) == ("too_few_closures", "too_few_closures")


def same_hazard(seed: int, gap_months: Mapping[Arm, float], grants: int = 250) -> pd.DataFrame:
    """Two arms that close alike, one visited every `gap_months['group']` months, the other every `['individual']`."""
    generator = np.random.default_rng([11, seed])
    arms = []
    for arm, gap in gap_months.items():
        ages = generator.uniform(6, 60, grants)
        closed_at = WEIBULL.inverse(generator.exponential(1.0, grants))
        visits = np.cumsum(generator.gamma(9, gap / 9, (grants, 60)), axis=1)
        lower, upper = seen(visits, closed_at, ages)
        arms.append(
            pd.DataFrame(
                {
                    "delivery": arm,
                    "year": (2026 - ages / 12).astype(int),
                    "business_category": generator.choice(["food", "cakes", "poultry"], grants),
                    "regency_type": generator.choice(["kota", "kabupaten"], grants),
                    "regency_code": generator.integers(0, REGENCIES, grants),
                    "lower_months": lower,
                    "upper_months": np.where(np.isinf(upper), np.nan, upper),
                    "grants": 1,
                }
            )
        )
    return pd.concat(arms, ignore_index=True)


def test_identical_hazards_seen_yearly_and_quarterly_show_no_difference_so_the_gate_asks_nothing_of_the_gaps() -> None:
    """The log-rank test on visit dates finds a difference in 42 of 100 such data sets."""
    holds_zero, is_open = 0, 0
    for seed in range(100):
        rows = same_hazard(seed, {"group": 12.0, "individual": 3.0})
        found = group_individual_difference(rows).standardised
        holds_zero += present(found.interval).holds(0.0)
        is_open += gate(rows).is_open
    assert holds_zero >= 90
    assert is_open == 100
