"""A workbook is accounted for whole: every sheet is read or named, every cell stands under its heading or is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.database import Store
from tests.conftest import LATEST, NOW

HEADING = ["ID Bantuan", "Program", "Kabupaten/Kota", "Nilai Bantuan", "Tanggal Penyaluran"]


def grants(prefix: str, count: int = 3) -> list[list[object]]:
    return [[f"{prefix}-{i:04d}", "UEP", "Paser", 5_000_000, f"2024-03-{i:02d}"] for i in range(1, count + 1)]


def write(sheet: Worksheet, *rows: Sequence[object]) -> None:
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)


def load(folder: Path, fill: Callable[[Workbook], object]) -> Report:
    with xlsxwriter.Workbook(folder / "bantuan.xlsx") as workbook:
        fill(workbook)
    return import_exports(folder / "store", [folder / "bantuan.xlsx"], as_of=LATEST, now=NOW)


def stored(folder: Path, column: str) -> list[object]:
    store = Store.open(folder / "store")
    try:
        return list(store.query("table", table_name="data.grants").sort_values("grant_id")[column])
    finally:
        store.close()


def warned(report: Report) -> list[tuple[str, dict[str, str | int]]]:
    return [(item.reason, dict(item.details)) for item in report.warnings]


def test_a_hidden_sheet_of_the_same_form_is_read_and_said(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        write(workbook.add_worksheet("2024"), HEADING, *grants("A"))
        hidden = workbook.add_worksheet("2023")
        write(hidden, HEADING, *grants("B"))
        hidden.hide()

    report = load(tmp_path, fill)
    assert (report.files[0].accepted, warned(report)) == (6, [("sheet_hidden", {"sheet": "2023"})])


def test_a_sheet_without_known_headings_is_named_with_its_rows(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        write(workbook.add_worksheet("Data"), HEADING, *grants("A"))
        write(workbook.add_worksheet("Catatan"), ["isi"], ["satu"], ["dua"])
        lists = workbook.add_worksheet("Acuan")
        write(lists, ["kode"])
        lists.very_hidden()
        workbook.add_worksheet("Kosong")

    report = load(tmp_path, fill)
    assert warned(report) == [
        ("sheet_not_read", {"sheet": "Catatan", "rows": 3}),
        ("hidden_sheet_not_read", {"sheet": "Acuan", "rows": 1}),
    ]


@pytest.mark.parametrize("is_hidden", [False, True])
def test_a_sheet_of_two_known_headings_that_cannot_be_taken_refuses_the_file(tmp_path: Path, is_hidden: bool) -> None:
    def fill(workbook: Workbook) -> None:
        write(workbook.add_worksheet("Paser"), HEADING, *grants("A"))
        other = workbook.add_worksheet("Berau")
        write(other, [*HEADING[:3], "Diterima", HEADING[4]], *grants("B"))
        if is_hidden:
            other.hide()

    (file,) = load(tmp_path, fill).files
    assert (file.refused_because, file.details["sheet"]) == ("missing_columns", "Berau")
    assert "amount_idr" in str(file.details["columns"])


def test_a_row_is_told_with_its_sheet_where_several_were_read(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        for name in ("Paser", "Berau"):
            rows = grants(name)
            rows[0][3] = "rusak"
            write(workbook.add_worksheet(name), HEADING, *rows)

    report = load(tmp_path, fill)
    assert {(item.sheet, item.row) for item in report.rejected} == {("Paser", 2), ("Berau", 2)}
    assert {(record.sheet, record.cells["grant_id"]) for record in report.rejected_records} == {
        ("Paser", "Paser-0001"), ("Berau", "Berau-0001"),
    }  # fmt: skip


def test_a_cell_under_no_heading_is_named_and_costs_no_row(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        rows = grants("A")
        write(workbook.add_worksheet(), HEADING, rows[0], [*rows[1], "cek lapangan"], [*rows[2], None, "alat rusak"])

    report = load(tmp_path, fill)
    assert report.files[0].accepted == 3
    assert [(w.reason, w.column, w.row, w.details["cells"]) for w in report.warnings] == [
        ("cells_without_heading", "F", 3, 1), ("cells_without_heading", "G", 4, 1),
    ]  # fmt: skip


def test_rows_hidden_by_a_filter_are_read_and_said(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        write(sheet, HEADING, *grants("A", 5))
        sheet.set_row(2, options={"hidden": True})
        sheet.set_row(4, options={"hidden": True})

    report = load(tmp_path, fill)
    assert (report.files[0].accepted, warned(report)) == (5, [("rows_hidden", {"rows": 2})])


def test_a_regency_merged_over_rows_is_that_of_each(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        write(sheet, HEADING, *([*row[:2], None, *row[3:]] for row in grants("A", 5)))
        sheet.merge_range(1, 2, 3, 2, "Paser")
        sheet.merge_range(4, 2, 5, 2, "Berau")

    report = load(tmp_path, fill)
    assert (report.files[0].accepted, warned(report)) == (5, [("cells_merged", {"cells": 2})])
    assert stored(tmp_path, "regency_code") == ["64.01", "64.01", "64.01", "64.03", "64.03"]


def test_an_amount_merged_over_several_grants_is_not_given_to_each(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        write(sheet, HEADING, *([*row[:3], None, row[4]] for row in grants("A", 3)))
        sheet.merge_range(1, 3, 3, 3, 15_000_000)

    report = load(tmp_path, fill)
    assert [(item.row, item.column, item.reason) for item in report.rejected] == [
        (3, "amount_idr", "missing_value"), (4, "amount_idr", "missing_value"),
    ]  # fmt: skip


def test_an_amount_merged_with_its_id_is_that_of_one_grant(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        write(sheet, HEADING, [None, "UEP", "Paser", None, "2024-03-01"], [None, "UEP", "Paser", None, "2024-03-01"])
        sheet.merge_range(1, 0, 2, 0, "A-0001")
        sheet.merge_range(1, 3, 2, 3, 5_000_000)

    report = load(tmp_path, fill)
    assert stored(tmp_path, "amount_idr") == [5_000_000]
    assert [item.reason for item in report.rejected] == ["duplicate_row"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_second_table_further_down_is_read_by_its_own_heading(tmp_path: Path, suffix: str) -> None:
    order = [0, 4, 2, 1, 3]
    second = [[row[at] for at in order] for row in grants("B")]
    blank: list[object] = [None] * 5
    again: list[object] = [HEADING[at] for at in order]
    rows: list[list[Any]] = [HEADING, *grants("A"), blank, ["DAFTAR UEP", *blank[1:]], again, *second]
    if suffix == "xlsx":
        report = load(tmp_path, lambda workbook: write(workbook.add_worksheet(), *rows))
    else:
        lines = [",".join(str(cell or "") for cell in row) for row in rows]
        (tmp_path / "bantuan.csv").write_text("\n".join(lines), encoding="utf-8")
        report = import_exports(tmp_path / "store", [tmp_path / "bantuan.csv"], as_of=LATEST, now=NOW)
    (file,) = report.files
    assert (file.accepted, file.rejected, file.ignored) == (6, 0, 2)
    assert stored(tmp_path, "amount_idr") == [5_000_000] * 6


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_second_table_in_another_unit_is_read_in_that_unit(tmp_path: Path, suffix: str) -> None:
    again = [*HEADING[:3], "Nilai Bantuan (ribu Rp)", HEADING[4]]
    rows: list[list[Any]] = [HEADING, *grants("A"), again, *([*row[:3], 5_000, row[4]] for row in grants("B"))]
    if suffix == "xlsx":
        report = load(tmp_path, lambda workbook: write(workbook.add_worksheet(), *rows))
    else:
        lines = [",".join(str(cell) for cell in row) for row in rows]
        (tmp_path / "bantuan.csv").write_text("\n".join(lines), encoding="utf-8")
        report = import_exports(tmp_path / "store", [tmp_path / "bantuan.csv"], as_of=LATEST, now=NOW)
    assert (report.files[0].accepted, stored(tmp_path, "amount_idr")) == (6, [5_000_000] * 6)


def test_a_heading_repeated_below_a_title_of_its_unit_keeps_the_unit(tmp_path: Path) -> None:
    title = ["Dalam ribuan rupiah", *[None] * 4]
    pages = [[*row[:3], 5_000, row[4]] for row in [*grants("A"), *grants("B")]]
    report = load(tmp_path, lambda book: write(book.add_worksheet(), title, HEADING, *pages[:3], HEADING, *pages[3:]))
    assert (report.files[0].accepted, stored(tmp_path, "amount_idr")) == (6, [5_000_000] * 6)


def test_the_same_heading_in_other_words_is_no_record(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        again = ["grant_id", "programme", "regency", "amount_idr", "disbursed_on"]
        write(workbook.add_worksheet(), HEADING, *grants("A"), again, *grants("B"))

    report = load(tmp_path, fill)
    assert [(item.row, item.reason) for item in report.ignored] == [(5, "repeated_heading")]
    assert report.files[0].accepted == 6


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("00000", 7, "00007"),
        ('"BT-"0000', 12, "BT-0012"),
        ("00\\-000", 12_345, "12-345"),
        ("@", 7, "7"),
        ("General", 7, "7"),
    ],
)
def test_an_id_is_what_the_cell_shows(tmp_path: Path, code: str, number: int, said: str) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        write(sheet, HEADING, *grants("A", 1))
        sheet.write_number(1, 0, number, workbook.add_format({"num_format": code}))

    load(tmp_path, fill)
    assert stored(tmp_path, "grant_id") == [said]


@pytest.mark.parametrize("code", ['0.0,,"jt"', '#,##0," ribu"', '[>=1000000]0.0,," juta";0'])
def test_an_amount_that_is_shown_in_a_unit_is_whole_itself(tmp_path: Path, code: str) -> None:
    """20.0jt is shown of 20000000: its format divides, and the unit is not to be applied once more."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("Data")
        write(sheet, HEADING, *grants("A", 1))
        sheet.write_number(1, 3, 20_000_000, workbook.add_format({"num_format": code}))

    load(tmp_path, fill)
    assert stored(tmp_path, "amount_idr") == [20_000_000]


