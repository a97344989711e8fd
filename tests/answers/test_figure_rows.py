"""The rows behind a figure add up to it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from analytics.answers.figure_rows import NotOfGrantsError, figure_rows
from analytics.answers.figures import figures
from analytics.documents.figure_rows import rows_workbook
from analytics.documents.software import Software
from analytics.i18n import Catalog, catalog, languages
from analytics.indicators import REGISTRY
from analytics.store.database import Store
from tests.spec.tables import CLOSED, ON, RUNNING, TEN, StoreOf, Tables

ADDED_UP = ("complete_count", "complete_share", "persistence_rate")
OF_SUMS = [key for key, one in REGISTRY.items() if one.estimator in ADDED_UP]
NOT_OF_GRANTS = {key for key, one in REGISTRY.items() if one.query in ("targets", "poverty")}
THREE = Tables().add(2, "UEP", RUNNING).add(1, "UEP", CLOSED).add(1, "KUBE")


def test_each_grant_is_a_row_with_its_part(store_of: StoreOf) -> None:
    rows = figure_rows(store_of(THREE), "persistence_rate", as_of=ON, where={}).rows
    parts = {row.grant_id: (row.programme, row.numerator, row.denominator) for row in rows.itertuples()}
    # Two run and one has closed; the group was never visited.
    assert parts == {
        "G0000": ("UEP", 1, 1), "G0001": ("UEP", 1, 1), "G0002": ("UEP", 0, 1), "G0003": ("KUBE", 0, 0),
    }  # fmt: skip


def test_a_filter_leaves_its_rows(store_of: StoreOf) -> None:
    rows = figure_rows(store_of(THREE), "grants", as_of=ON, where={"programme": ["KUBE"]}).rows
    assert list(rows["grant_id"]) == ["G0003"]


@pytest.mark.parametrize("key", OF_SUMS)
def test_they_add_up_to_the_figure_of_the_sample(key: str, sample: Store) -> None:
    found = figure_rows(sample, key, as_of=sample.latest_on, where={})
    (figure,) = figures(sample, key)
    parts = found.rows["denominator"].sum() if "denominator" in found.rows else 1
    assert found.rows["numerator"].sum() / parts == pytest.approx(figure.value)
    assert found.adds_up
    assert len(found.rows) == found.rows["grant_id"].nunique()


@pytest.mark.parametrize("key", ["member_persistence", "cost_per_active_member_idr", "survival_24"])
def test_where_blanks_are_filled_or_a_curve_is_fitted_they_are_not_said_to(key: str, sample: Store) -> None:
    assert not figure_rows(sample, key, as_of=sample.latest_on, where={}).adds_up


@pytest.mark.parametrize("key", sorted(set(REGISTRY) - NOT_OF_GRANTS))
def test_every_other_figure_has_its_rows_too(key: str, store_of: StoreOf) -> None:
    rows = figure_rows(store_of(THREE), key, as_of=ON, where={}).rows
    assert set(rows["grant_id"]) <= {"G0000", "G0001", "G0002", "G0003"}


@pytest.mark.parametrize("key", sorted(NOT_OF_GRANTS))
def test_what_is_not_made_of_grants_says_so(key: str, sample: Store) -> None:
    with pytest.raises(NotOfGrantsError):
        figure_rows(sample, key, as_of=ON, where={})


@pytest.mark.parametrize("lang", languages())
def test_the_workbook_holds_them_as_numbers_and_says_how_to_read_them(lang: str, store_of: StoreOf) -> None:
    t, store = catalog(lang), store_of(Tables().add(10, "UEP", RUNNING, regencies=TEN).add(10, "UEP", CLOSED))
    headings, cells, said = read(t, store, "persistence_rate")
    at = headings.index(t("workbook.rows.numerator"))
    assert sorted(row[at] for row in cells) == [0] * 10 + [1] * 10
    # 10 of 20.
    assert t("workbook.rows.adds_up", value=number_of_half(lang)) in said


def test_money_is_written_as_money(store_of: StoreOf) -> None:
    headings, cells, _ = read(catalog("id"), store_of(THREE), "amount_idr", number_format=True)
    at = headings.index(catalog("id")("workbook.rows.numerator"))
    assert {row[at] for row in cells} == {'"Rp"#,##0'}


def test_what_does_not_add_up_is_not_said_to(store_of: StoreOf) -> None:
    t = catalog("en")
    _, _, said = read(t, store_of(THREE), "survival_24")
    assert t("workbook.rows.does_not_add_up") in said


def number_of_half(lang: str) -> str:
    return {"id": "50,0%", "en": "50.0%"}[lang]


def read(
    t: Catalog, store: Store, key: str, *, number_format: bool = False
) -> tuple[list[object], list[list[Any]], set[object]]:
    """Headings and rows of the first sheet (or the rows' formats), and what the second says."""
    found = figure_rows(store, key, as_of=ON, where={})
    made = rows_workbook(t, store, found, ON, {}, Software("dasbor", "1.2.3", "abc"))
    book = openpyxl.load_workbook(io.BytesIO(made))
    first, *rest = [
        [cell.number_format if number_format and cell.row > 1 else cell.value for cell in row]
        for row in book.worksheets[0].iter_rows()
    ]
    return first, rest, {row[-1] for row in book.worksheets[1].values}
