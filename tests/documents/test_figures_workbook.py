"""The workbook of all figures, read back: every sheet, sums that are those of `figures`, nothing run."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest

from analytics.answers.figures import figures
from analytics.documents.figures_workbook import TARGET, everything, figure_columns, figures_workbook, workbook_asked
from analytics.documents.software import Software
from analytics.i18n import catalog
from analytics.indicators import REGISTRY
from analytics.store.database import Selection, Store
from tests.spec.tables import CLOSED, ON, RUNNING, TEN, StoreOf, Tables

pytestmark = pytest.mark.slow

SOFTWARE = Software("dasbor", "1.2.3", "abc")
FORTY = Tables().add(20, "UEP", RUNNING, regencies=TEN).add(20, "UEP", CLOSED, regencies=TEN)

Sheets = dict[str, list[dict[str, Any]]]


def written(store: Store, lang: str = "id", where: Selection | None = None) -> bytes:
    t, chosen = catalog(lang), where or {}
    found = everything(store, as_of=ON, where=chosen)
    return figures_workbook(t, found, workbook_asked(t, store, ON, chosen, SOFTWARE))


def read(book: bytes) -> Sheets:
    """Rows of every sheet by its headings."""
    sheets: Sheets = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        headings, *rows = sheet.values
        sheets[sheet.title] = [dict(zip(map(str, headings), row, strict=True)) for row in rows]
    return sheets


@pytest.fixture(scope="module")
def forty(store_of: StoreOf) -> Sheets:
    return read(written(store_of(FORTY)))


def test_the_sheets_are_named_and_the_first_says_what_is_in_each(forty: Sheets) -> None:
    names = [
        "Baca dulu", "Angka", "Program", "Kabupaten", "Angkatan", "Jenis usaha", "Target", "Besaran", "Terbitan",
        "Kamus", "Sumber",
    ]  # fmt: skip
    assert list(forty) == names
    assert [row["Isian"] for row in forty["Baca dulu"]][-10:] == names[1:]


def test_a_figure_is_a_number_with_its_interval_n_and_unit(forty: Sheets) -> None:
    (whole,) = [
        row
        for row in forty["Angka"]
        if row["Kunci indikator"] == "persistence_rate" and not row["Program: kode"] and not row["Kabupaten/kota: kode"]
        and not row["Tahun penyaluran"] and not row["Jenis usaha"]
    ]  # fmt: skip
    # 20 of 40 run.
    assert (whole["Nilai"], whole["n"], whole["Nilai: satuan n"]) == (0.5, 40, "keluarga")
    assert whole["Nilai: batas bawah selang 95%"] < 0.5 < whole["Nilai: batas atas selang 95%"]


def test_every_indicator_is_in_it(forty: Sheets) -> None:
    assert {row["Kunci indikator"] for row in forty["Angka"]} == set(REGISTRY)
    assert {row["Kunci"] for row in forty["Kamus"]} == set(REGISTRY)


def test_a_sheet_of_a_dimension_adds_up_to_the_whole(forty: Sheets) -> None:
    by_regency = [row["Nilai"] for row in forty["Kabupaten"] if row["Kunci indikator"] == "grants"]
    assert (len(by_regency), sum(by_regency)) == (10, 40)


def test_no_cell_is_a_formula_and_only_codes_are_numbers_as_text(store_of: StoreOf) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(written(store_of(FORTY), "en"))):
        for heading, *cells in sheet.iter_cols():
            assert "f" not in {heading.data_type, *(cell.data_type for cell in cells)}
            texts = [cell.value for cell in cells if isinstance(cell.value, str)]
            if not str(heading.value).endswith(": code"):
                assert [text for text in texts if re.fullmatch(r"[\d.,]+%?", text)] == []


def test_under_a_filter_every_figure_is_of_the_filter(store_of: StoreOf) -> None:
    store = store_of(FORTY)
    sheets = read(written(store, where={"regency": ["64.72"]}))
    (whole,) = figures(store, "grants", as_of=ON, where={"regency": ["64.72"]})
    first = next(row for row in sheets["Angka"] if row["Kunci indikator"] == "grants")
    assert (first["Nilai"], whole.value) == (4, 4)
    assert {row["Kabupaten/kota: kode"] for row in sheets["Kabupaten"]} <= {"64.72", None}


def test_the_amounts_bear_what_they_were_calculated_from(forty: Sheets) -> None:
    # 8.4 billion over 5 million each: 1,680 families.
    (now,) = [row for row in forty["Besaran"] if row["Besaran"] == 5e6]
    assert (now["Anggaran (contoh hitungan)"], now["Keluarga terjangkau"]) == (8.4e9, 1680)


def test_what_an_assumption_moves_bears_its_ends(sample: Store) -> None:
    """Survival were closures other than recorded has no interval of chance, only what assumptions make of it."""
    answers = [("", one) for one in figures(sample, "survival_24_what_if")]
    columns = {one.key: one.cells for one in figure_columns(catalog("id"), answers, {}, ())}
    (lower,), (value,), (upper,) = (columns[key] for key in ("sensitivity_lower", "value", "sensitivity_upper"))
    assert columns["lower"] == [None]
    assert isinstance(lower, float) and isinstance(value, float) and isinstance(upper, float)
    assert lower < value < upper


def test_targets_that_are_not_set_by_a_filter_have_no_row_and_a_reason(store_of: StoreOf) -> None:
    sheets = read(written(store_of(FORTY), where={"business_category": ["food"]}))
    assert sheets["Target"] == []
    reasons = {row["alasan tidak ditampilkan"] for row in sheets["Angka"] if row["Kunci indikator"] == TARGET}
    assert None not in reasons


def test_the_sources_are_named_with_their_sums(forty: Sheets) -> None:
    rows = {row["Berkas"]: row for row in forty["Sumber"]}
    assert (rows["grants.csv"]["Baris"], len(rows["grants.csv"]["SHA-256"])) == (40, 64)
    assert "regencies.csv" in rows


def test_two_runs_give_the_same_bytes(store_of: StoreOf) -> None:
    assert written(store_of(FORTY)) == written(store_of(FORTY))
