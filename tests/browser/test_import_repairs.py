"""Exports that people have, brought in right by one who follows the words of the page, in a real browser."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook

from analytics.i18n import catalog
from tests.browser.conftest import OpenTab, serving
from tests.browser.test_imports import ADDRESSES, Imports
from tests.conftest import first_of

pytestmark = pytest.mark.browser

HEADING = "ID Bantuan,Program,Kabupaten,Nilai Bantuan,Tanggal Penyaluran"
GRANTS = f"{HEADING}\nKUBE-1,KUBE,Berau,20000000,2023-03-05\nKUBE-2,KUBE,Paser,20000000,2023-03-06\n"
SUBMISSIONS = "kunjungan-tanggal_kunjungan,meta-instanceID,KEY\n2024-06-03,uuid:a,uuid:a\n"
REPEATS = "kode_kube,status_usaha,PARENT_KEY,KEY\nKUBE-1,tutup,uuid:a,uuid:a/p[1]\nKUBE-2,berjalan,uuid:a,uuid:a/p[2]\n"
Bring = Callable[[Mapping[str, str | bytes]], Imports]


@pytest.fixture(scope="module", params=first_of(ADDRESSES))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A language, and the address of the page in it, on a store that fills from test to test."""
    folder = tmp_path_factory.mktemp("repairs")
    with serving(folder / "store", DASHBOARD_EXPORTS=str(folder / "none")) as address:
        yield request.param, f"{address}/{ADDRESSES[request.param]}"


@pytest.fixture
def bring(served: tuple[str, str], open_tab: OpenTab, tmp_path: Path) -> Bring:
    """`bring(files)`: the page on which they were checked, to be added to what there is."""

    def brought(files: Mapping[str, str | bytes]) -> Imports:
        lang, address = served
        page = Imports(open_tab(address), catalog(lang), tmp_path)
        page.bring(files)
        page.tick("imports.add")
        page.press("imports.check")
        return page

    return brought


def loaded(page: Imports, accepted: int) -> bool:
    page.press("imports.load.button")
    said = page.t("imports.loaded.done", version="####", accepted=accepted, rejected=0).split("####")
    return all(part in page.tab.text for part in said) and (page.tab.outside, page.tab.errors) == ([], [])


def packed(fill: Callable[[Workbook], None]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        fill(workbook)
    return content.getvalue()


def test_a_zip_of_odk_is_read_with_its_repeats(bring: Bring) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("monev.csv", SUBMISSIONS)
        archive.writestr("monev-penerima.csv", REPEATS)
    page = bring({"bantuan.csv": GRANTS, "monev.csv.zip": content.getvalue()})
    assert page.says("imports.all_ready", ok=4, bad=0)
    assert loaded(page, 4)


def test_a_workbook_of_a_row_a_member_becomes_a_grant_a_group(bring: Bring) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("Anggota")
        sheet.write_row(0, 0, [*HEADING.split(","), "Nama Anggota", "Jumlah Anggota"])
        for at in range(6):
            group, day = f"KUBE-1{at // 2}", f"2023-04-1{at // 2}"
            sheet.write_row(at + 1, 0, [group, "KUBE", "Berau", 10_000_000, day, f"Orang {at}", 2])

    page = bring({"anggota.xlsx": packed(fill)})
    assert page.says("imports.repair.title")
    page.pick("imports.repair.member_rows.member_amount")
    page.press("imports.correct.use")
    assert page.says("imports.all_ready", ok=3, bad=0)
    assert loaded(page, 3)


def test_a_column_of_which_a_spreadsheet_swapped_half_the_days_is_put_back(bring: Bring) -> None:
    low = [f"2024-0{month}-0{day}" for month in (1, 2, 3) for day in (4, 5, 6)]
    days = [*low, *(f"{day}/05/2024" for day in range(13, 23))]
    rows = "".join(f"UEP-{at},UEP,Berau,5000000,{day}\n" for at, day in enumerate(days))
    page = bring({"tukar.csv": f"{HEADING}\n{rows}"})
    assert page.says("imports.repair.days", column="Tanggal Penyaluran")
    page.pick("imports.repair.day_order.swapped")
    page.press("imports.correct.use")
    assert page.says("imports.all_ready", ok=len(days), bad=0)
    assert loaded(page, len(days))


def test_a_hidden_sheet_of_closed_businesses_is_read_and_said(bring: Bring) -> None:
    def fill(workbook: Workbook) -> None:
        for name, status in (("Berjalan", "berjalan"), ("Tutup", "tutup")):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, ["ID Bantuan", "Tanggal Kunjungan", "Status Usaha"])
            sheet.write_row(1, 0, ["KUBE-1" if name == "Berjalan" else "KUBE-2", "2025-01-02", status])
            if name == "Tutup":
                sheet.hide()

    page = bring({"kunjungan.xlsx": packed(fill)})
    assert page.says("imports.all_ready", ok=2, bad=0)
    page.open_list(page.t("imports.warnings.title", count=1))
    assert page.t("ingest.warning.sheet_hidden", sheet="Tutup")[:-1] in page.tab.text.replace("\n", " ")
    assert loaded(page, 2)
