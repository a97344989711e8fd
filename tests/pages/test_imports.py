"""The page of imports: checked before anything changes, loaded all or nothing, put back when asked."""

from __future__ import annotations

import io
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import filelock
import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from analytics.contract import TABLES
from analytics.i18n import catalog
from analytics.ingest import sandbox as import_limits
from analytics.ingest.report import Report
from analytics.store.database import Store
from analytics.store.versions import current_version, versions
from pages.sections.imports.report import rejected_workbook
from tests.pages.conftest import OpenPage, texts
from tests.pages.written import table_with

LANGUAGES = ("id", "en")
NIK = "6472011203850004"

GRANTS = """ID Bantuan;Program;Kabupaten/Kota;Kecamatan;Nilai Bantuan;Tanggal Penyaluran;Nama Ketua;NIK
KUBE-1;KUBE;Samarinda;Sungai Kunjang;20000000;05/03/2022;Budi Santoso;6472011203850004
KUBE-2;KUBE;Bontang;;20000000;06/03/2022;Siti Aminah;6472011203850004
UEP-3;UEP;Berau;;5000000;07/08/2024;Rahmat Hidayat;6472011203850004
"""
VISITS = """ID Bantuan;Tanggal Kunjungan;Status Usaha
KUBE-1;2024-01-15;Masih berjalan
KUBE-2;2024-01-16;Tutup
UEP-3;2025-02-17;Masih berjalan
"""
Files = Sequence[tuple[str, str]]
PAIR: Files = (("bantuan.csv", GRANTS), ("kunjungan.csv", VISITS))


