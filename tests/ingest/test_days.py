"""Days: one spelling a line, and what a column says that none of its cells says alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from analytics.ingest.cells.days import DayStyle, day_style, read_day
from analytics.ingest.cells.values import Reading
from analytics.ingest.choices import Choices
from analytics.ingest.files.exports import Export
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.database import Store
from tests.conftest import NOW

AS_OF = date(2025, 12, 31)
HEADING = ("ID Bantuan", "Program", "Kabupaten/Kota", "Nilai Bantuan", "Tanggal Penyaluran", "Tanggal Asesmen")


@pytest.mark.parametrize(
    "cell",
    [
        "14/05/2024", "2024-05-14", "14 Mei 2024", "14-Mei-24", "Selasa, 14 Mei 2024", "14.05.2024", "20240514",
        "2024-05-14T00:00:00", "2024-05-14 10:30", "14 May 2024", "2024-05-13T20:00:00Z", "2024/5/14",
        "May 14, 2024", "May 14, 2024 10:11:12 AM", "Tuesday, May 14, 2024", "14th May 2024", "14/05/2024 10:11 PM",
        "2024/05/14 10:11:12 AM GMT+8", "2024-05-13 16:00:00 UTC", "2024-05-14 10:11:12+08", "14/05/2024 10.11.12",
        "Tue May 14 2024 10:11:12 GMT+0800 (Central Indonesia Time)", "Selasa, 14 Mei 2024 pukul 10.11 WITA",
        "13/05/2024 23:30 WIB", "14/05/2024 10:00 WIT", "45426", "45426.4244", "14052024", "1715652672000",
        "1715652672", "Tgl. 14 Mei 2024", "Tanggal 14/05/2024", "14-V-2024", "14 V 2024", "14/Mei/2024",
    ],
)  # fmt: skip
def test_a_day_however_it_is_written(cell: str) -> None:
    assert read_day(cell, AS_OF).value == "2024-05-14"


def test_the_eighth_month_in_all_its_spellings() -> None:
    for month in ("Agustus", "Agust", "Agt", "Agu", "Ags.", "Aug"):
        assert read_day(f"12 {month} 2024", AS_OF).value == "2024-08-12"


def test_conventions_are_noted() -> None:
    assert read_day("3/4/2024", AS_OF) == Reading("2024-04-03", note="day_first")
    assert read_day("3042024", AS_OF) == Reading("2024-04-03", note="day_first")
    assert read_day("14/05/24", AS_OF) == Reading("2024-05-14", note="two_digit_year")
    assert read_day("3/4/24", AS_OF) == Reading("2024-04-03", note="two_digit_year_day_first")
    assert read_day("45426", AS_OF) == Reading("2024-05-14", note="spreadsheet_day_number")
    assert read_day("1715652672000", AS_OF) == Reading("2024-05-14", note="epoch_time")


@pytest.mark.parametrize("cell", ["01/01/70", "31/12/99", "12", "1.000", "628123456789", "0812345678"])
def test_what_is_far_away_is_no_day(cell: str) -> None:
    assert read_day(cell, AS_OF).value is None


@pytest.mark.parametrize(
    "cell",
    ["31/02/2024", "2024-13-01", "kemarin", "5/14/2024", "Mei 2024", "14/05/2024 25:00 Z", "14-IIX-2024", "V-2024"],
)
def test_what_is_no_day(cell: str) -> None:
    assert read_day(cell, AS_OF) == Reading(problem="not_a_day")


@pytest.mark.parametrize("cell", ["21 s/d 22 Juni 2024", "21~22 Juni 2024", "21 - 22 Juni 2024", "21 dan 22 Juni 2024"])
def test_several_days_are_never_one_of_them(cell: str) -> None:
    assert read_day(cell, AS_OF) == Reading(problem="several_days")


def test_a_column_that_can_only_be_month_first_is() -> None:
    style = day_style(["3/25/2024", "3/4/2024"])
    assert (style.order, style.note, style.problem) == ("month_first", "month_first", None)
    assert read_day("3/4/2024", AS_OF, style) == Reading("2024-03-04")


def test_a_column_written_in_both_orders_contradicts_itself_where_a_day_could_be_either() -> None:
    assert day_style(["25/3/2024", "3/25/2024", "3/4/2024"]).problem == "days_contradict"
    assert day_style(["25/3/2024", "3/25/2024"]) == DayStyle()


def test_low_real_days_beside_high_days_of_text_are_no_accident() -> None:
    """The chance of three days up to 12 and two above is (12/30.4)^3 * (18.4/30.4)^2 = 2%; of one and one, 24%."""
    low, high = ["2024-04-01", "2024-09-03", "2024-02-06"], ["17/02/2024", "25/04/2024"]
    assert day_style(high, low).problem == "days_half_swapped"
    assert day_style(["2/17/2024", "4/25/2024"], low).problem == "days_half_swapped"
    assert day_style(high[:1], low[:1]).note == "days_may_be_swapped"
    assert day_style(high, [*low, "2024-04-13"]) == DayStyle()
    assert day_style([*high, "3/4/2024"], low) == DayStyle()


@pytest.mark.parametrize("low", [["04-Mei-2024", "03/Sep/24", "6-Feb-24"], ["45383", "45538", "45328"]])
def test_days_in_a_spreadsheet_s_own_form_are_real_days_too(low: list[str]) -> None:
    """Excel saves a real date to CSV as 04-Mei-2024 or, unformatted, as 45383 (1 April 2024)."""
    high = ["17/02/2024", "25/04/2024"]
    assert day_style([*high, *low]).problem == "days_half_swapped"
    assert day_style([*high, *low, "14-Mei-2024", "45426"]).problem is None
    assert day_style([*high, "4 Mei 2024", "3 September 2024", "6 Februari 2024"]).problem is None


def test_days_in_a_spreadsheet_s_own_form_are_changed_back_as_said() -> None:
    """4 February, swapped: 2 April, which is day 45384."""
    swapped = DayStyle("swapped")
    for cell in ("2024-04-02", "02-Apr-2024", "45384"):
        assert read_day(cell, AS_OF, swapped) == Reading("2024-02-04", note="swapped_back")
    assert read_day("2 April 2024", AS_OF, swapped).value == "2024-04-02"


def test_a_day_number_counts_from_the_workbook_s_own_day() -> None:
    """27 April 2020 is day 42486 of a workbook that counts from 1904, and 1462 days more in any other."""
    counted = DayStyle(counts_from_1904=True)
    assert read_day("42486", AS_OF, counted).value == read_day("43948", AS_OF).value == "2020-04-27"


def load(folder: Path, rows: Sequence[Sequence[object]], **said: object) -> Report:
    path = folder / "bantuan.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": said.pop("from_1904", False)}) as workbook:
        sheet = workbook.add_worksheet("Data")
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate((HEADING, *rows)):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(at, column, cell, day)
                else:
                    sheet.write(at, column, cell)
    return import_exports(folder / "store", [Export(path, path.name, Choices(**said))], as_of=AS_OF, now=NOW)  # type: ignore[arg-type]


def stored(folder: Path, column: str) -> list[str]:
    store = Store.open(folder / "store")
    try:
        frame = store.query("table", table_name="data.grants").sort_values("grant_id")
        return [str(day)[:10] for day in frame[column]]
    finally:
        store.close()


def half_swapped(rows: int = 6) -> list[list[object]]:
    """Days that were written day first, as a spreadsheet of the other order left them: 4 February as 2 April."""
    swapped: list[list[object]] = [
        [f"A-{at}", "UEP", "Paser", 5_000_000, datetime(2024, at, 2), "2024-01-20"] for at in range(4, 4 + rows)
    ]
    return [*swapped, ["A-90", "UEP", "Paser", 5_000_000, "17/02/2024", "2024-01-20"]]


def test_a_half_swapped_column_refuses_by_name(tmp_path: Path) -> None:
    report = load(tmp_path, half_swapped())
    assert (report.outcome, report.files[0].refused_because) == ("refused", "days_half_swapped")
    said = report.files[0].details
    assert (said["column"], said["said"], said["dates"], said["texts"]) == (
        "disbursed_on", "Tanggal Penyaluran", 6, 1,
    )  # fmt: skip


def test_the_reader_can_say_that_days_were_swapped(tmp_path: Path) -> None:
    report = load(tmp_path, half_swapped(), day_orders={"disbursed_on": "swapped"})
    assert [(item.reason, item.details["rows"]) for item in report.warnings] == [("swapped_back", 6)]
    assert stored(tmp_path, "disbursed_on") == [*(f"2024-02-{day:02d}" for day in range(4, 10)), "2024-02-17"]


def test_the_reader_can_say_that_days_stand_as_written(tmp_path: Path) -> None:
    assert load(tmp_path, half_swapped(), day_orders={"disbursed_on": "day_first"}).outcome == "accepted"
    assert stored(tmp_path, "disbursed_on")[:2] == ["2024-04-02", "2024-05-02"]


def test_an_optional_column_that_contradicts_itself_is_left_empty_and_named(tmp_path: Path) -> None:
    rows = [[*row[:4], "2024-03-20", row[4]] for row in half_swapped()]
    report = load(tmp_path, rows)
    assert (report.outcome, report.files[0].accepted) == ("accepted", 7)
    assert [(item.reason, item.column) for item in report.warnings] == [("days_half_swapped", "assessed_on")]
    assert set(stored(tmp_path, "assessed_on")) == {"NaT"}


def test_bare_day_numbers_count_from_the_workbook_s_own_day(tmp_path: Path) -> None:
    row = ["A-1", "UEP", "Paser", 5_000_000, 43902, datetime(2024, 2, 10)]
    load(tmp_path, [row], from_1904=True)
    assert (stored(tmp_path, "disbursed_on"), stored(tmp_path, "assessed_on")) == (["2024-03-13"], ["2024-02-10"])
