"""A file of canonical cells is staged as it is read. What comes of it is what comes of the closer look at any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.database import Store
from tests.conftest import LATEST, NOW

GRANTS_HEADING = "grant_id,programme,regency,business_type,amount_idr,disbursed_on"
A_CELL_OF_TWO_LINES = 'KUBE-2022-9999,KUBE,Paser,"Kue\nbasah",20000000,2022-03-01'


def grant(number: int, business_type: str = "Kue basah", amount_idr: str = "20000000") -> str:
    return f"KUBE-2022-{number:06d},KUBE,Paser,{business_type},{amount_idr},2022-03-01"


def load(folder: Path, *lines: str) -> Report:
    folder.mkdir(exist_ok=True)
    (folder / "bantuan.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return import_exports(folder / "store", [folder / "bantuan.csv"], as_of=LATEST, now=NOW)


def stored(folder: Path, grant_id: str) -> list[object]:
    store = Store.open(folder / "store")
    try:
        grants = store.query("table", table_name="data.grants")
        return list(grants.set_index("grant_id", drop=False).loc[grant_id].dropna())
    finally:
        store.close()


@pytest.mark.parametrize(
    "business_type",
    [
        "Es",
        '"Menjahit, bordir"',
        '"Kue ""basah"""',
        'Kue "basah" dan kering',
        '"Kue" basah',
        ' "Kue basah"',
        '"Kue basah" ',
        '""',
        "-",
        "Kué basah",
        "Usaha 081234567890",
        "'Kue'",
        '"\\"',
    ],
)
def test_both_readers_come_to_the_same_values(tmp_path: Path, business_type: str) -> None:
    line = grant(1, business_type)
    load(tmp_path / "sweep", GRANTS_HEADING, line, grant(2))
    load(tmp_path / "closer", GRANTS_HEADING, line, grant(2), A_CELL_OF_TWO_LINES)
    assert stored(tmp_path / "sweep", "KUBE-2022-000001") == stored(tmp_path / "closer", "KUBE-2022-000001")


@pytest.mark.parametrize("last", [grant(7), grant(7, amount_idr="rusak"), grant(7, amount_idr="100")])
def test_rows_bear_the_numbers_of_the_file_however_long_it_is(tmp_path: Path, last: str) -> None:
    lines = [grant(number) for number in range(1, 250_001)]
    report = load(
        tmp_path, "DAFTAR PENERIMA,,,,,", GRANTS_HEADING, *lines[:130_000], lines[99_999], *lines[130_000:], last
    )
    (file,) = report.files
    assert (file.records, file.accepted, file.rejected, file.ignored) == (250_003, 250_000, 2, 1)
    assert [item.row for item in report.rejected] == [130_003, 250_004]


def test_a_rejected_record_is_sent_back_as_it_was_written(tmp_path: Path) -> None:
    report = load(tmp_path, GRANTS_HEADING, grant(1), grant(2, '"Menjahit, bordir"'), grant(2, '"Menjahit, bordir"'))
    (record,) = report.rejected_records
    assert (record.row, record.cells["business_type"]) == (4, "Menjahit, bordir")


@pytest.mark.parametrize("mangled", ["MEI-24", "MEI-2024", "SEPT-2024"])
def test_an_id_that_a_spreadsheet_made_a_month_is_no_id(tmp_path: Path, mangled: str) -> None:
    report = load(tmp_path, GRANTS_HEADING, grant(1), grant(2).replace("KUBE-2022-000002", mangled))
    assert [(item.row, item.reason) for item in report.rejected] == [(3, "mangled_id")]


def test_a_row_of_column_numbers_is_no_target(tmp_path: Path) -> None:
    report = load(tmp_path, "year,regency,programme,target_grants", "1,2,3,4", "2024,Paser,KUBE,20")
    (file,) = report.files
    assert (file.accepted, file.rejected, file.ignored) == (1, 0, 1)