@pytest.mark.parametrize("code", ["mmm-yy", "mmmm yyyy", "mm/yyyy"])
def test_a_month_alone_is_never_its_first_day(tmp_path: Path, code: str) -> None:
    """ "Mei 2024" is kept as 1 May 2024 (day 45413); the 14th (45426) was meant, however it is shown."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("Data")
        write(sheet, HEADING, *grants("A", 2))
        for row, number in enumerate((45413, 45426), start=1):
            sheet.write_number(row, 4, number, workbook.add_format({"num_format": code}))

    report = load(tmp_path, fill)
    assert [(item.row, item.reason, item.found) for item in report.rejected] == [(2, "bad_date", "2024-05")]
    assert [str(day)[:10] for day in stored(tmp_path, "disbursed_on")] == ["2024-05-14"]


@pytest.mark.parametrize("code", ['0" juta"', '#,##0.0" jt"', '0"000000"', '0",000,000"', "General"])
def test_an_amount_is_what_the_cell_shows(tmp_path: Path, code: str) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        write(sheet, HEADING, *grants("A", 1))
        sheet.write_number(1, 3, 5 if code != "General" else 5_000_000, workbook.add_format({"num_format": code}))

    load(tmp_path, fill)
    assert stored(tmp_path, "amount_idr") == [5_000_000]


def test_two_tables_side_by_side_are_refused_by_name(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        rows = [[*one, None, *two] for one, two in zip(grants("A"), grants("B"), strict=True)]
        write(workbook.add_worksheet("Data"), [*HEADING, None, *HEADING], *rows)

    (file,) = load(tmp_path, fill).files
    assert file.refused_because == "tables_side_by_side"
    assert dict(file.details) == {"first": "A", "second": "G", "sheet": "Data"}


def test_a_regency_that_only_the_name_of_a_sheet_tells_is_not_taken_for_granted(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        for name in ("Paser", "Kutai Kartanegara"):
            rows = [[*row[:2], *row[3:]] for row in grants(name[0])]
            write(workbook.add_worksheet(name), [*HEADING[:2], *HEADING[3:]], *rows)

    (file,) = load(tmp_path, fill).files
    assert (file.refused_because, file.details["sheet"]) == ("regency_only_in_sheet_name", "Paser")


VISIT_HEADING = ["Kode KUBE", "Tanggal Kunjungan"]


def test_a_status_in_ticks_is_refused_and_its_columns_named(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        write(workbook.add_worksheet("Monev"), [*VISIT_HEADING, "Berjalan", "Tutup"], ["A-1", "2025-06-01", None, "√"])

    (file,) = load(tmp_path, fill).files
    assert (file.refused_because, file.details["columns"]) == ("status_in_ticks", "Berjalan, Tutup")


@pytest.mark.parametrize("cell", ["√", "Berjalan"])
def test_a_heading_over_columns_with_their_own_is_refused(tmp_path: Path, cell: str) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("Monev")
        write(sheet, [*VISIT_HEADING, None, None], [None, None, "Berjalan", "Tutup"], ["A-1", "2025-06-01", cell])
        for at, said in enumerate(VISIT_HEADING):
            sheet.merge_range(0, at, 1, at, said)
        sheet.merge_range(0, 2, 0, 3, "Status Usaha")

    (file,) = load(tmp_path, fill).files
    assert (file.refused_because, file.details["under"]) == ("heading_over_several", "Berjalan, Tutup")


@pytest.mark.parametrize(
    "heading",
    [
        ["Kode KUBE", "Monev 2024", "Monev 2025"],
        ["Kode KUBE", "Tanggal Kunjungan", "Status Monev I", "Status Monev II"],
        ["Kode KUBE", "Tanggal Kunjungan", "Status Usaha", "Tanggal Kunjungan 2", "Status Usaha 2"],
    ],
)
def test_rounds_of_monitoring_side_by_side_are_refused_with_how_to_turn_them(
    tmp_path: Path, heading: list[object]
) -> None:
    def fill(workbook: Workbook) -> None:
        write(workbook.add_worksheet("Monev"), heading, ["A-1", *["Berjalan"] * (len(heading) - 1)])

    (file,) = load(tmp_path, fill).files
    assert (file.refused_because, str(heading[-1]) in str(file.details["columns"])) == ("wide_monitoring", True)


def test_columns_of_a_visit_beside_a_grant_are_named(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        rows = [[*row, "2024-09-29", "Tutup"] for row in grants("A")]
        write(workbook.add_worksheet(), [*HEADING, "Tanggal Monev", "Status Usaha"], *rows)

    report = load(tmp_path, fill)
    assert report.files[0].accepted == 3
    assert ("visits_beside_grants", "Tanggal Monev, Status Usaha") in {(w.reason, w.column) for w in report.warnings}


def test_a_heading_merged_over_columns_that_are_blank_below_is_one(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet()
        write(sheet, HEADING, *grants("A"))
        sheet.merge_range(0, 4, 0, 5, HEADING[4])

    assert load(tmp_path, fill).files[0].accepted == 3


def test_a_status_that_is_only_a_colour_is_refused_with_a_word_on_colours(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        green = workbook.add_format({"bg_color": "green"})
        sheet = workbook.add_worksheet("Monev")
        write(sheet, [*VISIT_HEADING, "Status Usaha"], ["A-1", "2025-06-01"], ["A-2", "2025-06-01"])
        sheet.write_blank(1, 2, None, green)

    assert load(tmp_path, fill).files[0].refused_because == "status_empty"


def test_all_columns_are_read_however_many(tmp_path: Path) -> None:
    other: list[object] = [f"pertanyaan {at}" for at in range(400)]

    def fill(workbook: Workbook) -> None:
        write(workbook.add_worksheet(), [*other, *HEADING], *([*(["x"] * 400), *row] for row in grants("A")))

    assert load(tmp_path, fill).files[0].accepted == 3
