"""A turnover beyond any micro business is left empty with a warning, and what stood there is not shown."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics.i18n import catalog
from analytics.ingest.load import import_exports
from analytics.ingest.report import Report
from analytics.store.versions import database_file
from analytics.wording.imports import as_json
from tests.conftest import LATEST, NOW, Row, write_export

Cell = str | int


def brought(tmp_path: Path, turnover: Cell, amount: Cell = 20_000_000) -> tuple[Report, list[tuple[object, ...]]]:
    """The report of two grants and a visit, one grant and the visit with this turnover, and what is stored of them."""
    grant = {"programme": "KUBE", "regency": "Paser", "disbursed_on": "2022-03-05"}
    grants: list[Row] = [
        {**grant, "grant_id": "KUBE-1", "amount_idr": 20_000_000, "omzet_awal": 900_000},
        {**grant, "grant_id": "KUBE-2", "amount_idr": amount, "omzet_awal": turnover},
    ]
    visit: Row = {"grant_id": "KUBE-1", "visited_on": "2023-03-05", "status": "running", "omzet": turnover}
    exports = [write_export(tmp_path / "g.csv", grants), write_export(tmp_path / "v.csv", [visit])]
    report = import_exports(tmp_path / "store", exports, as_of=LATEST, now=NOW)
    with duckdb.connect(str(database_file(tmp_path / "store", report.version or "")), read_only=True) as data:
        stored = data.sql(
            "select baseline_turnover_idr from grants where grant_id = 'KUBE-2' "
            "union all select monthly_turnover_idr from visits"
        )
        return report, stored.fetchall()


@pytest.mark.parametrize("turnover", [0, 2_000_000, "500.000.000", "1,5 juta"])
def test_what_a_business_may_turn_over_is_stored(turnover: Cell, tmp_path: Path) -> None:
    report, stored = brought(tmp_path, turnover)
    assert report.warnings == ()
    assert all(value is not None for (value,) in stored)


@pytest.mark.parametrize(
    "turnover",
    [
        "500.000.001",
        "081253001122",
        "81253001122",
        "0811234567",
        "811234567",
        "0541123456",
        "1234567890123",
        "1 miliar",
    ],
)
def test_a_phone_or_account_number_costs_the_cell_and_not_the_row(turnover: Cell, tmp_path: Path) -> None:
    report, stored = brought(tmp_path, turnover)
    assert report.outcome == "accepted"
    assert stored == [(None,), (None,)]
    said = [(item.column, item.reason) for item in report.warnings]
    assert said == [
        ("baseline_turnover_idr", "turnover_above_limit"), ("monthly_turnover_idr", "turnover_above_limit"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("phone", ["081253001122", "811234567", "0811-234-567", "811 234 567"])
def test_the_number_is_not_shown(phone: str, lang: str, tmp_path: Path) -> None:
    report, _ = brought(tmp_path, phone, amount="rusak")
    assert phone not in json.dumps(as_json(report, catalog(lang))) + repr(report)
    assert phone.lstrip("0") not in repr(report)


@pytest.mark.parametrize("turnover", ["6.000.000,00", "2000000", "Rp 1.500.000"])
def test_a_turnover_that_may_be_comes_back_with_its_row(turnover: str, tmp_path: Path) -> None:
    report, _ = brought(tmp_path, turnover, amount="rusak")
    assert [record.cells["baseline_turnover_idr"] for record in report.rejected_records] == [turnover]


@pytest.mark.parametrize("turnover", [1, "1 ", 1500])
def test_a_column_that_never_reaches_an_amount_is_no_rupiah(turnover: Cell, tmp_path: Path) -> None:
    report, stored = brought(tmp_path, turnover)
    assert stored == [(None,), (None,)]
    assert [(one.reason, one.column, one.details) for one in report.warnings] == [
        ("amounts_too_small", "monthly_turnover_idr", {"most": int(str(turnover)), "said": "omzet"}),
        ("amount_too_small", "baseline_turnover_idr", {"found": str(int(str(turnover)))}),
    ]


def test_a_turnover_in_thousands_among_others_in_rupiah_is_left_empty(tmp_path: Path) -> None:
    grant = {"grant_id": "UEP-1", "programme": "UEP", "regency": "Paser", "disbursed_on": "2024-03-05"}
    visits: list[Row] = [
        {"grant_id": "UEP-1", "visited_on": f"2025-0{month}-05", "status": "running", "omzet": turnover}
        for month, turnover in enumerate((1_500_000, 1_500, 0), start=1)
    ]
    exports = [write_export(tmp_path / "g.csv", [{**grant, "amount_idr": 5_000_000}])]
    exports.append(write_export(tmp_path / "v.csv", visits))
    report = import_exports(tmp_path / "store", exports, as_of=LATEST, now=NOW)
    with duckdb.connect(str(database_file(tmp_path / "store", report.version or "")), read_only=True) as data:
        stored = data.sql("select monthly_turnover_idr from visits order by visited_on").fetchall()
    assert stored == [(1_500_000,), (None,), (0,)]
    assert [(one.row, one.column, one.reason, one.details) for one in report.warnings] == [
        (3, "monthly_turnover_idr", "amount_too_small", {"found": "1500"})
    ]


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_a_fraction_of_a_million_is_not_taken_for_thousands(suffix: str, tmp_path: Path) -> None:
    """1.125 million, as a number of the file, is Rp1,125,000 and not 1,125 million."""
    row = {
        "grant_id": ["KUBE-1"], "programme": ["KUBE"], "regency": ["Paser"], "disbursed_on": ["2022-03-05"],
        "amount_idr": [20_000_000], "Omzet Awal (juta)": [1.125],
    }  # fmt: skip
    path = tmp_path / f"g.{suffix}"
    getattr(pd.DataFrame(row), {"xlsx": "to_excel"}.get(suffix, "to_parquet"))(path, index=False)
    report = import_exports(tmp_path / "store", [path], as_of=LATEST, now=NOW)
    with duckdb.connect(str(database_file(tmp_path / "store", report.version or "")), read_only=True) as data:
        assert data.sql("select baseline_turnover_idr from grants").fetchall() == [(1_125_000,)]