@pytest.fixture
def folder(tmp_path: Path, sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of the agency, the sample's beside it as any page leaves it, and an empty folder of exports."""
    (tmp_path / "exports").mkdir()
    monkeypatch.setenv("DASHBOARD_EXPORTS", str(tmp_path / "exports"))
    return shutil.copytree(sample_folder, tmp_path / "store")


def upload(page: AppTest, *files: tuple[str, str]) -> AppTest:
    given = [(name, text.encode(), "text/csv") for name, text in files]
    return page.file_uploader[0].set_value(given).run()


def press(page: AppTest, key: str, **values: object) -> AppTest:
    label = catalog(str(page.session_state["shown_lang"]))(key, **values)
    return next(button for button in page.button if button.label == label).click().run()


def is_offered(page: AppTest, key: str) -> bool:
    """Whether the button is there and can be pressed."""
    label = catalog(str(page.session_state["shown_lang"]))(key)
    return any(button.label == label and not button.disabled for button in page.button)


def checked(page: AppTest, *files: tuple[str, str]) -> AppTest:
    return press(upload(page, *files), "imports.check")


def loaded(page: AppTest, *files: tuple[str, str]) -> AppTest:
    return press(checked(page, *files), "imports.load.button")


def account(page: AppTest) -> list[list[str]]:
    """The first table on the page, as text."""
    return [list(map(str, row)) for row in page.dataframe[0].value.to_numpy()]


def grant_ids(folder: Path) -> set[str]:
    data = Store.open(folder)
    try:
        return set(data.query("grant_rows", as_of=data.latest_on, picked={}, by=[], most=100)["grant_id"])
    finally:
        data.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_while_the_sample_is_shown_the_page_says_so_and_how_to_bring_own_exports(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    page = open_page("imports", lang, folder)
    assert catalog(lang)("imports.state.sample") in texts(page)
    assert "data/exports" in texts(page)
    assert catalog(lang)("frame.sample_badge") in texts(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_gives_the_account_of_every_file_and_changes_nothing(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    page = checked(open_page("imports", lang, folder), *PAIR)
    grants, visits = (catalog(lang)(f"imports.table.{table}") for table in ("grants", "visits"))
    ready = catalog(lang)("imports.status_of.ready")
    assert account(page) == [
        ["bantuan.csv", grants, "3", "3", "0", "0", ready],
        ["kunjungan.csv", visits, "3", "3", "0", "0", ready],
    ]
    assert catalog(lang)("imports.all_ready", ok="6", bad="0") in texts(page)
    assert current_version(folder) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_load_makes_the_first_version_and_the_page_shows_it(lang: str, open_page: OpenPage, folder: Path) -> None:
    page = loaded(open_page("imports", lang, folder), *PAIR)
    assert catalog(lang)("imports.loaded.done", version="0001", accepted="6", rejected="0") in page.success[0].value
    assert catalog(lang)("imports.state.sample") not in texts(page)
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}
    assert not page.exception


def test_the_sample_is_never_written_to(open_page: OpenPage, folder: Path) -> None:
    loaded(open_page("imports", "id", folder), *PAIR)
    (sample,) = folder.glob("sample-*")
    assert len(versions(sample)) == 1


def test_the_same_files_again_make_no_version(open_page: OpenPage, folder: Path) -> None:
    loaded(open_page("imports", "id", folder), *PAIR)
    page = loaded(open_page("imports", "id", folder), *PAIR)
    assert (
        catalog("id")("imports.loaded.unchanged", version="0001", accepted="6", rejected="0") in page.success[0].value
    )
    assert len(versions(folder)) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rejected_row_is_named_with_what_is_wrong_and_what_to_do(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    page = checked(open_page("imports", lang, folder), ("b.csv", GRANTS.replace("Bontang", "Kutai")))
    assert account(page)[0][2:6] == ["3", "2", "1", "0"]
    assert catalog(lang)("imports.row", row=3) in texts(page)
    assert catalog(lang)("ingest.remedy.ambiguous_regency")[:-1] in texts(page)


def test_the_workbook_of_rejected_rows_can_be_fixed_and_sent_back(open_page: OpenPage, folder: Path) -> None:
    page = loaded(open_page("imports", "id", folder), ("b.csv", GRANTS.replace("Bontang", "Kutai")))
    assert grant_ids(folder) == {"KUBE-1", "UEP-3"}
    workbook = openpyxl.load_workbook(io.BytesIO(rejected_workbook(catalog("id"), report_of(page))))
    sheet = workbook["grants"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Kutai"]
    cell.value = "Bontang"
    fixed = io.BytesIO()
    workbook.save(fixed)
    page = open_page("imports", "id", folder)
    page.file_uploader[0].set_value(("diperbaiki.xlsx", fixed.getvalue(), "application/octet-stream"))
    page.checkbox[0].check().run()
    press(press(page, "imports.check"), "imports.load.button")
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}


def report_of(page: AppTest) -> Report:
    report: Report = page.session_state["imports_loaded"]
    return report


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_missing_column_is_one_sentence_and_cannot_be_loaded(lang: str, open_page: OpenPage, folder: Path) -> None:
    page = checked(open_page("imports", lang, folder), ("b.csv", GRANTS.replace("Nilai Bantuan", "Besarnya")), PAIR[1])
    assert "amount\\_idr" in page.error[0].value
    assert len(page.error) == 1
    assert not is_offered(page, "imports.load.button")
    assert current_version(folder) is None


def test_the_heading_that_is_left_is_offered_for_the_column_that_is_missing(open_page: OpenPage, folder: Path) -> None:
    page = checked(open_page("imports", "id", folder), ("b.csv", GRANTS.replace("Nilai Bantuan", "Besarnya")))
    page = press(page, "imports.correct.use")
    press(page, "imports.load.button")
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_said_to_be_another_table_is_refused_with_what_it_is(
    lang: str, open_page: OpenPage, folder: Path
) -> None:
    page = upload(open_page("imports", lang, folder), PAIR[0])
    page = press(table_of(page).select("visits").run(), "imports.check")
    assert catalog(lang)("ingest.refused_remedy.looks_like_another_table")[:-1] in page.error[0].value


def open_part(page: AppTest, name: str) -> AppTest:
    """Another tab of the page."""
    page.session_state["imports_tab"] = catalog(str(page.session_state["shown_lang"]))(f"imports.tab.{name}")
    return page.run()


def table_of(page: AppTest) -> Selectbox[Any]:
    return next(box for box in page.selectbox if str(box.key).startswith("imports_table_"))


def test_rows_go_only_where_their_number_was_agreed_to_and_the_version_before_can_be_restored(
    open_page: OpenPage, folder: Path
) -> None:
    loaded(open_page("imports", "id", folder), *PAIR)
    fewer = GRANTS.replace(
        "KUBE-1;KUBE;Samarinda;Sungai Kunjang;20000000;05/03/2022;Budi Santoso;6472011203850004\n", ""
    )
    page = checked(open_page("imports", "id", folder), ("bantuan.csv", fewer))
    assert "2 baris" in page.warning[0].value  # the grant and its visit
    assert not is_offered(page, "imports.load.button")
    page = next(box for box in page.checkbox if "2 baris" in box.label).check().run()
    press(page, "imports.load.button")
    assert grant_ids(folder) == {"KUBE-2", "UEP-3"}

    page = open_part(open_page("imports", "id", folder), "versions")
    page.selectbox(key="imports_version_0002").select("0001").run()
    page = press(page, "imports.versions.yes", version="0001")
    assert page.success[0].value == catalog("id")("imports.versions.restored", version="0001")
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}


def test_a_file_in_the_exports_folder_is_offered(open_page: OpenPage, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "exports" / "bantuan.csv").write_text(GRANTS, encoding="utf-8")
    page = open_page("imports", "id", folder)
    page.multiselect(key="imports_folder_0").select("bantuan.csv").run()
    press(press(page, "imports.check"), "imports.load.button")
    assert grant_ids(folder) == {"KUBE-1", "KUBE-2", "UEP-3"}


def test_a_missing_exports_folder_offers_nothing(open_page: OpenPage, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "exports").rmdir()
    page = open_page("imports", "id", folder)
    assert not page.error
    assert not any(str(box.key).startswith("imports_folder") for box in page.multiselect)


def test_uploads_are_gone_after_the_import(
    open_page: OpenPage, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("imports", "id", folder)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    loaded(page, *PAIR)
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_personal_datum_is_on_the_page_in_the_workbook_or_in_a_log(
    lang: str, open_page: OpenPage, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bad = (f"bantuan {NIK}.csv", GRANTS.replace("Bontang", f"Kutai {NIK}"))
    page = checked(open_page("imports", lang, folder), bad)
    shown = texts(page) + "".join(box.label for box in page.selectbox)
    page = press(page, "imports.load.button")
    shown += texts(page) + "".join(table.value.to_string() for table in page.dataframe)
    workbook = openpyxl.load_workbook(io.BytesIO(rejected_workbook(catalog(lang), report_of(page))))
    shown += " ".join(str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row)
    assert not any(personal in shown for personal in (NIK, "Budi Santoso", "Siti Aminah"))
    assert NIK not in caplog.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_costs_too_much_is_refused_in_a_sentence(
    lang: str, open_page: OpenPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_limits, "SECONDS", 0)
    page = checked(open_page("imports", lang, folder), *PAIR)
    assert catalog(lang)("ingest.refused.took_too_long", seconds=0)[:-1] in page.error[0].value
    assert not is_offered(page, "imports.load.button")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_while_another_import_runs_the_page_says_so(lang: str, open_page: OpenPage, folder: Path) -> None:
    page = checked(open_page("imports", lang, folder), *PAIR)
    (folder / "versions").mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(folder / ".lock"):
        page = press(page, "imports.load.button")
    assert page.error[0].value == catalog(lang)("store_error.store_busy")
    assert current_version(folder) is None


def test_markup_in_a_file_name_is_shown_as_typed(open_page: OpenPage, folder: Path) -> None:
    page = checked(open_page("imports", "id", folder), ("<b>**x**.csv", "bukan,data\n1,2\n"))
    assert r"\<b\>\*\*x\*\*\.csv" in page.error[0].value


def test_completeness_is_the_share_of_filled_cells_by_year(open_page: OpenPage, folder: Path) -> None:
    page = open_part(loaded(open_page("imports", "id", folder), *PAIR), "completeness")
    heading = catalog("id")("imports.completeness.column")
    grants = table_with(page, heading).set_index(heading)
    assert grants.loc["district"].to_dict() == {"2022": "50%", "2024": "0%"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_names_every_column_of_the_contract(lang: str, open_page: OpenPage, folder: Path) -> None:
    page = open_part(open_page("imports", lang, folder), "contract")
    heading = catalog(lang)("imports.contract.column.aliases")
    said = [name for table in page.dataframe if heading in table.value for name in first_column(table.value)]
    assert said == [column.name for table in TABLES.values() for column in table.columns]


def first_column(table: pd.DataFrame) -> list[str]:
    return list(table.iloc[:, 0])
