"""Sums, groups and units of a question's rows, to the last unit."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.estimate import Source
from analytics.estimators.group import Group, Question
from analytics.indicators import REGISTRY

LARGE = 2**53
SOURCE = Source("grants.csv", "0" * 64, 2)


def _question(*by: str) -> Question:
    return Question(REGISTRY["grants"], date(2026, 6, 30), by, (SOURCE,), pd.DataFrame)


def _group(rows: pd.DataFrame) -> Group:
    return Group(_question(), {}, rows)


def test_whole_numbers_are_summed_exactly_where_floats_would_round() -> None:
    assert _group(pd.DataFrame({"amount_idr": [LARGE, 1]})).sum("amount_idr") == LARGE + 1


def test_sums_that_come_as_floats_are_summed_as_whole_numbers() -> None:
    assert _group(pd.DataFrame({"amount_idr": [float(LARGE), 1.0]})).sum("amount_idr") == LARGE + 1


def test_groups_come_in_the_order_of_their_first_row() -> None:
    years = [2024, None, 2024, 2023]
    rows = pd.DataFrame({"grouping": [{"cohort_year": year} for year in years], "grants": [1, 2, 4, 8]})
    found = [(group.key["cohort_year"], group.sum("grants")) for group in _question("cohort_year").groups(rows)]
    assert found == [(2024, 5), (None, 2), (2023, 8)]


def test_rows_of_one_programme_each_count_in_its_unit() -> None:
    rows = pd.DataFrame({"programme": ["KUBE", "KUBE"], "unvisited": [0, 1]})
    assert _group(rows).estimate(n=2, withheld="too_few").unit_of_count == "groups"


def test_rows_of_several_programmes_count_in_grants() -> None:
    rows = pd.DataFrame({"programmes": [["KUBE", "UEP"]], "unvisited": [0]})
    assert _group(rows).estimate(n=2, withheld="too_few").unit_of_count == "grants"
