"""The way out of each refusal on the page of imports, and the recipe that is kept of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from analytics.i18n import catalog
from analytics.ingest.choices import Choices
from analytics.ingest.recipe_files import kept_recipes
from analytics.store.database import Store
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_imports import (
    GRANTS,
    LANGUAGES,
    PAIR,
    VISITS,
    account,
    checked,
    folder,
    grant_ids,
    is_offered,
    open_part,
    press,
)

__all__ = ["folder"]

MEMBERS = "ID Bantuan;Program;Kabupaten/Kota;Nilai Bantuan;Jumlah Anggota;Tanggal Penyaluran;Nama\n" + "".join(
    f"KUBE-{group};KUBE;Berau;10000000;2;2024-03-1{group};Orang {member}\n" for group in range(3) for member in range(2)
)
SWAPPED = [f"2024-0{month}-0{day}" for month in (1, 2, 3) for day in (4, 5, 6)]
DATES = "ID Bantuan;Program;Kabupaten/Kota;Nilai Bantuan;Tanggal Penyaluran\n" + "".join(
    f"UEP-{at};UEP;Berau;5000000;{day}\n"
    for at, day in enumerate([*SWAPPED, *(f"{day}/05/2024" for day in range(13, 23))])
)


def used(page: AppTest) -> AppTest:
    return next(button for button in page.button if button.key == "imports_repair_use").click().run()


def uploaded(page: AppTest, name: str, content: bytes) -> AppTest:
    page.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    return press(page, "imports.check")


def stored(folder: Path, columns: str) -> list[tuple[object, ...]]:
    data = Store.open(folder)
    try:
        rows = data.query("table", table_name="data.grants").sort_values("grant_id")
        return [tuple(row) for row in rows[columns.split()].itertuples(index=False)]
    finally:
        data.close()


def test_the_form_names_the_heading_that_is_near_to_the_missing_column(open_page: OpenPage, folder: Path) -> None:
    grants = GRANTS.replace("Nilai Bantuan", "Nilai Bantuannya").replace("Kecamatan", "Lain-lain")
    page = checked(open_page("imports", "id", folder), ("b.csv", grants))
    assert catalog("id")("imports.repair.near", heading="Nilai Bantuannya") in texts(page)
    press(used(page), "imports.load.button")
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_no_heading_is_known_the_reader_says_what_each_column_is(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    page = checked(open_page("imports", lang, folder), ("k.csv", "A1;B2;C3\nUEP-3;2025-02-17;berjalan\n"), PAIR[0])
    page = next(box for box in page.selectbox if str(box.key).startswith("imports_repair_table")).select("visits").run()
    for column, letter in (("grant_id", "A"), ("visited_on", "B"), ("status", "C")):
        box = next(box for box in page.selectbox if str(box.key).startswith(f"imports_repair_{column}"))
        box.select(f"••• {letter}")
    assert not is_offered(page, "imports.load.button")
    page = used(page)
    assert account(page)[0][2:6] == ["1", "1", "0", "0"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_said_of_a_file_is_kept_as_a_recipe_shown_edited_and_deleted(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    t = catalog(lang)
    grants = ("b.csv", GRANTS.replace("Nilai Bantuan", "Besarnya"))
    page = used(checked(open_page("imports", lang, folder), grants))
    next(box for box in page.text_input if box.label == t("imports.recipes.name")).input("Bantuan Dinas")
    page = press(page, "imports.recipes.keep")
    assert t("imports.recipes.kept", name="Bantuan Dinas") in page.success[0].value
    (recipe,) = kept_recipes(folder)
    assert (recipe.name, recipe.choices) == ("Bantuan Dinas", Choices(columns={"Besarnya": "amount_idr"}))

    page = checked(open_page("imports", lang, folder), grants)
    assert account(page)[0][2:6] == ["3", "3", "0", "0"]
    assert t("ingest.warning.recipe_applied", recipe="Bantuan Dinas")[:-1] in texts(page)

    page = open_part(open_page("imports", lang, folder), "recipes")
    page.text_input(key="imports_recipe_name_Bantuan Dinas").input("Bantuan 2025")
    press_key(page, "imports_recipe_save_Bantuan Dinas")
    assert [one.name for one in kept_recipes(folder)] == ["Bantuan 2025"]
    press_key(page, "imports_recipe_forget_Bantuan 2025")
    assert kept_recipes(folder) == []
    assert t("imports.recipes.none") in texts(page)


def press_key(page: AppTest, key: str) -> AppTest:
    return next(button for button in page.button if button.key == key).click().run()


def test_a_row_a_member_is_read_as_the_reader_says(open_page: OpenPage, folder: Path) -> None:
    page = checked(open_page("imports", "id", folder), ("b.csv", MEMBERS))
    page.radio(key="imports_repair_members").set_value("member_amount")
    press(used(page), "imports.load.button")
    assert stored(folder, "amount_idr members") == [(20_000_000, 2)] * 3


def test_dates_that_a_spreadsheet_swapped_are_put_back(open_page: OpenPage, folder: Path) -> None:
    page = checked(open_page("imports", "id", folder), ("b.csv", DATES))
    assert page.radio(key="imports_repair_days").value == "swapped"
    press(used(page), "imports.load.button")
    assert [str(day)[:10] for (day,) in stored(folder, "disbursed_on")][:2] == ["2024-04-01", "2024-05-01"]


def test_of_two_status_columns_the_reader_says_which_counts(open_page: OpenPage, folder: Path) -> None:
    visits = VISITS.replace("Status Usaha", "Status Usaha;Kondisi Usaha").replace("berjalan\n", "berjalan;tutup\n")
    page = checked(open_page("imports", "id", folder), PAIR[0], ("k.csv", visits.replace("Tutup\n", "Tutup;tutup\n")))
    page.radio(key="imports_repair_which_status").set_value("Kondisi Usaha")
    page = used(page)
    assert account(page)[1][2:6] == ["3", "3", "0", "0"]
    assert is_offered(page, "imports.load.button")


def test_a_sheet_that_is_no_data_is_left_out(open_page: OpenPage, folder: Path) -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        data, recap = workbook.add_worksheet("Data"), workbook.add_worksheet("Rekap")
        for row, line in enumerate(GRANTS.splitlines()):
            data.write_row(row, 0, line.split(";")[:6])
        recap.write_row(0, 0, ["Program", "Kabupaten", "Nilai Bantuan"])
        recap.write_row(1, 0, ["KUBE", "Paser", "20000000"])
    page = uploaded(open_page("imports", "id", folder), "b.xlsx", packed.getvalue())
    page.checkbox(key="imports_repair_sheet_Rekap").check()
    page = used(page)
    assert catalog("id")("ingest.warning.sheet_left_out", sheet="Rekap", rows="2")[-20:-1] in page.warning[0].value
    press(page, "imports.load.button")
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_waits_for_another_is_not_called_refused(lang: str, open_page: OpenPage, folder: Path) -> None:
    t = catalog(lang)
    page = checked(open_page("imports", lang, folder), ("b.csv", GRANTS.replace("Nilai Bantuan", "Besarnya")), PAIR[1])
    assert [row[-1] for row in account(page)] == [t("imports.status_of.refused"), t("imports.status_of.waiting")]
    page = checked(open_page("imports", lang, folder), PAIR[1])
    assert [row[-1] for row in account(page)] == [t("imports.status_of.waiting")]
    assert t("imports.waits_for_grants", file=r"kunjungan\.csv") in page.info[0].value
    assert not page.error


def test_what_was_said_of_a_file_can_be_taken_back(open_page: OpenPage, folder: Path) -> None:
    page = used(checked(open_page("imports", "id", folder), ("b.csv", GRANTS.replace("Nilai Bantuan", "Besarnya"))))
    assert is_offered(page, "imports.load.button")
    assert not is_offered(press(page, "imports.repair.unsay"), "imports.load.button")
